package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// Who hears of an event. What is empty does not restrict.
///
/// @param omitted an account that does not hear of it
/// @param admins whether only system administrators hear of it (`Optional` as text: `yes`, `no`, or
///   empty for everybody)
record Audience(String account, String channel, String team, String omitted, String admins) {
    static Audience channel(String channel) {
        return new Audience("", channel, "", "", "");
    }

    static Audience account(String account) {
        return new Audience(account, "", "", "", "");
    }

    static Audience team(String team) {
        return new Audience("", "", team, "", "");
    }

    Audience without(String account) {
        return new Audience(this.account, channel, team, account, admins);
    }

    Audience admins(boolean only) {
        return new Audience(account, channel, team, omitted, only ? "yes" : "no");
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("omit_users", omitted.isEmpty() ? null : Map.of(omitted, true));
        json.put("user_id", account);
        json.put("channel_id", channel);
        json.put("team_id", team);
        json.put("connection_id", "");
        json.put("omit_connection_id", "");
        return json;
    }
}
