package croft.chat.mattermost.paper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Somebody with an account, whom a test lets write, read and do what people do, without HTTP.
/// Works while the server runs.
public final class Person {
    private final PaperMattermost server;
    private final String id;
    private final String token;

    Person(PaperMattermost server, String id, String token) {
        this.server = server;
        this.id = id;
        this.token = token;
    }

    public String id() {
        return id;
    }

    /// An access token of theirs.
    public String token() {
        return token;
    }

    /// Writes.
    ///
    /// @param channel `team/channel`
    /// @return the post's id
    public String post(String channel, String message) {
        return post(channel, message, Map.of());
    }

    /// Writes, with props.
    ///
    /// @param props such as the marks of a bridge
    public String post(String channel, String message, Map<String, Object> props) {
        Json body =
                Json.of(
                        Map.of(
                                "channel_id",
                                server.channel(channel),
                                "message",
                                message,
                                "props",
                                props));
        return create(Draft.read(body, false, false));
    }

    /// Answers.
    ///
    /// @param root id of the first post of the thread
    /// @return the post's id
    public String reply(String root, String message) {
        String channel = server.postOf(root).channel();
        return create(Draft.of(channel, root, message, List.of()));
    }

    private String create(Draft draft) {
        try {
            return server.running().posting().create(session(), draft).id();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public void edit(String post, String message) {
        server.running().posting().patch(session(), post, Json.of(Map.of("message", message)));
    }

    public void delete(String post) {
        server.running().posting().delete(session(), post);
    }

    public void react(String post, String emoji) {
        server.running().posting().react(session(), id, post, emoji);
    }

    public void unreact(String post, String emoji) {
        server.running().posting().unreact(session(), id, post, emoji);
    }

    /// Uploads a file.
    ///
    /// @return its id, for [#postFiles]
    public String upload(String channel, String name, byte[] content) {
        String path =
                "/api/v4/files?channel_id="
                        + server.channel(channel)
                        + "&filename="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return ask("POST", path, content).get("file_infos").elements().getFirst().text("id");
    }

    /// Writes, with files.
    ///
    /// @param files ids
    public String postFiles(String channel, String message, List<String> files) {
        return create(Draft.of(server.channel(channel), "", message, files));
    }

    /// Runs a slash command.
    ///
    /// @return the text that it is answered with
    public String command(String channel, String line) {
        return send(
                        "POST",
                        "/api/v4/commands/execute",
                        Map.of("channel_id", server.channel(channel), "command", line))
                .text("text");
    }

    /// Makes a slash command in the team of a channel, as its owner does.
    ///
    /// @return the token that its server will send
    public String makeCommand(String channel, String trigger, String url) {
        return send(
                        "POST",
                        "/api/v4/commands",
                        Map.of(
                                "team_id",
                                server.team(channel),
                                "trigger",
                                trigger,
                                "method",
                                "P",
                                "url",
                                url))
                .text("token");
    }

    /// Presses a button of a post, by the name that it shows.
    public void press(String post, String button) {
        String action =
                Json.of(server.postOf(post).props()).get("attachments").elements().stream()
                        .flatMap(attachment -> attachment.get("actions").elements().stream())
                        .filter(one -> one.text("name").equals(button))
                        .map(one -> one.text("id"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no button " + button));
        send("POST", "/api/v4/posts/" + post + "/actions/" + action, Map.of());
    }

    /// What was said to them alone, oldest first.
    public List<String> whispers() {
        return personal("ephemeral_message", "post").stream()
                .map(post -> post.text("message"))
                .toList();
    }

    /// Dialogs that were opened for them, oldest first, as JSON: `trigger_id`, `url`, `dialog`.
    public List<String> dialogs() {
        return personal("open_dialog", "dialog").stream().map(Json::toString).toList();
    }

    private List<Json> personal(String event, String field) {
        return server.running().hub().personal(id).stream()
                .filter(one -> one.name().equals(event))
                .map(one -> parsed(String.valueOf(one.data().get(field))))
                .toList();
    }

    /// Sends the dialog that was opened for them last.
    ///
    /// @param channel where they are
    /// @return what its program objects to: `error` and `errors`, as JSON
    public String submit(String channel, Map<String, Object> submission) {
        Json last = parsed(dialogs().getLast());
        return send(
                        "POST",
                        "/api/v4/actions/dialogs/submit",
                        Map.of(
                                "url",
                                last.text("url"),
                                "callback_id",
                                last.get("dialog").text("callback_id"),
                                "state",
                                last.get("dialog").text("state"),
                                "channel_id",
                                server.channel(channel),
                                "submission",
                                submission))
                .toString();
    }

    private Json send(String method, String path, Object body) {
        return ask(method, path, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    private Json ask(String method, String path, byte[] body) {
        try {
            Reply reply =
                    server.running()
                            .answer(
                                    method,
                                    path,
                                    Map.of("authorization", "Bearer " + token),
                                    new ByteArrayInputStream(body));
            String text = new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
            if (reply.status() >= 300) {
                throw new AssertionError(method + " " + path + ": " + text);
            }
            return parsed(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Json parsed(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Session session() {
        return server.running()
                .session(token)
                .orElseThrow(() -> new AssertionError("their token was revoked"));
    }
}
