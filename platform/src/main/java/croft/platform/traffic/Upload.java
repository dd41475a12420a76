package croft.platform.traffic;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A request's body on its way from the event loop to the virtual thread that reads it.
///
/// Until the first read nothing is asked of the client, so a request that is refused costs what one
/// read of the socket holds. From then on the socket is read while less than [#BOUND] waits here:
/// whoever sends faster than the disk writes is slowed down, and whoever sends slowly holds nothing
/// but a thread.
final class Upload extends InputStream {
    /// Two or three turns of a fast network while the disk is busy.
    private static final int BOUND = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int at;
    private int waiting;
    private boolean started;
    private boolean starved;
    private boolean asked;
    private boolean complete;
    private boolean closed;
    private @Nullable String broken;
    private Runnable wanted = () -> {};

    /// Says whom to tell when more is wanted of the client. Before anything else is called.
    void whenWanted(Runnable told) {
        wanted = told;
    }

    /// Takes a piece; on the event loop.
    void add(ByteBuf piece) {
        lock.lock();
        try {
            if (closed || !piece.isReadable()) {
                return;
            }
            byte[] octets = new byte[piece.readableBytes()];
            piece.readBytes(octets);
            pieces.add(octets);
            waiting += octets.length;
            starved = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The body has ended as it should.
    void complete() {
        lock.lock();
        try {
            complete = true;
            starved = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// No more will come, though it should.
    void breakOff(String reason) {
        lock.lock();
        try {
            if (!complete && broken == null) {
                broken = reason;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the client has been asked for the body, or has sent some; true from the first call
    /// on.
    boolean wasAsked() {
        lock.lock();
        try {
            boolean before = asked || complete || waiting > 0;
            asked = true;
            return before;
        } finally {
            lock.unlock();
        }
    }

    /// Whether the socket is to be read.
    boolean wantsMore() {
        lock.lock();
        try {
            return closed || (started && waiting < BOUND);
        } finally {
            lock.unlock();
        }
    }

    /// Whether the reader waits for the client.
    boolean isStarved() {
        lock.lock();
        try {
            return starved;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        boolean wants;
        int read;
        lock.lock();
        try {
            while (pieces.isEmpty()) {
                if (complete || closed) {
                    return -1;
                }
                if (broken != null) {
                    throw new ClientGone(broken);
                }
                if (!starved) {
                    started = true;
                    starved = true;
                    wanted.run();
                }
                changed.await();
            }
            byte[] first = pieces.getFirst();
            read = Math.min(length, first.length - at);
            System.arraycopy(first, at, into, offset, read);
            at += read;
            if (at == first.length) {
                pieces.removeFirst();
                at = 0;
            }
            wants = (waiting >= BOUND && waiting - read < BOUND) || !started;
            waiting -= read;
            started = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server ends");
        } finally {
            lock.unlock();
        }
        if (wants) {
            wanted.run();
        }
        return read;
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is here and what comes.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pieces.clear();
            waiting = 0;
            at = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
