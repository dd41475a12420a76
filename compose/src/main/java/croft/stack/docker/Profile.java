package croft.stack.docker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A part of the stack that not every server has: a profile of compose.yaml.
public enum Profile {
    /// Markdown as a wiki.
    WIKI,
    /// Two Mattermost servers and the bridge.
    CHAT,
    /// Syncthing.
    SYNC,
    /// An application of the owner's.
    APP;

    /// As in `.env`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Profile> of(String word) {
        return Arrays.stream(values()).filter(profile -> profile.word().equals(word)).findFirst();
    }
}
