package croft.chat.mattermost;

/// Where in the server's stream of events this bridge is: what a new connection asks to go on from.
///
/// The server keeps the last 128 events it sent to a connection. If it still has all that follow
/// `next`, it sends those and says nothing else; if not, it says `hello` under a new id, and only
/// reading the channels tells what was missed.
///
/// @param connection the server's id for it, empty for none yet
/// @param next the number of the event that was not yet taken
record Resumption(String connection, long next) {
    static final Resumption NONE = new Resumption("", 0);

    /// The query of the WebSocket's address. One parameter without the other is refused.
    String query() {
        return connection.isEmpty()
                ? ""
                : "?connection_id=" + Rest.encoded(connection) + "&sequence_number=" + next;
    }

    /// After `sequence` was taken.
    Resumption after(long sequence) {
        return new Resumption(connection, sequence + 1);
    }

    /// Whether this is the event that is awaited; another means that some were lost on the way.
    boolean awaits(long sequence) {
        return sequence == next;
    }
}
