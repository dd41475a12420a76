package croft.chat.irc;

import croft.chat.irc.Hearing.Piece;
import croft.chat.relay.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// One line on its way to the server, and what became of it. It is completed by the connection's
/// event loop; any thread may wait for it.
final class Submission {
    private final Piece piece;
    private final String channel;
    private final IrcLine line;
    private final Map<String, String> tags;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private boolean written;

    /// @param tags for servers that pass tags on
    Submission(Piece piece, String channel, IrcLine line, Map<String, String> tags) {
        this.piece = piece;
        this.channel = channel;
        this.line = line;
        this.tags = Map.copyOf(tags);
    }

    Piece piece() {
        return piece;
    }

    String channel() {
        return channel;
    }

    IrcLine line() {
        return line;
    }

    Map<String, String> tags() {
        return tags;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void setWritten() {
        written = true;
    }

    /// Whether the server may have it.
    boolean isWritten() {
        return written;
    }
}
