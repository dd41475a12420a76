package croft.site.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A body that may be so long and take so much time, and no more.
final class Metered extends FilterInputStream {
    private final long limit;
    private final Duration patience;
    private final Instant end;
    private final InstantSource clock;
    private long count;

    Metered(InputStream in, long limit, Duration patience, InstantSource clock) {
        super(in);
        this.limit = limit;
        this.patience = patience;
        this.end = clock.instant().plus(patience);
        this.clock = clock;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count += Math.max(0, read);
        if (count > limit) {
            throw new TooMuch(
                    "more than " + limit + " octets (expected: at most that many)", false);
        }
        if (read >= 0 && clock.instant().isAfter(end)) {
            throw new TooMuch(
                    "not sent within "
                            + patience.toMinutes()
                            + " minutes (expected: a faster connection, or smaller pieces)",
                    true);
        }
        return read;
    }

    /// A body that went over its bounds.
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        private final boolean time;

        TooMuch(String message, boolean time) {
            super(message);
            this.time = time;
        }

        boolean isTime() {
            return time;
        }
    }
}
