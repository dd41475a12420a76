package croft.edge.store;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/// The octets of one response, outside the heap, growing while it is received. One thread at a time
/// writes; any number read meanwhile, each what has been written so far.
///
/// Counts references: born with one, freed with the last. Whoever wants to read holds one. A slice
/// holds its own piece of memory, and outlives the body.
public final class StoredBody {
    private static final AtomicIntegerFieldUpdater<StoredBody> REFERENCES =
            AtomicIntegerFieldUpdater.newUpdater(StoredBody.class, "references");

    /// The first piece of a body of unknown length; each later one is as large as all before.
    private static final int FIRST_PIECE = 4 << 10;

    /// Larger pieces would seldom find a place in one run, and save little.
    private static final int LARGEST_PIECE = 256 << 10;

    /// Bytes of heap for a body of one run.
    private static final int HEAP = 48 + 24;

    private static final Run[] NONE = {};

    private final Memory memory;
    private final long expected;

    /// In order, without gaps; changed by the writer alone.
    private volatile Run[] runs = NONE;

    /// Published after the octets and their run.
    private volatile long written;

    private volatile boolean complete;
    private volatile int references = 1;

    private StoredBody(Memory memory, long expected) {
        this.memory = memory;
        this.expected = expected;
    }

    /// An empty body. The caller holds its one reference.
    ///
    /// @param expected octets that will come; -1 if nobody knows. A hint: more or fewer may come
    public static StoredBody create(Memory memory, long expected) {
        return new StoredBody(memory, expected);
    }

    /// A new body that begins with the first octets of another, to be continued; empty if there is
    /// no room.
    ///
    /// @param first on which the caller holds a reference
    /// @param length octets to take of it
    /// @param expected octets that the new one will have, with those; -1 if nobody knows
    public static Optional<StoredBody> join(
            Memory memory, StoredBody first, long length, long expected) {
        StoredBody joined = create(memory, expected);
        for (long at = 0; at < length; ) {
            ByteBuf piece = first.slice(at, (int) Math.min(length - at, LARGEST_PIECE));
            try {
                at += piece.readableBytes();
                if (!joined.append(piece)) {
                    joined.release();
                    return Optional.empty();
                }
            } finally {
                piece.release();
            }
        }
        return Optional.of(joined);
    }

    /// Copies everything that can be read of `data`, and reads it; the caller goes on owning it.
    ///
    /// @return false if there is no room, or one body may not hold as much: then nothing has been
    ///   appended
    public boolean append(ByteBuf data) {
        if (complete) {
            throw new IllegalStateException("appended to a complete body");
        }
        int length = data.readableBytes();
        long from = written;
        if (length == 0) {
            return true;
        }
        if (!grow(from, length)) {
            return false;
        }
        Run[] now = runs;
        int index = indexOf(now, from);
        for (long at = from; data.isReadable(); index++) {
            int piece = (int) Math.min(data.readableBytes(), now[index].end() - at);
            now[index].write(at, data, piece);
            at += piece;
        }
        written = from + length;
        return true;
    }

    /// Octets appended since the beginning; all of them can be read.
    public long written() {
        return written;
    }

    /// Octets that the body will have, -1 if nobody knows.
    long expected() {
        return expected;
    }

    /// Says that nothing more will come, and gives back what was taken too much.
    public void complete() {
        if (complete) {
            return;
        }
        synchronized (this) {
            Run[] now = runs;
            if (now.length > 0) {
                now[now.length - 1].trim(written);
            }
        }
        complete = true;
    }

    public boolean isComplete() {
        return complete;
    }

    /// Takes a reference; false if the body is freed already.
    public boolean acquire() {
        int now = references;
        while (now > 0) {
            if (REFERENCES.compareAndSet(this, now, now + 1)) {
                return true;
            }
            now = references;
        }
        return false;
    }

    /// Gives a reference back; with the last one the memory is free.
    public void release() {
        int left = REFERENCES.decrementAndGet(this);
        if (left < 0) {
            throw new IllegalStateException("a stored body released too often");
        }
        if (left == 0) {
            Run[] last;
            synchronized (this) {
                last = runs;
                runs = NONE;
            }
            for (Run run : last) {
                run.release();
            }
        }
    }

    /// Octets from a position on: one at least, as many as lie together, `max` at most. They belong
    /// to the caller, who releases them; they are not to be written to, and stay when the body
    /// goes.
    ///
    /// @param from below [#written]; the caller holds a reference
    public ByteBuf slice(long from, int max) {
        while (true) {
            Run run = runAt(from);
            if (run.acquire()) {
                return run.slice(from, lengthIn(run, from, max));
            }
        }
    }

    /// Copies octets from a position on behind what `out` holds: as many as are there, `max` at
    /// most.
    ///
    /// @param from not above [#written]; the caller holds a reference
    /// @return how many
    public int copyTo(ByteBuf out, long from, int max) {
        int length = (int) Math.min(max, written - from);
        out.ensureWritable(length);
        for (int copied = 0; copied < length; ) {
            long at = from + copied;
            Run run = runAt(at);
            if (run.acquire()) {
                int piece = lengthIn(run, at, length - copied);
                run.read(at, out, piece);
                run.release();
                copied += piece;
            }
        }
        return length;
    }

    /// Bytes really taken outside the heap.
    long taken() {
        long sum = 0;
        for (Run run : runs) {
            sum += run.taken();
        }
        return sum;
    }

    /// Bytes of heap, roughly.
    int heap() {
        return HEAP + runs.length * (Run.HEAP + 4);
    }

    /// Takes memory for `length` octets behind `from`, all or nothing.
    private boolean grow(long from, int length) {
        Run[] now = runs;
        long begin = now.length == 0 ? from : now[0].start;
        if (from + length - begin > memory.largestObject()) {
            return false;
        }
        long end = now.length == 0 ? from : now[now.length - 1].end();
        if (from + length <= end) {
            return true;
        }
        List<Run> fresh = new ArrayList<>(1);
        while (end < from + length) {
            Run run = memory.take(nextPiece(begin, end, from + length), end);
            if (run == null) {
                fresh.forEach(Run::release);
                return false;
            }
            fresh.add(run);
            end = run.end();
        }
        synchronized (this) {
            now = runs;
            Run[] grown = Arrays.copyOf(now, now.length + fresh.size());
            for (int i = 0; i < fresh.size(); i++) {
                grown[now.length + i] = fresh.get(i);
            }
            runs = grown;
        }
        return true;
    }

    /// How much to take from `end` on, when `needed` is to be reached.
    private int nextPiece(long begin, long end, long needed) {
        long wanted = expected >= needed ? expected - end : Math.max(end - begin, FIRST_PIECE);
        return (int) Math.min(Math.max(wanted, needed - end), LARGEST_PIECE);
    }

    private Run runAt(long position) {
        long limit = written;
        Run[] now = runs;
        if (position < 0 || position >= limit || now.length == 0 || position < now[0].start) {
            throw new IndexOutOfBoundsException(
                    position
                            + " (expected: from "
                            + (now.length == 0 ? limit : now[0].start)
                            + ", below "
                            + limit
                            + ")");
        }
        return now[indexOf(now, position)];
    }

    private int lengthIn(Run run, long from, int max) {
        return (int) Math.min(max, Math.min(run.end(), written) - from);
    }

    private static int indexOf(Run[] runs, long position) {
        int low = 0;
        int high = runs.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (runs[middle].start <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
