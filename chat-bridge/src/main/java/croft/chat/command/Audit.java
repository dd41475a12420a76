package croft.chat.command;

import croft.platform.journal.Event;

/// Writes into the journal what was ordered.
public interface Audit {
    /// Stores it, before it returns.
    ///
    /// @throws Unfulfilled if it cannot be stored now
    void note(Event event) throws Unfulfilled;
}
