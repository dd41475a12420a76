package croft.chat.relay;

import croft.chat.ledger.LedgerAway;

/// What has to be read from the ledger before anything is heard or sent.
interface Opening {
    /// This bridge's name among those that a message came through; read once.
    String bridge() throws LedgerAway;
}
