package croft.chat.mattermost.paper;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How the double is set up.
///
/// @param history how many messages of the server the Entry edition shows
/// @param ping how often WebSockets are pinged
/// @param pong how long an answer is waited for
/// @param clock what everything but pings is timed by
/// @param config what differs from Mattermost's defaults, by the names of its `config.json`, such
///   as `ServiceSettings.EnableBotAccountCreation`
public record Settings(
        Release release,
        Edition edition,
        int history,
        Duration ping,
        Duration pong,
        InstantSource clock,
        Map<String, String> config) {
    /// What the double looks at, as Mattermost comes.
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("ServiceSettings.ExperimentalEnableHardenedMode", "false"),
                    Map.entry("ServiceSettings.EnablePostUsernameOverride", "false"),
                    Map.entry("ServiceSettings.EnablePostIconOverride", "false"),
                    Map.entry("ServiceSettings.EnableBotAccountCreation", "false"),
                    Map.entry("ServiceSettings.EnableUserAccessTokens", "false"),
                    Map.entry("ServiceSettings.EnableIncomingWebhooks", "true"),
                    Map.entry("ServiceSettings.EnableCommands", "true"),
                    Map.entry("ServiceSettings.AllowedUntrustedInternalConnections", ""),
                    Map.entry("ServiceSettings.SiteURL", ""),
                    Map.entry("ServiceSettings.OutgoingIntegrationRequestsTimeout", "30"),
                    Map.entry("FileSettings.MaxFileSize", "104857600"),
                    Map.entry("RateLimitSettings.Enable", "false"),
                    Map.entry("RateLimitSettings.PerSec", "10"),
                    Map.entry("RateLimitSettings.MaxBurst", "100"));

    public Settings {
        for (String key : config.keySet()) {
            if (!DEFAULTS.containsKey(key)) {
                throw new IllegalArgumentException(
                        key + " (expected: one of " + DEFAULTS.keySet() + ")");
            }
        }
        config = Map.copyOf(config);
    }

    /// As Mattermost comes, the Team edition.
    public static Settings of(Release release) {
        return new Settings(
                release,
                Edition.TEAM,
                10_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(100),
                InstantSource.system(),
                Map.of());
    }

    /// As the bridge asks for it: with bots and tokens, with its own address as its `SiteURL`
    /// (`auto`), and as impatient with callbacks as documented, which older releases were.
    public static Settings forBridges(Release release) {
        return of(release)
                .with("ServiceSettings.EnableBotAccountCreation", "true")
                .with("ServiceSettings.EnableUserAccessTokens", "true")
                .with("ServiceSettings.SiteURL", "auto")
                .with("ServiceSettings.OutgoingIntegrationRequestsTimeout", "3");
    }

    public Settings with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(config);
        changed.put(key, value);
        return new Settings(release, edition, history, ping, pong, clock, changed);
    }

    /// As Mattermost takes its settings from the environment: `MM_SERVICESETTINGS_SITEURL`, say.
    /// Those that the double does not look at are nobody's business.
    Settings withEnvironment(Map<String, String> environment) {
        Settings changed = this;
        for (String key : DEFAULTS.keySet()) {
            String value = environment.get("MM_" + key.replace('.', '_').toUpperCase(Locale.ROOT));
            if (value != null) {
                changed = changed.with(key, value);
            }
        }
        return changed;
    }

    public Settings with(InstantSource other) {
        return new Settings(release, edition, history, ping, pong, other, config);
    }

    public Settings with(Release other) {
        return new Settings(other, edition, history, ping, pong, clock, config);
    }

    /// The Entry edition, which shows so many messages.
    public Settings entry(int shown) {
        return new Settings(release, Edition.ENTRY, shown, ping, pong, clock, config);
    }

    /// Pings WebSockets so often, and closes those that do not answer for so long.
    public Settings heartbeat(Duration every, Duration patience) {
        return new Settings(release, edition, history, every, patience, clock, config);
    }

    String text(String key) {
        String preset = DEFAULTS.get(key);
        if (preset == null) {
            throw new IllegalArgumentException(key);
        }
        return config.getOrDefault(key, preset);
    }

    boolean on(String key) {
        return Boolean.parseBoolean(text(key));
    }

    long number(String key) {
        return Long.parseLong(text(key));
    }

    /// Milliseconds, as everything at Mattermost.
    long now() {
        return clock.millis();
    }
}
