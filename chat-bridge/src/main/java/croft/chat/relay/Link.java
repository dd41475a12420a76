package croft.chat.relay;

import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.util.List;
import java.util.Set;

/// Conversations that are to be one.
///
/// @param name how it is spoken of, and what it is stopped by
/// @param between at least two
/// @param names how people of one appear in the others, where the network can do that
/// @param bots ids or names of programs whose messages are carried too
public record Link(String name, List<Conversation> between, Voice names, Set<String> bots) {
    public Link {
        between = List.copyOf(between);
        bots = Set.copyOf(bots);
        if (between.size() < 2 || Set.copyOf(between).size() < between.size()) {
            throw new IllegalArgumentException(
                    "between: " + between + " (expected: at least two conversations, each once)");
        }
    }

    boolean carries(Author bot) {
        return bots.contains(bot.id()) || bots.contains(bot.name());
    }
}
