package croft.chat.mattermost;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// A file on its way from one network to another: counts, and keeps to the size that was announced.
/// Read by one thread of the HTTP client, closed by whoever opened it.
final class Uploading extends FilterInputStream {
    private final AtomicLong octets = new AtomicLong();
    private final long most;

    private volatile boolean failed;

    /// @param most how much the server takes
    Uploading(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /// How many octets went.
    long octets() {
        return octets.get();
    }

    /// Whether it is this side that failed: the source, or a file that is larger than announced.
    boolean hasFailed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(into, offset, length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
        if (count > 0 && octets.addAndGet(count) > most) {
            failed = true;
            throw new IOException("larger than the server takes, " + most + " octets");
        }
        return count;
    }
}
