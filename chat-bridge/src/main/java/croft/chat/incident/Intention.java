package croft.chat.incident;

import java.util.Optional;

/// What is to be said. Keys are the same for the same event, however often it is heard.
sealed interface Intention {
    /// A message.
    ///
    /// @param thread the key of the message that it answers
    record Tell(String key, String markdown, Optional<String> thread, boolean quiet)
            implements Intention {}

    /// A message says something else now.
    record Retell(String key, String markdown) implements Intention {}

    /// An emoji is on a message, or no more.
    record Mark(String key, String emoji, boolean there) implements Intention {}
}
