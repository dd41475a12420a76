package croft.certs.acme;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shredzone.acme4j.toolbox.JSON;

/// What an authority says it offers, as it was read.
///
/// @param until when to read it again
record Directory(URI url, JSON json, Instant until) {
    /// More would fill screens: Let's Encrypt has four.
    private static final int MOST = 50;

    /// Before anything was read.
    static Directory unread(URI url) {
        return new Directory(url, JSON.empty(), Instant.MIN);
    }

    DirectoryInfo info() {
        JSON meta = json.get("meta").map(JSON.Value::asObject).orElseGet(JSON::empty);
        return new DirectoryInfo(
                profiles(meta),
                meta.get("termsOfService").map(JSON.Value::asString).flatMap(Urls::page),
                meta.get("externalAccountRequired").map(JSON.Value::asBoolean).orElse(false),
                caaIdentities(meta),
                json.contains("renewalInfo"));
    }

    private static Map<String, String> profiles(JSON meta) {
        Map<String, String> profiles = new LinkedHashMap<>();
        JSON offered = meta.get("profiles").map(JSON.Value::asObject).orElseGet(JSON::empty);
        offered.keySet().stream()
                .filter(name -> name.matches("[A-Za-z0-9_-]{1,64}"))
                .limit(MOST)
                .forEach(name -> profiles.put(name, CleanText.of(offered.get(name).asString())));
        return profiles;
    }

    private static List<String> caaIdentities(JSON meta) {
        return Elements.texts(meta, "caaIdentities", MOST);
    }
}
