package croft.chat.ledger;

/// The right to send, of this instance alone, until it is closed or its connection to the database
/// ends.
public interface Leadership extends AutoCloseable {
    /// Each has a higher one than those before it. What an earlier one is about to store of its
    /// sending is refused.
    long term();

    /// Whether it has not ended, as far as this instance knows.
    boolean holds();

    /// Ends it; `lost` is not called.
    @Override
    void close();
}
