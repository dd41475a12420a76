package croft.chat.message;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What a message that we hear says of bridges.
///
/// @param key ours, where this bridge sent it: the key of its delivery
/// @param part which part of that delivery, from 0
/// @param via the bridges that it came through, oldest first, as far as they say so
/// @param bot whether a program wrote it
public record Marks(Optional<UUID> key, int part, List<String> via, boolean bot) {
    /// A person's message, which came through nothing.
    public static final Marks NONE = new Marks(Optional.empty(), 0, List.of(), false);

    public Marks {
        via = List.copyOf(via);
    }
}
