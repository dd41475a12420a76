package croft.chat.mattermost;

/// An account of a server.
///
/// @param pictureAt when its picture was changed last, in milliseconds; 0 for never
record User(
        String id,
        String username,
        String nickname,
        String firstName,
        String lastName,
        boolean bot,
        String description,
        String roles,
        long pictureAt,
        long deleteAt) {
    static User of(Json json) {
        return new User(
                json.get("id").string(),
                json.get("username").string(),
                json.get("nickname").string(),
                json.get("first_name").string(),
                json.get("last_name").string(),
                json.get("is_bot").isTrue(),
                json.get("bot_description").string(),
                json.get("roles").string(),
                json.get("last_picture_update").number(),
                json.get("delete_at").number());
    }

    boolean isAdministrator() {
        return (" " + roles + " ").contains(" system_admin ");
    }

    /// The name as this server shows it to people.
    ///
    /// @param display its setting `TeammateNameDisplay`
    String shown(String display) {
        String full = (firstName + " " + lastName).strip();
        String shown =
                switch (display) {
                    case "nickname_full_name" -> nickname.isBlank() ? full : nickname;
                    case "full_name" -> full;
                    default -> username;
                };
        return shown.isBlank() ? username : shown.strip();
    }
}
