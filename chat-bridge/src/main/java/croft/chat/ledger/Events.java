package croft.chat.ledger;

import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import java.util.List;
import java.util.Map;

/// What chat-bridge itself tells the journal. Each method is one transaction. Any thread that may
/// block.
public final class Events {
    private final Tables tables;

    public Events(Tables tables) {
        this.tables = tables;
    }

    public void tell(Event event) throws LedgerAway {
        long _ = tables.transactions.on(connection -> Journal.append(connection, event));
    }

    /// Of each subject, the kind of its newest event among these kinds.
    public Map<String, String> newest(List<String> kinds) throws LedgerAway {
        return tables.transactions.on(connection -> Journal.newest(connection, kinds));
    }
}
