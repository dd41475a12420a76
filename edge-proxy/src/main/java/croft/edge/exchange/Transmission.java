package croft.edge.exchange;

import croft.edge.store.StoredBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends octets of a stored body to a client, as fast as the client takes them and, where the body
/// is still being received, as they come. Where a body outgrows the store, its tail is pushed piece
/// by piece instead. Runs on the client's event loop. Holds one reference to the body until it
/// ends.
final class Transmission {
    /// One piece, so that a slow client holds little and a fast one is not asked too often.
    private static final int PIECE = 128 * 1024;

    /// An end that is not known yet: that of the body.
    static final long TO_THE_END = -1;

    private final Client client;
    private final StoredBody body;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>(1);
    private final ArrayDeque<ByteBuf> tail = new ArrayDeque<>(0);
    private long position;

    /// Where in the body the next octet of the tail belongs: it begins behind what is kept.
    private long tailPosition = -1;

    private final AtomicInteger waiting = new AtomicInteger();

    /// The position, for other threads: kept up only while something is pushed and waits, so that
    /// what comes from the store alone pays nothing for it.
    private volatile long taken;

    private boolean tailEnded;
    private boolean begun;
    private boolean over;

    private Transmission(Client client, StoredBody body) {
        this.client = client;
        this.body = body;
    }

    /// Of one range, or of everything.
    ///
    /// @param body with a reference for the transmission
    /// @param end exclusive, or [#TO_THE_END]
    static Transmission of(Client client, StoredBody body, long from, long end) {
        Transmission transmission = new Transmission(client, body);
        transmission.add(new Piece.Range(from, end));
        return transmission;
    }

    /// Of several pieces, to be added in order.
    static Transmission ofPieces(Client client, StoredBody body) {
        return new Transmission(client, body);
    }

    void add(Piece piece) {
        if (pieces.isEmpty() && piece instanceof Piece.Range(long from, long _)) {
            position = from;
        }
        pieces.add(piece);
    }

    /// Takes a piece of what the body has no room for; owns it from here on.
    void push(ByteBuf data, boolean last) {
        if (over) {
            data.release();
            return;
        }
        if (tailPosition < 0) {
            tailPosition = body.written();
        }
        tailEnded = last;
        waiting.addAndGet(data.readableBytes());
        tail.add(data);
        advance();
    }

    /// Octets pushed that the client has not taken; safe from any thread.
    int waiting() {
        return waiting.get();
    }

    /// How far the client has come while something waits for it; safe from any thread.
    long taken() {
        return taken;
    }

    boolean isOver() {
        return over;
    }

    /// Sends what is there and what the client takes.
    void advance() {
        while (!over) {
            // the first piece needs no question: whoever answers may give it
            if (begun && !client.writable()) {
                return;
            }
            if (!step()) {
                return;
            }
            begun = true;
            if (!tail.isEmpty()) {
                taken = position;
            }
        }
    }

    /// @return whether to go on
    private boolean step() {
        return switch (pieces.element()) {
            case Piece.Text(String text) -> {
                next();
                give(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1), pieces.isEmpty());
                yield true;
            }
            case Piece.Range(long _, long end) -> {
                // in this order: what was written before it was complete is all there is
                boolean complete = body.isComplete();
                long written = body.written();
                if (position < written || complete) {
                    long limit = end == TO_THE_END ? written : Math.min(end, written);
                    yield stored(limit, end == TO_THE_END ? complete : limit == end);
                }
                yield pushed(end);
            }
        };
    }

    private boolean stored(long limit, boolean last) {
        if (position >= limit) {
            ended(Unpooled.EMPTY_BUFFER);
            return true;
        }
        ByteBuf slice = body.slice(position, (int) Math.min(PIECE, limit - position));
        position += slice.readableBytes();
        if (last && position == limit) {
            ended(slice);
        } else {
            give(slice, false);
        }
        return true;
    }

    /// What the tail holds of a range; what lies before the range is dropped.
    private boolean pushed(long end) {
        ByteBuf first = tail.peek();
        if (first == null) {
            return false;
        }
        if (position < tailPosition) {
            // the second of two ranges, which was before the first, and has passed
            abort();
            return false;
        }
        int skipped = (int) Math.min(position - tailPosition, first.readableBytes());
        first.skipBytes(skipped);
        long wanted = end == TO_THE_END ? Long.MAX_VALUE : end - position;
        ByteBuf data = first.readRetainedSlice((int) Math.min(wanted, first.readableBytes()));
        int octets = data.readableBytes();
        waiting.addAndGet(-skipped - octets);
        tailPosition += skipped + octets;
        position += octets;
        if (!first.isReadable()) {
            tail.remove().release();
        }
        boolean atEnd = tailEnded && tail.isEmpty();
        if (end == TO_THE_END ? atEnd : position == end) {
            ended(data);
        } else if (atEnd) {
            data.release();
            abort();
        } else if (octets == 0) {
            data.release();
        } else {
            give(data, false);
        }
        return true;
    }

    private void abort() {
        end();
        client.abort();
    }

    /// The last octets of a range.
    private void ended(ByteBuf data) {
        next();
        give(data, pieces.isEmpty());
    }

    private void next() {
        pieces.remove();
        if (pieces.peek() instanceof Piece.Range(long from, long _)) {
            position = from;
        }
    }

    private void give(ByteBuf data, boolean last) {
        if (last) {
            end();
        }
        client.data(data, last);
    }

    /// Nothing more is sent.
    void end() {
        if (!over) {
            over = true;
            body.release();
            tail.forEach(ByteBuf::release);
            tail.clear();
        }
    }

    /// Something to send.
    sealed interface Piece {
        /// Something of our own, such as the head of a part; one octet a character.
        record Text(String text) implements Piece {}

        /// Octets of the body.
        ///
        /// @param end exclusive, or [#TO_THE_END]
        record Range(long from, long end) implements Piece {}
    }
}
