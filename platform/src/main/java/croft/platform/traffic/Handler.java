package croft.platform.traffic;

import java.util.List;

/// What a service does with requests: all of it that a [TrafficServer] is to know.
@FunctionalInterface
public interface Handler {
    /// What becomes of a request whose head is in order. Called on an event loop before any of its
    /// body is there, so it must not wait.
    Reception receive(Request request);

    /// The page for what is refused before a handler sees it (400, 413, 414, 417, 431, 501, 505),
    /// and for a handler that failed (500). Called on an event loop.
    default Answer refusal(Status status) {
        return plain(status);
    }

    /// A status in a line of plain text, which nobody keeps.
    static Answer plain(Status status) {
        return Answer.of(
                status,
                List.of(
                        new Field("Content-Type", "text/plain; charset=utf-8"),
                        new Field("Cache-Control", "no-store"),
                        new Field("X-Content-Type-Options", "nosniff")),
                Octets.of(status.code() + " " + status.phrase() + "\n"));
    }
}
