package croft.chat.mattermost;

/// Somebody's emoji on a message.
///
/// @param emoji its short name
/// @param at when, in milliseconds by the server's clock; 0 where it does not say
record Reaction(String user, String post, String emoji, long at) {
    static Reaction of(Json json) {
        return new Reaction(
                json.get("user_id").string(),
                json.get("post_id").string(),
                json.get("emoji_name").string(),
                Math.max(
                        Math.max(json.get("create_at").number(), json.get("update_at").number()),
                        json.get("delete_at").number()));
    }

    /// Whose it is and which, whenever.
    String what() {
        return user + " " + emoji;
    }
}
