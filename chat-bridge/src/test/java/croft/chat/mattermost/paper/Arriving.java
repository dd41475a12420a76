package croft.chat.mattermost.paper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/// The body of a request while it arrives: filled by the event loop, read by the thread that
/// answers. It holds 256 KiB at most; then the connection is not read from until some of it was
/// taken.
final class Arriving extends InputStream {
    private static final int MOST = 256 * 1024;

    private final Deque<byte[]> parts = new ArrayDeque<>();
    private final Flow flow;
    private int waiting;
    private int position;
    private boolean complete;
    private boolean broken;
    private boolean unwanted;

    Arriving(Flow flow) {
        this.flow = flow;
    }

    /// Event loop.
    synchronized void add(byte[] part) {
        if (part.length == 0 || unwanted) {
            return;
        }
        parts.add(part);
        waiting += part.length;
        if (waiting > MOST) {
            flow.read(false);
        }
        notifyAll();
    }

    /// Event loop.
    synchronized void end(boolean whole) {
        complete = whole;
        broken = !whole && !complete;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        try {
            while (parts.isEmpty() && !complete && !broken) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (parts.isEmpty()) {
            if (broken) {
                throw new IOException("the client went away amid its request");
            }
            return -1;
        }
        byte[] first = parts.getFirst();
        int taken = Math.min(length, first.length - position);
        System.arraycopy(first, position, into, offset, taken);
        position += taken;
        waiting -= taken;
        if (position == first.length) {
            parts.removeFirst();
            position = 0;
        }
        if (waiting <= MOST / 2) {
            flow.read(true);
        }
        return taken;
    }

    /// Whatever still comes is dropped.
    @Override
    public synchronized void close() {
        unwanted = true;
        parts.clear();
        waiting = 0;
        flow.read(true);
    }

    /// Whether more is read from the connection.
    interface Flow {
        void read(boolean more);
    }
}
