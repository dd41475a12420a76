package croft.chat.mattermost.paper;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file that was uploaded.
///
/// @param post that it belongs to; empty until there is one
/// @param content where its octets are
record StoredFile(
        String id,
        String creator,
        String post,
        String channel,
        long createdAt,
        String name,
        String mediaType,
        long size,
        Path content) {
    StoredFile attached(String to) {
        return new StoredFile(id, creator, to, channel, createdAt, name, mediaType, size, content);
    }

    Map<String, Object> json() {
        int dot = name.lastIndexOf('.');
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("user_id", creator);
        if (!post.isEmpty()) {
            json.put("post_id", post);
        }
        json.put("channel_id", channel);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", 0);
        json.put("name", name);
        json.put("extension", dot < 0 ? "" : name.substring(dot + 1));
        json.put("size", size);
        json.put("mime_type", mediaType);
        json.put("width", 0);
        json.put("height", 0);
        json.put("has_preview_image", false);
        json.put("mini_preview", null);
        json.put("remote_id", "");
        json.put("archived", false);
        return json;
    }
}
