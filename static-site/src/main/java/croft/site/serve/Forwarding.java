package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.Field;
import croft.platform.traffic.Status;
import croft.site.content.SurrogateKey;
import croft.site.rules.WebOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes requests on to the backends that an owner has declared, where the rules of a site say so,
/// and their answers back as they come. Called on virtual threads; the client is made for the first
/// request.
final class Forwarding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Until the head of the answer. Its body may take as long as it goes on coming.
    private static final Duration HEAD = Duration.ofSeconds(30);

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /// Fields of one connection, not of a message (RFC 9110 §7.6.1), and those that the client of
    /// the platform writes itself.
    private static final Set<String> OF_CONNECTIONS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "content-length",
                    "host",
                    "expect");

    /// Which only this server may say to the edge: it knows which site this is.
    private static final Set<String> TO_THE_EDGE =
            Set.of("surrogate-key", "surrogate-control", "edge-cache-control");

    private static final String NOT_IN_URI = "\"<>\\^`{|}[]";

    private final Executor virtualThreads;
    private volatile @Nullable HttpClient client;

    Forwarding(Executor virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /// The backend's answer; 502 or 504 if it gives none.
    ///
    /// @param target path and query for the backend
    Answer answer(Asked asked, WebOrigin origin, String target) {
        if (!METHODS.contains(asked.method())) {
            return StatusPages.plain(
                    Status.METHOD_NOT_ALLOWED,
                    List.of(
                            CacheFields.NO_STORE,
                            new Field(
                                    "Allow",
                                    String.join(", ", METHODS.stream().sorted().toList()))));
        }
        try {
            HttpResponse<InputStream> response =
                    client().send(
                                    request(asked, origin, target),
                                    HttpResponse.BodyHandlers.ofInputStream());
            return answer(asked, response);
        } catch (HttpConnectTimeoutException e) {
            return failed(asked, origin, e, Status.BAD_GATEWAY);
        } catch (HttpTimeoutException e) {
            return failed(asked, origin, e, Status.GATEWAY_TIMEOUT);
        } catch (IOException | IllegalArgumentException e) {
            return failed(asked, origin, e, Status.BAD_GATEWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(asked, origin, e, Status.BAD_GATEWAY);
        }
    }

    private static Answer failed(Asked asked, WebOrigin origin, Exception e, Status status) {
        LOG.warn("{}: {} gives no answer: {}", asked.site().host(), origin, e.toString());
        return StatusPages.plain(status);
    }

    private static HttpRequest request(Asked asked, WebOrigin origin, String target) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + escaped(target)))
                        .timeout(HEAD)
                        .method(
                                asked.method(),
                                asked.body().length() == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(
                                                asked.body().bytes()));
        Set<String> dropped = dropped(asked.request().fields().lines("connection"));
        asked.request()
                .fields()
                .forEach((name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (!dropped.contains(lower) && !lower.equals("x-forwarded-host")) {
                        request.header(name, value);
                    }
                });
        return request.header("X-Forwarded-Host", asked.host()).header("Via", "1.1 croft").build();
    }

    private static Answer answer(Asked asked, HttpResponse<InputStream> response) {
        HostName host = asked.site().host();
        List<Field> fields = new ArrayList<>();
        Set<String> dropped = dropped(response.headers().allValues("connection"));
        response.headers()
                .map()
                .forEach((name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    // ours is the date of all answers
                    if (!dropped.contains(lower)
                            && !TO_THE_EDGE.contains(lower)
                            && !lower.equals("date")) {
                        values.stream()
                                .filter(Field::isLegal)
                                .forEach(value -> fields.add(new Field(name, value)));
                    }
                });
        // what is kept of it has come by way of the site's rules
        fields.add(new Field("Surrogate-Key", SurrogateKey.site(host).value()));
        OptionalLong length = response.headers().firstValueAsLong("content-length");
        if (asked.request().old() && length.isEmpty()) {
            new Body.Streamed(response.body(), length).close();
            return StatusPages.plain(Status.VERSION_NOT_SUPPORTED);
        }
        return new Answer(
                GivenStatus.of(response.statusCode()),
                fields,
                new Body.Streamed(response.body(), length));
    }

    /// Fields of one connection, and those that it names itself.
    private static Set<String> dropped(List<String> connection) {
        Set<String> dropped = new HashSet<>(OF_CONNECTIONS);
        for (String line : connection) {
            for (String name : line.split(",", -1)) {
                dropped.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return dropped;
    }

    /// What browsers send and the platform's parser refuses, escaped; all else as it is.
    private static String escaped(String target) {
        StringBuilder escaped = new StringBuilder(target.length());
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean stray = c == '%' && !isEscape(target, i);
            if (stray || NOT_IN_URI.indexOf(c) >= 0) {
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isEscape(String target, int percent) {
        return percent + 2 < target.length()
                && Character.digit(target.charAt(percent + 1), 16) >= 0
                && Character.digit(target.charAt(percent + 2), 16) >= 0;
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(CONNECT)
                            .executor(virtualThreads)
                            .build();
            client = made;
        }
        return made;
    }

    @Override
    public void close() {
        HttpClient made = client;
        if (made != null) {
            made.shutdownNow();
        }
    }
}
