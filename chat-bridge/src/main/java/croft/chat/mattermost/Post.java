package croft.chat.mattermost;

import croft.chat.message.Attachment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A message as a server has it. Times are milliseconds by the server's clock, 0 for never.
///
/// @param root the first message of its thread, empty where it begins one or none
/// @param original of which message this is an earlier version, kept by the server as a row of its
///   own; empty for messages
/// @param type empty for what people write; `system_…` for what the server says
/// @param reactions empty where the answer does not tell them
record Post(
        String id,
        long createAt,
        long updateAt,
        long editAt,
        long deleteAt,
        String user,
        String channel,
        String root,
        String original,
        String message,
        String type,
        Json props,
        List<String> fileIds,
        List<Attachment> files,
        List<Reaction> reactions) {
    Post {
        fileIds = List.copyOf(fileIds);
        files = List.copyOf(files);
        reactions = List.copyOf(reactions);
    }

    static Post of(Json json) {
        Json metadata = json.get("metadata");
        return new Post(
                json.get("id").string(),
                json.get("create_at").number(),
                json.get("update_at").number(),
                json.get("edit_at").number(),
                json.get("delete_at").number(),
                json.get("user_id").string(),
                json.get("channel_id").string(),
                json.get("root_id").string(),
                json.get("original_id").string(),
                json.get("message").string(),
                json.get("type").string(),
                json.get("props"),
                texts(json.get("file_ids")),
                metadata.get("files").elements().stream().map(Post::file).toList(),
                metadata.get("reactions").elements().stream().map(Reaction::of).toList());
    }

    static Attachment file(Json json) {
        return new Attachment(
                json.get("id").string(),
                json.get("name").string(),
                json.get("mime_type").text().orElse("application/octet-stream"),
                json.get("size").number());
    }

    /// Whether the server or a plugin says it, of what happens: joins, headers, calls.
    boolean isOfTheSystem() {
        return type.startsWith("system_");
    }

    boolean isDeleted() {
        return deleteAt > 0;
    }

    Optional<String> rootId() {
        return root.isEmpty() ? Optional.empty() : Optional.of(root);
    }

    private static List<String> texts(Json list) {
        return list.elements().stream().map(Json::string).toList();
    }

    /// Posts of an answer.
    ///
    /// @param posts all of them, by id; may hold roots beside those that were asked for
    /// @param order those that were asked for, newest first
    record Page(Map<String, Post> posts, List<String> order) {
        static Page of(Json json) {
            Map<String, Post> posts = new LinkedHashMap<>();
            json.get("posts").members().forEach((id, post) -> posts.put(id, Post.of(post)));
            return new Page(posts, texts(json.get("order")));
        }

        int size() {
            return order.size();
        }

        /// Those that were asked for, oldest first.
        List<Post> oldestFirst() {
            List<Post> oldestFirst = new ArrayList<>();
            for (String id : order.reversed()) {
                Post post = posts.get(id);
                if (post != null) {
                    oldestFirst.add(post);
                }
            }
            return oldestFirst;
        }
    }
}
