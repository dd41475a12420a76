package croft.chat.relay;

import java.util.Set;

/// One message as people see it at one server, for a [Comparison].
///
/// @param text without what the bridge adds where it comes late
/// @param root id of the first message of the thread that it answers in, or empty
/// @param reactions an emoji and the name of whoever put it there, each
public record Shown(String id, By by, String text, String root, Set<String> reactions) {
    /// Whose it is.
    public enum By {
        PERSON,
        /// A copy, in a person's name.
        BRIDGE,
        /// What is not compared: a note of the bridge's own, a copy from a third server.
        OTHERS
    }

    public Shown {
        reactions = Set.copyOf(reactions);
    }

    /// What tells the message from all others.
    public String word() {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
