package croft.chat.ledger;

/// How a delivery stands. The first three are open: their order in the lane is kept.
public enum State {
    /// It waits for its turn, or for another try.
    PENDING,
    /// It was handed out to be sent; after a crash it may have arrived or not.
    SENDING,
    /// It may have arrived or not, and is to be looked for.
    DOUBTFUL,
    /// It is there.
    SENT,
    /// It is not needed any more.
    CANCELLED,
    /// It was refused for good, and waits for its owner to say what is to become of it.
    DEAD,
    /// Its owner gave it up.
    DROPPED;

    /// Whether it is still to be sent or looked for.
    public boolean isOpen() {
        return this == PENDING || this == SENDING || this == DOUBTFUL;
    }
}
