package croft.edge.http2;

import croft.edge.http.Pace;
import croft.edge.http.Progress;
import org.jspecify.annotations.Nullable;

/// The client's half of a stream: what it may still send, what it has sent, and what of that is not
/// passed on yet.
final class ReceiveHalf {
    private static final long UNKNOWN = -1;

    private final int fullWindow;
    private final long expected;
    private int window;
    private int owed;
    private long received;
    private boolean ended;
    private int unconsumed;
    private int pieces;

    private long receivedAtTick;
    private long quietSince;

    /// Made only for a body that takes longer than a tick.
    private @Nullable Pace pace;

    /// @param expected what `content-length` says, or -1
    ReceiveHalf(int window, long expected, boolean ended, long now) {
        fullWindow = window;
        this.window = window;
        this.expected = expected;
        this.ended = ended;
        quietSince = now;
    }

    /// Takes a DATA frame.
    ///
    /// @param length what flow control counts: content and padding (RFC 9113 §6.9.1)
    /// @return the stream error that it is, or null
    @Nullable ErrorCode take(int length, int content, boolean ends) {
        if (ended) {
            return ErrorCode.STREAM_CLOSED;
        }
        window -= length;
        if (window < 0) {
            return ErrorCode.FLOW_CONTROL_ERROR;
        }
        received += content;
        if (expected != UNKNOWN && received > expected) {
            return ErrorCode.PROTOCOL_ERROR;
        }
        return ends ? end() : null;
    }

    /// Takes the end; the sum of DATA must be what `content-length` said (RFC 9113 §8.1.1).
    @Nullable ErrorCode end() {
        ended = true;
        return expected == UNKNOWN || received == expected ? null : ErrorCode.PROTOCOL_ERROR;
    }

    boolean ended() {
        return ended;
    }

    /// Counts a piece that is being passed on.
    void hold(int octets) {
        unconsumed += octets;
        pieces++;
    }

    int unconsumed() {
        return unconsumed;
    }

    int pieces() {
        return pieces;
    }

    /// Counts octets as passed on, and of the pieces that they came in a fair share.
    void consumed(int octets) {
        pieces -= (int) ((long) pieces * octets / Math.max(1, unconsumed));
        unconsumed -= octets;
        if (unconsumed == 0) {
            pieces = 0;
        }
    }

    /// Gives window back, in steps of half the window.
    ///
    /// @return the increment to announce now, or 0
    int credit(int octets) {
        owed += octets;
        if (ended || owed < fullWindow / 2) {
            return 0;
        }
        int increment = owed;
        window += increment;
        owed = 0;
        return increment;
    }

    /// Whether the client sends so little that it may as well send nothing.
    boolean isTooSlow(long now, Progress least) {
        boolean waiting = !ended && window > 0 && unconsumed == 0;
        if (pace == null) {
            if (!waiting) {
                return false;
            }
            pace = new Pace(least);
        }
        return pace.isTooSlow(now, received, waiting);
    }

    /// Whether the client could have sent something for that long, and has not.
    boolean isQuiet(long now, long patience) {
        if (ended || window <= 0 || unconsumed > 0 || received != receivedAtTick) {
            receivedAtTick = received;
            quietSince = now;
            return false;
        }
        return now - quietSince >= patience;
    }
}
