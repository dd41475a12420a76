package croft.edge.http2;

import croft.edge.http.Fields;
import croft.edge.http.Pace;
import croft.edge.http.Progress;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Our half of a stream: what waits to be sent, and how much the client takes. Owns what waits.
final class SendHalf {
    private @Nullable ArrayDeque<ByteBuf> queue;
    private int queued;
    private int window;
    private boolean ending;
    private @Nullable Fields trailers;
    private boolean ready;

    private long sent;
    private long sentAtTick;

    /// Whether it was looked at before: until then, nobody knows since when it stalls.
    private boolean watched;

    private long stalledSince;

    /// Made only for a response that waits for longer than a tick.
    private @Nullable Pace pace;

    SendHalf(int window) {
        this.window = window;
    }

    /// Lets `data` wait; takes ownership.
    void add(ByteBuf data) {
        if (queue == null) {
            queue = new ArrayDeque<>(4);
        }
        queue.add(data);
        queued += data.readableBytes();
    }

    /// Nothing comes behind what waits, but perhaps trailers.
    void end(@Nullable Fields last) {
        ending = true;
        trailers = last;
    }

    boolean ending() {
        return ending;
    }

    @Nullable Fields trailers() {
        return trailers;
    }

    /// Octets that wait.
    int queued() {
        return queued;
    }

    /// May be negative, when the client has made its initial window smaller (RFC 9113 §6.9.2).
    int window() {
        return window;
    }

    /// Whether there is something to send that the client takes.
    boolean canSend() {
        return queued > 0 && window > 0;
    }

    /// Whether the scheduler has it in its round.
    boolean ready() {
        return ready;
    }

    void ready(boolean inRound) {
        ready = inRound;
    }

    /// Opens the window, or closes it by a negative delta; false where it would pass 2^31-1 (RFC
    /// 9113 §6.9.1).
    boolean widen(int delta) {
        if ((long) window + delta > Frame.LARGEST_WINDOW) {
            return false;
        }
        window += delta;
        return true;
    }

    /// Octets that did not have to wait are sent.
    void spend(int octets) {
        window -= octets;
        sent += octets;
    }

    /// Octets that have been sent.
    long sent() {
        return sent;
    }

    /// Moves octets that wait into `out`; there must be as many.
    void drain(ByteBuf out, int octets) {
        ArrayDeque<ByteBuf> waiting = queue;
        int left = octets;
        while (left > 0 && waiting != null) {
            ByteBuf first = waiting.element();
            int piece = Math.min(left, first.readableBytes());
            out.writeBytes(first, piece);
            left -= piece;
            if (!first.isReadable()) {
                waiting.remove();
                first.release();
            }
        }
        queued -= octets;
        spend(octets);
    }

    /// Gives up what waits.
    void release() {
        if (queue != null) {
            queue.forEach(ByteBuf::release);
            queue = null;
        }
        queued = 0;
    }

    /// Whether the client takes so little of what waits that it may as well take nothing.
    ///
    /// @param socketMoves as below
    boolean isTooSlow(long now, Progress least, boolean socketMoves) {
        boolean waiting = queued > 0 && !socketMoves;
        if (pace == null) {
            if (!waiting) {
                return false;
            }
            pace = new Pace(least);
        }
        return pace.isTooSlow(now, sent, waiting);
    }

    /// Whether something has waited for that long, and the client has taken none of it.
    ///
    /// @param socketMoves whether the socket is busy and empties: what is on its way to a slow
    ///   client stands before what waits here
    boolean isStalled(long now, long patience, boolean socketMoves) {
        if (!watched || queued == 0 || sent != sentAtTick || socketMoves) {
            watched = true;
            sentAtTick = sent;
            stalledSince = now;
            return false;
        }
        return now - stalledSince >= patience;
    }
}
