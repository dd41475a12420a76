package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which number stands for which conversation. Numbers never change, so what is stored is asked for
/// once.
final class Conversations {
    private final ConversationRows rows;
    private final Map<Conversation, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Conversation> names = new ConcurrentHashMap<>();

    Conversations(ConversationRows rows) {
        this.rows = rows;
    }

    /// For one transaction.
    Numbers numbers() {
        return new Numbers();
    }

    /// The conversation of a number of the ledger's.
    Conversation name(int id) {
        Conversation known = names.get(id);
        if (known == null) {
            ConversationRow row = rows.of(id).orElseThrow();
            known = new Conversation(row.chat(), row.channel());
            names.put(id, known);
        }
        return known;
    }

    /// Numbers as one transaction sees them. Those that it makes are its own until it is stored.
    final class Numbers {
        private final Map<Conversation, Integer> made = new HashMap<>();

        /// The number of a conversation, which is made where there is none.
        int id(Conversation conversation) {
            return find(conversation).orElseGet(() -> make(conversation));
        }

        Optional<Integer> find(Conversation conversation) {
            Integer known = ids.get(conversation);
            if (known == null) {
                known = made.get(conversation);
            }
            if (known != null) {
                return Optional.of(known);
            }
            Optional<Integer> found = stored(conversation);
            found.ifPresent(id -> ids.put(conversation, id));
            return found;
        }

        private int make(Conversation conversation) {
            rows.make(conversation.chat(), conversation.channel());
            int id = stored(conversation).orElseThrow();
            made.put(conversation, id);
            return id;
        }

        private Optional<Integer> stored(Conversation conversation) {
            return rows.of(conversation.chat(), conversation.channel()).map(ConversationRow::id);
        }
    }
}
