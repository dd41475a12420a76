package croft.chat.mattermost.paper;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The props that say whose post it seems to be, and what becomes of them.
final class Identity {
    /// What programs alone may set where the server is hardened
    /// (`ContainsIntegrationsReservedProps`).
    private static final Set<String> RESERVED =
            Set.of(
                    "from_webhook",
                    "from_plugin",
                    "override_username",
                    "webhook_display_name",
                    "override_icon_url",
                    "override_icon_emoji");

    /// What 12.0 takes away from posts that come by REST.
    private static final Set<String> STRIPPED =
            Set.of(
                    "from_webhook",
                    "from_bot",
                    "from_plugin",
                    "from_oauth_app",
                    "override_username",
                    "override_icon_url",
                    "override_icon_emoji",
                    "webhook_display_name");

    /// What no client may set in any release.
    private static final Set<String> NEVER = Set.of("add_channel_member", "force_notification");

    private final Settings settings;

    Identity(Settings settings) {
        this.settings = settings;
    }

    /// Refuses what only programs may set, if the server is hardened.
    void harden(Session session, Map<String, Object> props) {
        if (settings.on("ServiceSettings.ExperimentalEnableHardenedMode")
                && !session.integration()) {
            Set<String> reserved = new TreeSet<>(props.keySet());
            reserved.retainAll(RESERVED);
            if (!reserved.isEmpty()) {
                throw Denied.parameter("props");
            }
        }
    }

    /// What is stored of the props of a new post.
    ///
    /// @param webhook whether it comes by an incoming webhook or as the answer to a command
    Map<String, Object> create(Map<String, Object> props, Account author, boolean webhook) {
        Map<String, Object> kept = new LinkedHashMap<>(props);
        kept.keySet().removeAll(NEVER);
        if (!webhook) {
            strip(kept);
        }
        if (author.bot()) {
            kept.put("from_bot", "true");
        }
        return kept;
    }

    /// What is stored of the props of an edit: 12.0 keeps what the post had by then.
    Map<String, Object> update(Map<String, Object> props, Post before) {
        Map<String, Object> kept = new LinkedHashMap<>(props);
        kept.keySet().removeAll(NEVER);
        if (strip(kept)) {
            before.props()
                    .forEach((key, value) -> {
                        if (STRIPPED.contains(key)) {
                            kept.put(key, value);
                        }
                    });
        }
        return kept;
    }

    private boolean strip(Map<String, Object> props) {
        boolean strips = settings.release().atLeast(Release.V12_0);
        if (strips) {
            props.keySet().removeAll(STRIPPED);
        }
        return strips;
    }
}
