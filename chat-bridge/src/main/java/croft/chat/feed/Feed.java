package croft.chat.feed;

import croft.chat.message.Conversation;
import java.net.URI;
import java.time.Duration;

/// A feed of croft.yml.
///
/// @param url `http` or `https`
/// @param to where its entries go
/// @param every how often it is looked at: 1 min to 30 days
/// @param first how many entries it brings when it is read for the first time: 0 to 20
public record Feed(URI url, Conversation to, Duration every, int first) {
    public Feed {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    "url: " + url + " (expected: http://… or https://…)");
        }
        if (every.compareTo(Duration.ofMinutes(1)) < 0
                || every.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("every: " + every + " (expected: 1 min to 30 days)");
        }
        if (first < 0 || first > 20) {
            throw new IllegalArgumentException("first: " + first + " (expected: 0 to 20)");
        }
    }

    /// With the default: the newest entry shows that it works, and what it looks like.
    public Feed(URI url, Conversation to, Duration every) {
        this(url, to, every, 1);
    }

    /// What is remembered of it is under this key.
    String memo() {
        return Keys.of("feed", url + " " + to);
    }
}
