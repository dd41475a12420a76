package croft.chat.mattermost;

import java.io.IOException;
import java.util.OptionalLong;

/// One message of a server's WebSocket.
///
/// @param sequence its number in its connection
/// @param channel the id of the channel that it is about, empty where it is about none
/// @param happened what it tells
record Frame(OptionalLong sequence, String channel, Happened happened) {
    /// @throws IOException if it is not JSON, or a part of it that is sent as text is not
    static Frame of(String text) throws IOException {
        Json json = Json.read(text);
        Json sequence = json.get("seq");
        return new Frame(
                sequence.isAbsent() ? OptionalLong.empty() : OptionalLong.of(sequence.number()),
                json.get("broadcast").get("channel_id").string(),
                happened(json.get("event").string(), json.get("data")));
    }

    /// In `data`, posts and reactions are JSON written as text.
    private static Happened happened(String event, Json data) throws IOException {
        return switch (event) {
            case "hello" ->
                    new Happened.Hello(
                            data.get("connection_id").string(),
                            data.get("server_version").string());
            case "posted" -> new Happened.Posted(Post.of(inner(data, "post")));
            case "post_edited" -> new Happened.Edited(Post.of(inner(data, "post")));
            case "post_deleted" -> new Happened.Deleted(Post.of(inner(data, "post")));
            case "reaction_added" -> new Happened.Reacted(Reaction.of(inner(data, "reaction")));
            case "reaction_removed" -> new Happened.Unreacted(Reaction.of(inner(data, "reaction")));
            case "user_updated" -> new Happened.Renamed(data.get("user").get("id").string());
            default -> new Happened.Other();
        };
    }

    private static Json inner(Json data, String key) throws IOException {
        return Json.read(data.get(key).string());
    }

    /// What a frame tells.
    sealed interface Happened {
        /// A connection begins that knows nothing of one before.
        record Hello(String connection, String version) implements Happened {}

        /// Somebody wrote.
        record Posted(Post post) implements Happened {}

        /// Something about a post changed: what it says, or another thing.
        record Edited(Post post) implements Happened {}

        /// A post is gone.
        record Deleted(Post post) implements Happened {}

        /// An emoji came.
        record Reacted(Reaction reaction) implements Happened {}

        /// An emoji went.
        record Unreacted(Reaction reaction) implements Happened {}

        /// An account has another name or picture.
        record Renamed(String user) implements Happened {}

        /// What this bridge does not need: typing, presence, drafts, answers to pings.
        record Other() implements Happened {}
    }
}
