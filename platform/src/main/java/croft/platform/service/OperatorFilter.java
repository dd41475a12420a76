package croft.platform.service;

import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets only those in who hold the operator's token, to `/status` and everything below `/control/`.
/// The secret is read for each request: a new token counts at once.
@ServerFilter(patterns = {"/status", "/control/**"})
@ExecuteOn(TaskExecutors.BLOCKING)
final class OperatorFilter {
    private static final SecretName TOKEN = new SecretName("operator-token");
    private static final String SCHEME = "Bearer ";
    private static final Logger LOG = LoggerFactory.getLogger(OperatorFilter.class);

    private final Secrets secrets;

    OperatorFilter(Secrets secrets) {
        this.secrets = secrets;
    }

    /// An answer for those who are not let in, nothing for those who are.
    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        String token;
        try {
            token = secrets.read(TOKEN);
        } catch (UnusableSecret e) {
            LOG.warn("{}", e.getMessage());
            return plain(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the secret " + TOKEN + " cannot be used; the log says why");
        }
        if (presented(request).filter(shown -> same(shown, token)).isPresent()) {
            return null;
        }
        return plain(
                        HttpStatus.UNAUTHORIZED,
                        "the operator's token is needed (Authorization: Bearer TOKEN)")
                .header("WWW-Authenticate", "Bearer");
    }

    /// RFC 6750 §2.1; the scheme's case does not matter (RFC 9110 §11.1).
    private static Optional<String> presented(HttpRequest<?> request) {
        return request.getHeaders()
                .findFirst("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    /// In a time that does not tell how much of it was right.
    private static boolean same(String presented, String token) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static MutableHttpResponse<String> plain(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .contentType(MediaType.TEXT_PLAIN_TYPE)
                .body(text + "\n");
    }
}
