package croft.edge.log;

/// Where event loops hand over the lines they have gathered. None of it waits.
public interface Outlet {
    /// An array of [#SIZE] octets to gather lines in.
    byte[] empty();

    /// Takes whole lines, with the array that holds them; or refuses, and nothing is taken then.
    boolean offer(Batch batch);

    /// Lines were lost, since a batch was refused.
    void lost(int lines);

    /// Octets of an array of lines: some hundred lines, and room for a longest one behind them.
    int SIZE = 96 * 1024;

    /// Lines that go to the log together.
    ///
    /// @param octets of which the first `length` count
    // batches are handed over, never compared
    @SuppressWarnings("ArrayRecordComponent")
    record Batch(byte[] octets, int length, int lines) {}
}
