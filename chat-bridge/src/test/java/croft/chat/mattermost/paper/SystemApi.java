package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a server says of itself.
final class SystemApi {
    private static final int MOST_USERS = 250;

    private final Settings settings;
    private final Database database;
    private final Reading reading;

    SystemApi(Settings settings, Database database, Reading reading) {
        this.settings = settings;
        this.database = database;
        this.reading = reading;
    }

    void addTo(Routes routes) {
        routes.open("GET", "/system/ping", this::ping)
                .open("GET", "/config/client", this::config)
                .open("GET", "/license/client", this::licence)
                .add("GET", "/limits/server", this::limits);
    }

    private Reply ping(Call call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("AndroidLatestVersion", "");
        json.put("AndroidMinVersion", "");
        json.put("IosLatestVersion", "");
        json.put("IosMinVersion", "");
        json.put("status", "OK");
        if (call.asks("get_server_status")) {
            json.put("database_status", "OK");
            json.put("filestore_status", "OK");
        }
        return Reply.ok(json);
    }

    /// All values are text. Who has not said who they are sees less.
    private Reply config(Call call) {
        boolean enterprise = settings.edition() == Edition.ENTRY;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Version", settings.release().version());
        json.put("BuildNumber", settings.release().version());
        json.put("BuildEnterpriseReady", String.valueOf(enterprise));
        json.put("SiteName", "Mattermost");
        if (call.caller().isPresent()) {
            for (String key :
                    new String[] {
                        "ServiceSettings.EnableBotAccountCreation",
                        "ServiceSettings.EnableUserAccessTokens",
                        "ServiceSettings.EnablePostUsernameOverride",
                        "ServiceSettings.EnablePostIconOverride",
                        "ServiceSettings.SiteURL",
                        "FileSettings.MaxFileSize"
                    }) {
                json.put(key.substring(key.indexOf('.') + 1), settings.text(key));
            }
        }
        return Reply.ok(json);
    }

    private Reply licence(Call call) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean entry = settings.edition() == Edition.ENTRY;
        json.put("IsLicensed", String.valueOf(entry));
        if (entry) {
            json.put("SkuShortName", "entry");
            json.put("SkuName", "Entry");
        }
        return Reply.ok(json);
    }

    private Reply limits(Call call) {
        synchronized (database) {
            boolean entry = settings.edition() == Edition.ENTRY;
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("maxUsersLimit", entry ? 0 : MOST_USERS);
            json.put("maxUsersHardLimit", entry ? 0 : MOST_USERS);
            json.put(
                    "activeUserCount",
                    database.accounts.values().stream().filter(one -> !one.bot()).count());
            json.put("postHistoryLimit", entry ? settings.history() : 0);
            json.put("lastAccessiblePostTime", reading.shownFrom());
            return Reply.ok(json);
        }
    }
}
