package croft.chat.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The control API of a sister service (docs/contracts/environment.md), with the operator's token.
public final class ControlPort {
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final int MOST_OCTETS = 4 * 1024 * 1024;

    private final HttpClient client;
    private final String service;
    private final URI address;
    private final Supplier<String> token;

    /// @param client that follows no redirects: the token would go with them
    /// @param service for what people are told
    /// @param address of its management port, such as `http://127.0.0.1:9002`
    /// @param token read anew each time
    public ControlPort(HttpClient client, String service, URI address, Supplier<String> token) {
        this.client = client;
        this.service = service;
        this.address = address;
        this.token = token;
    }

    Json get(String path) throws Unfulfilled, InterruptedException {
        return ask(request(path).build());
    }

    Json post(String path, Object json) throws Unfulfilled, InterruptedException {
        return ask(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(json)))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token.get());
    }

    private Json ask(HttpRequest request) throws Unfulfilled, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> asked =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        HttpResponse<byte[]> answer;
        try {
            answer = asked.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            throw new Unfulfilled(service + " does not answer; croft status tells more");
        } finally {
            asked.cancel(true);
        }
        return switch (answer.statusCode()) {
            case 200 -> read(answer.body());
            case 400, 409, 503 -> throw new Unfulfilled(line(answer.body()));
            case 401 ->
                    throw new Unfulfilled(
                            service + " does not take the operator's token that chat-bridge has");
            case 404 ->
                    throw new Unfulfilled(
                            service
                                    + " does not know this command (expected: one of this version)");
            default -> throw new Unfulfilled(service + " answered " + answer.statusCode());
        };
    }

    private Json read(byte[] body) throws Unfulfilled {
        try {
            return Json.read(body);
        } catch (IOException _) {
            throw new Unfulfilled(service + " answered something that is no JSON");
        }
    }

    private static String line(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 600), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
