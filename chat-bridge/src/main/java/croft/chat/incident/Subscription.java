package croft.chat.incident;

import croft.chat.message.Conversation;
import java.util.List;

/// What a channel wants to hear of, and where it is told while the channel cannot be reached.
///
/// @param when at least one
/// @param otherwise may be empty
public record Subscription(Conversation to, List<KindPattern> when, List<Elsewhere> otherwise) {
    public Subscription {
        when = List.copyOf(when);
        otherwise = List.copyOf(otherwise);
        if (when.isEmpty()) {
            throw new IllegalArgumentException("when: nothing (expected: one kind or more)");
        }
    }

    boolean names(String kind) {
        return when.stream().anyMatch(pattern -> pattern.names(kind));
    }

    boolean covers(String kind) {
        return when.stream().anyMatch(pattern -> pattern.covers(kind));
    }
}
