package croft.stack;

import croft.stack.report.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody in one channel of a chat server, who writes and reads as Mattermost's own programs do.
final class Chatter {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final String token;
    private final String channel;

    /// @param place `team/channel`
    Chatter(URI server, String token, String place) throws IOException, InterruptedException {
        this.server = server;
        this.token = token;
        String[] parts = place.split("/", -1);
        channel =
                send(request("/api/v4/teams/name/" + parts[0] + "/channels/name/" + parts[1]).GET())
                        .get("id")
                        .text("");
    }

    void say(String message) throws IOException, InterruptedException {
        String body = Json.write(Map.of("channel_id", channel, "message", message));
        send(request("/api/v4/posts").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// What the channel shows, oldest first.
    List<String> read() throws IOException, InterruptedException {
        Json page = send(request("/api/v4/channels/" + channel + "/posts?per_page=200").GET());
        List<String> messages = new ArrayList<>();
        for (Json id : page.get("order").elements().reversed()) {
            messages.add(page.get("posts").get(id.text("")).get("message").text(""));
        }
        return messages;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(LiveStack.PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Json send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.read(answer.body());
    }
}
