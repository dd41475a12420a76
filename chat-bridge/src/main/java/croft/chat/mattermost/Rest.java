package croft.chat.mattermost;

import croft.chat.mattermost.Trouble.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// REST calls of one account: one request, one answer, within a time and a size. Redirects are not
/// followed, as the token would go with them. Whatever is no success becomes a [Trouble].
///
/// Virtual threads.
final class Rest {
    /// Nobody waits longer for an answer, however slowly it trickles in: a sender must say within
    /// 30 s what became of a message, and the slow servers of the fault tests take 10 s.
    static final Duration LIMIT = Duration.ofSeconds(20);

    /// Between two octets of a file that is streamed.
    static final Duration STALL = Duration.ofSeconds(30);

    /// A page of 200 long posts is 2 MiB; the whole of it is held while it is read.
    static final long MOST_OCTETS = 8L * 1024 * 1024;

    /// Longer than this no server has to be left alone.
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final HttpClient client;
    private final String base;
    private final Supplier<String> token;
    private final Duration limit;

    /// @param base of the server, without `/api/v4`
    /// @param token read anew for each call, as secrets change
    Rest(HttpClient client, URI base, Supplier<String> token, Duration limit) {
        this.client = client;
        this.base = base.toString().replaceFirst("/+$", "");
        this.token = token;
        this.limit = limit;
    }

    /// The same server, as somebody else.
    Rest as(Supplier<String> other) {
        return new Rest(client, URI.create(base), other, limit);
    }

    Json get(String path) throws Trouble, InterruptedException {
        return send("GET", path, null);
    }

    Json send(String method, String path, @Nullable Object body)
            throws Trouble, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(Json.write(body)));
        }
        String where = method + " " + withoutQuery(path);
        return json(where, answer(request.build(), where));
    }

    /// Sends octets; waits as long as `progress` grows.
    Json upload(String path, String mediaType, BodyPublisher octets, Supplier<Long> progress)
            throws Trouble, InterruptedException {
        HttpRequest request = request(path).header("Content-Type", mediaType).POST(octets).build();
        String where = "POST " + withoutQuery(path);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, bounded());
        long seen = -1;
        while (true) {
            long now = progress.get();
            if (now == seen) {
                answer.cancel(true);
                throw new Trouble(
                        Kind.UNCERTAIN,
                        where + ": nothing moved for " + STALL.toSeconds() + " s",
                        null);
            }
            seen = now;
            try {
                return json(where, success(where, await(answer, where, STALL)));
            } catch (TimeoutException _) {
                // as long as it flows
            }
        }
    }

    /// Opens a file; the caller closes it.
    InputStream download(String path) throws Trouble, InterruptedException {
        String where = "GET " + withoutQuery(path);
        HttpRequest request = request(path).timeout(limit).GET().build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, BodyHandlers.ofInputStream());
        HttpResponse<InputStream> response;
        try {
            response = await(answer, where, limit);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Trouble(Kind.UNCERTAIN, where + ": no answer", e);
        }
        if (response.statusCode() != 200) {
            byte[] body = new byte[0];
            try (InputStream in = response.body()) {
                body = in.readNBytes(4096);
            } catch (IOException _) {
                // then it says nothing more
            }
            throw refusal(where, response.statusCode(), response.headers(), body);
        }
        return response.body();
    }

    /// The head of an answer to a call that needs no account.
    HttpHeaders ping() throws Trouble, InterruptedException {
        String path = "/api/v4/system/ping";
        return answer(request(path).GET().build(), "GET " + path).headers();
    }

    URI socket(String query) {
        return URI.create(base.replaceFirst("^http", "ws") + "/api/v4/websocket" + query);
    }

    String token() {
        return token.get();
    }

    HttpClient client() {
        return client;
    }

    /// A text as one segment of a path or one value of a query.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) throws Trouble {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Accept", "application/json")
                        .header("User-Agent", "croft-chat-bridge");
        try {
            return request.header("Authorization", "Bearer " + token.get());
        } catch (IllegalArgumentException e) {
            // not the cause: its message quotes the token
            throw new Trouble(
                    Kind.DENIED,
                    401,
                    "",
                    "the token cannot stand in a field of HTTP (expected: one line of letters and"
                            + " digits, as Mattermost shows it once)",
                    null,
                    null);
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request, String where)
            throws Trouble, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, bounded());
        try {
            return success(where, await(answer, where, limit));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Trouble(
                    Kind.UNCERTAIN, where + ": no answer within " + limit.toMillis() + " ms", e);
        }
    }

    private static <T> HttpResponse<T> await(
            CompletableFuture<HttpResponse<T>> answer, String where, Duration within)
            throws Trouble, InterruptedException, TimeoutException {
        try {
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Trouble(
                    neverLeft(cause) ? Kind.UNREACHED : Kind.UNCERTAIN,
                    where
                            + ": "
                            + cause.getClass().getSimpleName()
                            + (cause.getMessage() == null ? "" : " " + cause.getMessage()),
                    cause);
        }
    }

    private static boolean neverLeft(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException;
    }

    private static BodyHandler<byte[]> bounded() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS);
    }

    private static HttpResponse<byte[]> success(String where, HttpResponse<byte[]> response)
            throws Trouble {
        if (response.statusCode() / 100 != 2) {
            throw refusal(where, response.statusCode(), response.headers(), response.body());
        }
        return response;
    }

    private static Json json(String where, HttpResponse<byte[]> response) throws Trouble {
        try {
            return response.body().length == 0 ? Json.ABSENT : Json.read(response.body());
        } catch (IOException e) {
            throw new Trouble(
                    Kind.UNCERTAIN,
                    where + " is answered with something that is no JSON (expected: Mattermost)",
                    e);
        }
    }

    private static Trouble refusal(String where, int status, HttpHeaders headers, byte[] body) {
        Json error = Json.ABSENT;
        try {
            error = Json.read(body);
        } catch (IOException _) {
            // somebody between us and the server speaks
        }
        Kind kind =
                switch (status) {
                    case 429 -> Kind.BUSY;
                    case 408 -> Kind.UNCERTAIN;
                    default -> status / 100 == 5 ? Kind.UNCERTAIN : Kind.DENIED;
                };
        String id = error.get("id").string();
        String said = id.isEmpty() ? "" : " (" + shortened(id) + ")";
        return new Trouble(
                kind,
                status,
                id,
                "HTTP " + status + " to " + where + said,
                status == 429 ? pause(headers) : null,
                null);
    }

    /// Seconds until there is room again, as this server says it.
    private static Duration pause(HttpHeaders headers) {
        String said =
                headers.firstValue("X-RateLimit-Reset")
                        .or(() -> headers.firstValue("Retry-After"))
                        .orElse("");
        Duration pause = Duration.ofSeconds(said.matches("[0-9]{1,9}") ? Long.parseLong(said) : 1);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
