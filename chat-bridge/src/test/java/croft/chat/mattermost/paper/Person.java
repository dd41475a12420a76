package croft.chat.mattermost.paper;

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

    /// @param channel `team/channel`
    /// @return the post's id
    public String post(String channel, String message) {
        return post(channel, message, Map.of());
    }

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

    Session session() {
        return server.running()
                .session(token)
                .orElseThrow(() -> new AssertionError("their token was revoked"));
    }
}
