package croft.certs.control;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every controller answers alike: outcomes, nonsense, and a database that is away.
final class Replies {
    private static final Logger log = LoggerFactory.getLogger(Replies.class);
    private static final int LONGEST = 80;

    private Replies() {}

    /// The answer of `work`: 400 if it finds the question nonsense, 503 if what it needs is away.
    static HttpResponse<?> of(Callable<HttpResponse<?>> work) {
        try {
            return work.call();
        } catch (IllegalArgumentException e) {
            return plain(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (Exception e) { // Micronaut's transactions also throw checked ones undeclared
            log.warn("an order of the operator could not be carried out", e);
            return plain(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    innermost(e) + " (nothing was changed; croft status tells more)");
        }
    }

    /// 200 with what was done or begun, 409 with why nothing was.
    static HttpResponse<?> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(String said) -> HttpResponse.ok(new Said("done", said));
            case Outcome.Begun(String said) -> HttpResponse.ok(new Said("begun", said));
            case Outcome.Refused(String why, String remedy) ->
                    plain(HttpStatus.CONFLICT, why + " (" + remedy + ")");
        };
    }

    /// An answer for those whose keys would travel over a network: none but this machine's loopback
    /// is private.
    static Optional<HttpResponse<?>> unlessLoopback(HttpRequest<?> request) {
        return request.getRemoteAddress().getAddress() != null
                        && request.getRemoteAddress().getAddress().isLoopbackAddress()
                ? Optional.empty()
                : Optional.of(
                        plain(
                                HttpStatus.FORBIDDEN,
                                "keys travel over loopback only (remedy: type the command on the"
                                        + " machine, or in the container, where cert-manager"
                                        + " runs)"));
    }

    /// In quotes, short, and without what would move a cursor.
    static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "\"" + cut.replaceAll("[\\p{Cntrl}\"]", "?") + "\"";
    }

    private static HttpResponse<String> plain(HttpStatus status, String text) {
        return HttpResponse.<String>status(status)
                .body(text.replaceAll("\\p{Cntrl}+", " ") + "\n")
                .contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return Objects.requireNonNullElse(innermost.getMessage(), innermost.toString());
    }

    /// What came of an order.
    @Serdeable
    record Said(String state, String said) {}
}
