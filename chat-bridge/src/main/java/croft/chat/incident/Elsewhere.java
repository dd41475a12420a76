package croft.chat.incident;

import java.util.UUID;

/// Where somebody is told what a channel could not be told: a mailbox, a phone.
public interface Elsewhere {
    /// What it is called in croft.yml and in the log; the same after a restart.
    String name();

    /// How it is told, for people: `by e-mail`.
    String way();

    /// Sends, and returns when it is known what became of it, after a minute at the latest. Virtual
    /// threads.
    Result send(Letter letter) throws InterruptedException;

    /// What is sent.
    ///
    /// @param key the same for the same, also when it is sent again
    /// @param subject one line of plain text
    /// @param text Markdown, which is to be read as it is
    /// @param urgent whether somebody has to do something
    record Letter(UUID key, String subject, String text, boolean urgent) {}

    /// What became of it.
    sealed interface Result {
        /// It was taken.
        record Sent() implements Result {}

        /// Not now.
        record Later(String why) implements Result {}

        /// Not like this, ever.
        record Never(String why) implements Result {}
    }
}
