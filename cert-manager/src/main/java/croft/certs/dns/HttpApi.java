package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A provider's interface over HTTP with JSON: one request, one answer, within a time and a size.
/// Redirects are not followed, as the credentials would go with them. What is no success becomes a
/// [DnsTrouble] that names the request and what the provider said.
final class HttpApi {
    /// Nobody waits longer, however slowly an answer trickles in.
    static final Duration LIMIT = Duration.ofSeconds(20);

    /// A list of some ten thousand records.
    private static final long MOST_OCTETS = 4 * 1024 * 1024;

    /// Longer than this a provider does not have to be left alone.
    private static final long LONGEST_PAUSE = Duration.ofDays(1).toSeconds();

    private final HttpClient client;
    private final String name;
    private final String base;
    private final Login.Source login;
    private final String remedy;
    private final Duration limit;

    /// @param name of the provider, for messages
    /// @param base what paths are put behind
    /// @param remedy what to do where the credentials are refused
    /// @param limit for the whole of one answer
    HttpApi(
            HttpClient client,
            String name,
            URI base,
            Login.Source login,
            String remedy,
            Duration limit) {
        this.client = client;
        this.name = name;
        this.base = base.toString().replaceFirst("/+$", "");
        this.login = login;
        this.remedy = remedy;
        this.limit = limit;
    }

    String name() {
        return name;
    }

    Answer get(String path, int... expected) throws DnsTrouble {
        return send("GET", path, null, expected);
    }

    /// Sends something whose answer says nothing but that it was done.
    void tell(String path, Object body) throws DnsTrouble {
        String where = "POST " + base + path;
        Login who = login.read();
        HttpResponse<byte[]> response = exchange(request("POST", path, body, who), where);
        if (response.statusCode() / 100 != 2) {
            throw refusal(where, response, who);
        }
    }

    /// Sends one request.
    ///
    /// @param path behind the base, with its query, encoded
    /// @param body to be written as JSON
    /// @param expected status codes beside 2xx that the caller understands
    Answer send(String method, String path, @Nullable Object body, int... expected)
            throws DnsTrouble {
        String where = method + " " + base + path;
        Login who = login.read();
        HttpResponse<byte[]> response = exchange(request(method, path, body, who), where);
        int status = response.statusCode();
        boolean understood = status / 100 == 2;
        for (int code : expected) {
            understood |= status == code;
        }
        if (!understood) {
            throw refusal(where, response, who);
        }
        return new Answer(status, response.headers(), json(where, response));
    }

    private HttpRequest request(String method, String path, @Nullable Object body, Login who)
            throws DnsTrouble {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Accept", "application/json")
                        .header("User-Agent", "croft-cert-manager");
        try {
            who.fields().forEach(request::header);
        } catch (IllegalArgumentException e) {
            throw new DnsTrouble(
                    Kind.CREDENTIALS,
                    name + ": the secret cannot stand in a field of HTTP",
                    "Write the secret as one line of plain text. " + remedy);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(Json.write(body)));
        }
        return request.build();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, String where) throws DnsTrouble {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(where, "no answer within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(where, "interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = String.valueOf(cause.getMessage());
            throw unreachable(
                    where,
                    cause.getClass().getSimpleName()
                            + (cause.getMessage() == null ? "" : " " + Quoted.of(what)),
                    cause);
        }
    }

    private DnsTrouble unreachable(String where, String what, Throwable cause) {
        return new DnsTrouble(
                Kind.UNREACHABLE,
                name + ": " + what + " (" + where + ")",
                "Nothing, if it goes by itself; else look whether this machine reaches "
                        + base
                        + ".",
                cause);
    }

    private Json json(String where, HttpResponse<byte[]> response) throws DnsTrouble {
        if (response.body().length == 0) {
            return Json.ABSENT;
        }
        try {
            return Json.read(response.body());
        } catch (IOException e) {
            if (response.statusCode() / 100 != 2) {
                return Json.ABSENT;
            }
            throw unintelligible(where + " is answered with something that is no JSON");
        }
    }

    /// For an answer that succeeds and makes no sense.
    DnsTrouble unintelligible(String what) {
        return new DnsTrouble(
                Kind.UNINTELLIGIBLE,
                name + ": " + what,
                "Look whether "
                        + base
                        + " is the provider's interface, and whether it has changed.");
    }

    private DnsTrouble refusal(String where, HttpResponse<byte[]> response, Login who) {
        int status = response.statusCode();
        String what = "HTTP " + status + " to " + where + said(response, who);
        return switch (status) {
            case 401, 403 -> trouble(Kind.CREDENTIALS, what, remedy);
            case 408, 409, 423, 429 ->
                    new DnsTrouble(
                            Kind.BUSY,
                            name + ": " + what,
                            "Wait: the provider limits how often it may be asked, or is busy with another change.",
                            pause(response.headers()),
                            null);
            default ->
                    switch (status / 100) {
                        case 5 ->
                                new DnsTrouble(
                                        Kind.BUSY,
                                        name + ": " + what,
                                        "Wait: the provider is out of order. If it lasts, see its"
                                                + " status page.",
                                        pause(response.headers()),
                                        null);
                        case 3 ->
                                trouble(
                                        Kind.REFUSED,
                                        what,
                                        "Redirects are not followed: write the place that it names"
                                                + " into url.");
                        default ->
                                trouble(
                                        Kind.REFUSED,
                                        what,
                                        "See what the provider says, and whether the zone may be"
                                                + " written at all.");
                    };
        };
    }

    private DnsTrouble trouble(Kind kind, String what, String todo) {
        return new DnsTrouble(kind, name + ": " + what, todo);
    }

    private static @Nullable Duration pause(HttpHeaders headers) {
        String said = headers.firstValue("retry-after").orElse("");
        return said.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Long.parseLong(said), LONGEST_PAUSE))
                : null;
    }

    /// What the provider says of it, from wherever providers put that.
    private static String said(HttpResponse<byte[]> response, Login who) {
        String text;
        try {
            Json body = Json.read(response.body());
            text =
                    body.get("message")
                            .text()
                            .or(() -> body.get("error").get("message").text())
                            .or(() -> body.get("error").text())
                            .or(() -> body.get("detail").text())
                            .or(() -> first(body.get("errors")))
                            .orElseGet(() -> raw(response.body()));
        } catch (IOException e) {
            text = raw(response.body());
        }
        text = response.headers().firstValue("location").map(to -> "to " + to).orElse(text);
        if (!who.secret().isEmpty()) {
            text = text.replace(who.secret(), "***");
        }
        return text.isBlank() ? "" : ": " + Quoted.of(text);
    }

    private static Optional<String> first(Json errors) {
        return errors.elements().stream()
                .findFirst()
                .flatMap(error -> error.get("message").text().or(error::text));
    }

    private static String raw(byte[] body) {
        return new String(body, 0, Math.min(body.length, 1000), StandardCharsets.UTF_8);
    }

    /// A text as one segment of a path or one value of a query.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What came back.
    record Answer(int status, HttpHeaders headers, Json body) {
        /// A number in a field of the head.
        Optional<Integer> number(String field) {
            return headers.firstValue(field)
                    .filter(text -> text.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf);
        }
    }
}
