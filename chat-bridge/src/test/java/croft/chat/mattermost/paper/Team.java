package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// A team of a server.
record Team(String id, String name, String displayName, long createdAt) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("create_at", createdAt);
        json.put("update_at", createdAt);
        json.put("delete_at", 0);
        json.put("display_name", displayName);
        json.put("name", name);
        json.put("description", "");
        json.put("type", "O");
        json.put("allow_open_invite", true);
        return json;
    }
}
