package croft.platform.declaration;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What is told in a channel when something happens.
///
/// @param when kinds of events: each as in the journal, where `*` stands for any characters. Those
///   with a star bring trouble and its end; good news come where a kind is named in full
/// @param otherwise where to tell it when the chat stays away: `mailto:` and `ntfy:` URLs
/// @param after how long the chat may be away before
public record EventRule(ChatChannel to, List<String> when, List<URI> otherwise, Duration after) {
    public EventRule {
        when = List.copyOf(when);
        otherwise = List.copyOf(otherwise);
    }
}
