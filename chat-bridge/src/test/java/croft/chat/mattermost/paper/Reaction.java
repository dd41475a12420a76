package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// An emoji that somebody put on a post.
record Reaction(String user, String post, String channel, String emoji, long createdAt) {
    boolean sameAs(Reaction other) {
        return user.equals(other.user) && post.equals(other.post) && emoji.equals(other.emoji);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user_id", user);
        json.put("post_id", post);
        json.put("emoji_name", emoji);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", 0);
        json.put("remote_id", "");
        json.put("channel_id", channel);
        return json;
    }
}
