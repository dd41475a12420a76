package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// An archive as it arrives: counted, bounded in size and time. Remembers a failure of the
/// sender's, which is nothing to tell the sender about the archive.
final class ArchiveBody extends InputStream {
    private final InputStream from;
    private final Bounds bounds;
    private final InstantSource clock;
    private final Instant end;
    private long count;
    private @Nullable IOException failure;

    ArchiveBody(InputStream from, Bounds bounds, InstantSource clock) {
        this.from = from;
        this.bounds = bounds;
        this.clock = clock;
        this.end = clock.instant().plus(bounds.patience());
    }

    /// How much has arrived.
    long count() {
        return count;
    }

    @Nullable IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        checkTime();
        int n;
        try {
            n = from.read(to, at, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        count += Math.max(0, n);
        if (count > bounds.archiveOctets()) {
            throw new Stop(
                    Finding.ofWhole(
                            "the archive is longer than " + bounds.archiveOctets() + " octets",
                            "at most that many",
                            "publish less, upload only what changed, or raise the limit"));
        }
        return n;
    }

    /// Called for what takes its time without reading, too.
    void checkTime() throws Stop {
        if (clock.instant().isAfter(end)) {
            throw new Stop(
                    Finding.ofWhole(
                            "unpacking took longer than " + bounds.patience().toSeconds() + " s",
                            "at most that long",
                            "upload only what changed, or raise the limit"));
        }
    }
}
