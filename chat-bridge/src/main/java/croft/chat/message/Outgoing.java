package croft.chat.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Something that is to happen in a conversation, as it is to be at the moment of sending.
public sealed interface Outgoing {
    /// The same for every try of the same delivery: what a network can find it by.
    UUID key();

    Conversation to();

    /// A message is to be there.
    ///
    /// @param origin where it was said
    /// @param root id, in the conversation that it goes to, of the first message of its thread
    /// @param saidAt when it was said
    /// @param late that it comes late, and is to say so
    /// @param via the bridges that it came through, this one last
    record Create(
            UUID key,
            Conversation to,
            Conversation origin,
            Author author,
            Voice voice,
            Body body,
            Optional<String> root,
            Instant saidAt,
            boolean late,
            List<String> via)
            implements Outgoing {
        public Create {
            via = List.copyOf(via);
        }
    }

    /// A message that was sent is to say something else.
    ///
    /// @param parts ids of what was sent for it, by part; empty texts for pieces that have none or
    ///   are gone
    record Edit(
            UUID key,
            Conversation to,
            Conversation origin,
            Author author,
            Voice voice,
            Body body,
            List<String> parts)
            implements Outgoing {
        public Edit {
            parts = List.copyOf(parts);
        }
    }

    /// A message that was sent is to be gone.
    ///
    /// @param parts ids of what was sent for it, by part; empty texts for pieces that have none or
    ///   are gone
    record Delete(UUID key, Conversation to, Author author, Voice voice, List<String> parts)
            implements Outgoing {
        public Delete {
            parts = List.copyOf(parts);
        }
    }

    /// An emoji is to be on a message, or no more.
    ///
    /// @param id of the message, in the conversation that it goes to
    /// @param there whether it is to be there
    record React(
            UUID key,
            Conversation to,
            String id,
            Author author,
            Voice voice,
            String emoji,
            boolean there)
            implements Outgoing {}

    /// What this bridge itself has to say.
    ///
    /// @param edits the message of ours that is to say this instead; empty for a new one
    /// @param root the first message of the thread that it belongs to
    /// @param quiet whether nobody is to be notified
    record Notice(
            UUID key,
            Conversation to,
            String markdown,
            Optional<String> edits,
            Optional<String> root,
            boolean quiet)
            implements Outgoing {}
}
