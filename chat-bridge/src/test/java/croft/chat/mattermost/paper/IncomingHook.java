package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A URL that posts what it is sent.
///
/// @param locked whether it posts to its channel alone
record IncomingHook(
        String id,
        String owner,
        String channel,
        String team,
        String displayName,
        String username,
        String icon,
        boolean locked,
        long createdAt) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", 0);
        json.put("user_id", owner);
        json.put("channel_id", channel);
        json.put("team_id", team);
        json.put("display_name", displayName);
        json.put("description", "");
        json.put("username", username);
        json.put("icon_url", icon);
        json.put("channel_locked", locked);
        return json;
    }
}
