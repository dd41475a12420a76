package croft.chat.ledger;

/// The database cannot be asked now. Whether the last change was stored is not known; all changes
/// of the ledger may be made again.
public final class LedgerAway extends Exception {
    private static final long serialVersionUID = 1;

    LedgerAway(String why, Throwable cause) {
        super(why, cause);
    }
}
