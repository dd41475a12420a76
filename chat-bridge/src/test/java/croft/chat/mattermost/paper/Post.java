package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row of the table of posts: a post as it is, or as it was before an edit.
///
/// @param original of a row of the history of edits: the id of the post; else empty
record Post(
        String id,
        long createdAt,
        long updatedAt,
        long editedAt,
        long deletedAt,
        String author,
        String channel,
        String root,
        String original,
        String message,
        String type,
        Map<String, Object> props,
        List<String> files,
        boolean pinned) {
    Post {
        props = Map.copyOf(props);
        files = List.copyOf(files);
    }

    boolean deleted() {
        return deletedAt != 0;
    }

    Post bumped(long at) {
        return new Post(
                id, createdAt, at, editedAt, deletedAt, author, channel, root, original, message,
                type, props, files, pinned);
    }

    Post gone(long at, Map<String, Object> withProps) {
        return new Post(
                id, createdAt, at, editedAt, at, author, channel, root, original, message, type,
                withProps, files, pinned);
    }

    /// As it was, for the history.
    Post history(String rowId, long at) {
        return new Post(
                rowId, createdAt, at, editedAt, at, author, channel, root, id, message, type, props,
                files, pinned);
    }

    Post changed(
            String text,
            Map<String, Object> withProps,
            List<String> withFiles,
            boolean nowPinned,
            long edit,
            long at) {
        return new Post(
                id, createdAt, at, edit, deletedAt, author, channel, root, original, text, type,
                withProps, withFiles, nowPinned);
    }

    /// @param metadata reactions and files, as they are now
    Map<String, Object> json(long replies, boolean reactions, Map<String, Object> metadata) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("create_at", createdAt);
        json.put("update_at", updatedAt);
        json.put("edit_at", editedAt);
        json.put("delete_at", deletedAt);
        json.put("is_pinned", pinned);
        json.put("user_id", author);
        json.put("channel_id", channel);
        json.put("root_id", root);
        json.put("original_id", original);
        json.put("message", message);
        json.put("type", type);
        json.put("props", Buttons.strip(props));
        json.put("hashtags", "");
        if (!files.isEmpty()) {
            json.put("file_ids", files);
        }
        json.put("pending_post_id", "");
        if (reactions) {
            json.put("has_reactions", true);
        }
        json.put("remote_id", "");
        json.put("reply_count", replies);
        json.put("last_reply_at", 0);
        json.put("participants", null);
        json.put("metadata", metadata);
        return json;
    }
}
