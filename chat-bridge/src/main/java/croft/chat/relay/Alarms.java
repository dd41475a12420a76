package croft.chat.relay;

import croft.chat.ledger.DeadLetter;

/// Is told what the owner should know. Called on threads of the relay's, after it was stored; must
/// not throw. After a crash it may be told once more, or not at all what happened in that moment:
/// what counts is what the ledger has.
public interface Alarms {
    /// A link stopped itself.
    void stopped(String link, String why);

    /// Something was refused for good.
    void dead(DeadLetter letter);
}
