package croft.chat.message;

import java.time.Instant;
import java.util.Optional;

/// Something that happened in a conversation, as its network tells it.
public sealed interface Incoming {
    Conversation in();

    /// The id, in its network, of the message that it happened to.
    String id();

    /// When, by the network's clock.
    Instant at();

    /// The same for the same happening, however often and by whatever way it is heard; unique in
    /// its conversation.
    String key();

    /// Somebody wrote.
    ///
    /// @param root the first message of its thread, where it answers in one
    record Posted(
            Conversation in,
            String id,
            Optional<String> root,
            Author author,
            Body body,
            Instant at,
            Marks marks)
            implements Incoming {
        @Override
        public String key() {
            return key(id);
        }

        /// The key under which this message is heard, however that happens.
        public static String key(String id) {
            return "c:" + id;
        }
    }

    /// A message says something else now.
    ///
    /// @param at a later edit of the message has a later one
    record Edited(Conversation in, String id, Body body, Instant at, Marks marks)
            implements Incoming {
        @Override
        public String key() {
            return "e:" + id + ":" + at.toEpochMilli();
        }
    }

    /// A message is gone, and is to be gone everywhere.
    record Deleted(Conversation in, String id, Instant at) implements Incoming {
        @Override
        public String key() {
            return "d:" + id;
        }
    }

    /// Somebody put an emoji on a message.
    ///
    /// @param emoji its short name without colons, such as `thumbsup`
    record Reacted(Conversation in, String id, Author by, String emoji, Instant at)
            implements Incoming {
        @Override
        public String key() {
            return "r+:" + id + ":" + by.id() + ":" + emoji + ":" + at.toEpochMilli();
        }
    }

    /// Somebody took it back.
    record Unreacted(Conversation in, String id, Author by, String emoji, Instant at)
            implements Incoming {
        @Override
        public String key() {
            return "r-:" + id + ":" + by.id() + ":" + emoji + ":" + at.toEpochMilli();
        }
    }
}
