package croft.chat.mattermost.paper;

import java.util.List;
import java.util.Map;

/// A post that somebody wants to be made.
///
/// @param id that the client chose, which it may not
/// @param createdAt what system administrators may choose, or 0
/// @param webhook whether it comes by an incoming webhook or as the answer to a command
record Draft(
        String id,
        String channel,
        String root,
        String message,
        String type,
        Map<String, Object> props,
        List<String> files,
        String pending,
        long createdAt,
        boolean silent,
        boolean webhook) {
    Draft {
        props = Map.copyOf(props);
        files = List.copyOf(files);
    }

    static Draft read(Json body, boolean silent, boolean admin) {
        return new Draft(
                body.text("id"),
                body.text("channel_id"),
                body.text("root_id"),
                body.text("message"),
                body.text("type"),
                body.get("props").map(),
                body.get("file_ids").texts(),
                body.text("pending_post_id"),
                admin ? body.number("create_at") : 0,
                silent,
                false);
    }

    static Draft of(String channel, String root, String message, List<String> files) {
        return new Draft("", channel, root, message, "", Map.of(), files, "", 0, false, false);
    }

    static Draft webhook(
            String channel,
            String root,
            String message,
            Map<String, Object> props,
            boolean silent) {
        return new Draft("", channel, root, message, "", props, List.of(), "", 0, silent, true);
    }
}
