package croft.chat.incident;

import java.util.List;

/// What an event means to people. Texts are Markdown; what came from outside is literal in them.
sealed interface Telling {
    /// Something does not work.
    ///
    /// @param of what the incident is about, with the subject: events of the same are one incident
    /// @param headline what and where, in one line
    /// @param trouble what was said of it; may be empty
    /// @param remedy what to do; may be empty
    /// @param command to be typed, without marks; may be empty
    record Trouble(
            String of,
            Severity severity,
            String headline,
            String trouble,
            String remedy,
            String command)
            implements Telling {}

    /// It works again, if it did not.
    ///
    /// @param how in a few words
    /// @param otherwise what it says where nothing was wrong
    record Relief(String of, String how, String otherwise) implements Telling {}

    /// Something happened.
    record Happening(String text) implements Telling {}

    /// Something of which there is much, and which is told together.
    ///
    /// @param host of the site
    /// @param wiki whether it is a wiki
    /// @param paths what changed, decoded; empty where nobody knows
    record Change(String host, boolean wiki, List<String> paths) implements Telling {
        public Change {
            paths = List.copyOf(paths);
        }
    }
}
