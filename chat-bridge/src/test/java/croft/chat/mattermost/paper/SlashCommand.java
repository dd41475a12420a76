package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A slash command of a team, which asks a program elsewhere.
///
/// @param method `P` for POST, `G` for GET
record SlashCommand(
        String id,
        String token,
        String creator,
        String team,
        String trigger,
        String method,
        String username,
        String icon,
        String url,
        String displayName,
        long createdAt) {
    SlashCommand withToken(String other) {
        return new SlashCommand(
                id,
                other,
                creator,
                team,
                trigger,
                method,
                username,
                icon,
                url,
                displayName,
                createdAt);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("token", token);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", 0);
        json.put("creator_id", creator);
        json.put("team_id", team);
        json.put("trigger", trigger);
        json.put("method", method);
        json.put("username", username);
        json.put("icon_url", icon);
        json.put("auto_complete", false);
        json.put("auto_complete_desc", "");
        json.put("auto_complete_hint", "");
        json.put("display_name", displayName);
        json.put("description", "");
        json.put("url", url);
        return json;
    }
}
