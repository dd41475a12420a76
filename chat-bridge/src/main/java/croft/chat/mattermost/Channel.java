package croft.chat.mattermost;

/// A channel of a team.
record Channel(String id, String team, String name) {
    static Channel of(Json json) {
        return new Channel(
                json.get("id").string(), json.get("team_id").string(), json.get("name").string());
    }
}
