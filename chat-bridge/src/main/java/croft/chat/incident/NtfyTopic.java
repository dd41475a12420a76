package croft.chat.incident;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// A topic of ntfy, which puts it on phones. Published as JSON to the server's root: the fields of
/// HTTP hold no emoji.
public final class NtfyTopic implements Elsewhere {
    private static final JsonFactory JSON = new JsonFactory();

    /// ntfy makes a file of what is longer than 4096 octets, which phones do not show.
    private static final int LONGEST = 3_900;

    private final HttpClient client;
    private final URI address;
    private final URI server;
    private final String topic;
    private final Optional<Supplier<String>> token;

    /// @param address such as `https://ntfy.sh/my-topic`
    /// @param token where the topic is protected
    public NtfyTopic(HttpClient client, URI address, Optional<Supplier<String>> token) {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        this.topic = path.substring(path.lastIndexOf('/') + 1);
        if (address.getHost() == null || !topic.matches("[-_A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException(
                    "ntfy:" + address + " (expected: ntfy:https://SERVER/TOPIC)");
        }
        this.client = client;
        this.address = address;
        this.server = address.resolve("./");
        this.token = token;
    }

    @Override
    public String name() {
        return "ntfy:" + address;
    }

    @Override
    public String way() {
        return "through ntfy";
    }

    @Override
    public Result send(Letter letter) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server)
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", letter.key().toString())
                        .POST(BodyPublishers.ofString(json(letter)));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.get()));
        HttpResponse<Void> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            return new Result.Later(
                    server.getHost()
                            + " does not answer: "
                            + Optional.ofNullable(e.getMessage())
                                    .orElse(e.getClass().getSimpleName()));
        }
        int status = answer.statusCode();
        return switch (status / 100) {
            case 2 -> new Result.Sent();
            case 4 ->
                    // 401, 403: the token is read anew each time. 408, 429: later is later.
                    status == 400 || status == 404 || status == 413
                            ? new Result.Never("HTTP " + status + " of " + server)
                            : new Result.Later("HTTP " + status + " of " + server);
            default -> new Result.Later("HTTP " + status + " of " + server);
        };
    }

    private String json(Letter letter) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("topic", topic);
            json.writeStringField("title", letter.subject());
            json.writeStringField("message", cut(letter.text()));
            json.writeNumberField("priority", letter.urgent() ? 5 : 4);
            json.writeArrayFieldStart("tags");
            json.writeString("croft");
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cut(String text) {
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            int over = cut.getBytes(StandardCharsets.UTF_8).length - LONGEST;
            int end = Math.max(0, cut.length() - Math.max(1, over / 3) - 1);
            cut =
                    cut.substring(
                                    0,
                                    end > 0 && Character.isHighSurrogate(cut.charAt(end - 1))
                                            ? end - 1
                                            : end)
                            + "…";
        }
        return cut;
    }
}
