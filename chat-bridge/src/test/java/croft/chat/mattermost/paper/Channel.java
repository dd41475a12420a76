package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A channel of a team.
///
/// @param type `O` for a public one, `P` for a private one, `D` for a direct one
/// @param deletedAt when it was archived, or 0
record Channel(
        String id,
        String team,
        String name,
        String displayName,
        String type,
        String creator,
        long createdAt,
        long deletedAt) {

    boolean open() {
        return type.equals("O");
    }

    Channel archived(long now) {
        return new Channel(id, team, name, displayName, type, creator, createdAt, now);
    }

    Map<String, Object> json(long messages, long lastPost) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", deletedAt);
        json.put("team_id", team);
        json.put("type", type);
        json.put("display_name", displayName);
        json.put("name", name);
        json.put("header", "");
        json.put("purpose", "");
        json.put("last_post_at", lastPost);
        json.put("total_msg_count", messages);
        json.put("creator_id", creator);
        return json;
    }
}
