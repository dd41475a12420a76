package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Somebody with an account, or a program with one.
///
/// @param roles such as `system_user system_admin`
/// @param owner of a bot: who made it
/// @param deletedAt when it was deactivated, or 0
/// @param pictureAt when its picture was last changed, or 0
record Account(
        String id,
        String username,
        String displayName,
        String roles,
        boolean bot,
        String owner,
        long createdAt,
        long updatedAt,
        long deletedAt,
        long pictureAt) {

    boolean is(String role) {
        return List.of(roles.split(" ", -1)).contains(role);
    }

    boolean admin() {
        return is("system_admin");
    }

    Account withRoles(String others, long now) {
        return new Account(
                id,
                username,
                displayName,
                others,
                bot,
                owner,
                createdAt,
                now,
                deletedAt,
                pictureAt);
    }

    Account withPicture(long now) {
        return new Account(
                id, username, displayName, roles, bot, owner, createdAt, now, deletedAt, now);
    }

    Account named(String name, String shown, long now) {
        return new Account(
                id, name, shown, roles, bot, owner, createdAt, now, deletedAt, pictureAt);
    }

    Account deactivated(long at, long now) {
        return new Account(
                id, username, displayName, roles, bot, owner, createdAt, now, at, pictureAt);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("create_at", createdAt);
        json.put("update_at", updatedAt);
        json.put("delete_at", deletedAt);
        json.put("username", username);
        json.put("auth_data", "");
        json.put("auth_service", "");
        json.put("email", username + "@localhost");
        json.put("nickname", "");
        json.put("first_name", displayName);
        json.put("last_name", "");
        json.put("position", "");
        json.put("roles", roles);
        if (pictureAt > 0) {
            json.put("last_picture_update", pictureAt);
        }
        json.put("locale", "en");
        if (bot) {
            json.put("is_bot", true);
            json.put("bot_description", "");
        }
        return json;
    }

    Map<String, Object> botJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user_id", id);
        json.put("username", username);
        json.put("display_name", displayName);
        json.put("description", "");
        json.put("owner_id", owner);
        json.put("create_at", createdAt);
        json.put("update_at", updatedAt);
        json.put("delete_at", deletedAt);
        return json;
    }
}
