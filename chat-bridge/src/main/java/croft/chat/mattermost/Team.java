package croft.chat.mattermost;

/// A team of a server: what channels belong to.
record Team(String id, String name) {
    static Team of(Json json) {
        return new Team(json.get("id").string(), json.get("name").string());
    }
}
