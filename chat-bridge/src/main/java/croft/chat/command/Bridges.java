package croft.chat.command;

import croft.chat.message.Conversation;
import java.util.List;

/// Links between channels.
public interface Bridges {
    /// How links and chats stand, a line each, as Markdown.
    List<String> status() throws Unfulfilled, InterruptedException;

    /// Links two conversations.
    void link(Conversation one, Conversation other) throws Unfulfilled, InterruptedException;

    /// Ends a link.
    void unlink(Conversation one, Conversation other) throws Unfulfilled, InterruptedException;
}
