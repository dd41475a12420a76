package croft.chat.mattermost;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server is, from its configuration and licence as it tells them to its clients: edition,
/// version, and what follows from them for a bridge.
///
/// @param licensed whether a licence is installed that opens all of the history
/// @param enterprise whether it was built with the parts that a licence opens
record Edition(
        String version,
        boolean enterprise,
        boolean licensed,
        boolean botCreation,
        long mostOctets,
        String nameDisplay) {
    private static final Pattern VERSION = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");

    /// What nobody mends any more: v10.11, the last before, ended in August 2026.
    private static final int OLDEST_MAJOR = 11;

    /// Before it was asked.
    static final Edition UNKNOWN = new Edition("", false, true, true, 0, "username");

    static Edition of(Json configuration, Json licence) {
        return new Edition(
                configuration.get("Version").string(),
                configuration.get("BuildEnterpriseReady").isTrue(),
                licence.get("IsLicensed").isTrue()
                        && !licence.get("SkuShortName").string().equals("entry"),
                configuration.get("EnableBotAccountCreation").isTrue(),
                whole(configuration.get("MaxFileSize").string()),
                configuration.get("TeammateNameDisplay").string());
    }

    /// Such as `Mattermost 11.10.0 (Team Edition)`.
    String name() {
        return "Mattermost "
                + (version.isEmpty() ? "(unknown version)" : version)
                + switch (kind()) {
                    case TEAM -> " (Team Edition)";
                    case ENTRY -> " (Entry)";
                    case LICENSED -> " (licensed)";
                };
    }

    /// Whether this version or a later one.
    boolean isFrom(int major, int minor) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find()) {
            return false;
        }
        int ours = Integer.parseInt(matcher.group(1));
        return ours > major || (ours == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    /// What its owner should know.
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (kind() == Kind.ENTRY) {
            warnings.add(
                    "the server is Mattermost Entry, which hides all but the newest 10,000 messages;"
                            + " Team Edition shows all (image mattermost/mattermost-team-edition)");
        }
        if (!version.isEmpty() && !isFrom(OLDEST_MAJOR, 0)) {
            warnings.add(
                    "the server is Mattermost "
                            + version
                            + ", which is mended no more (expected: 11.7, supported until May"
                            + " 2027, or later)");
        }
        return warnings;
    }

    Kind kind() {
        if (!enterprise) {
            return Kind.TEAM;
        }
        return licensed ? Kind.LICENSED : Kind.ENTRY;
    }

    private static long whole(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /// Editions by what they hide.
    enum Kind {
        /// Everything of it is there; no more than 250 users.
        TEAM,
        /// Built for a licence and without one: history beyond 10,000 messages is hidden.
        ENTRY,
        /// With a licence.
        LICENSED
    }
}
