package croft.site.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// What comes out of an archive's compression, bounded by what went in: a small archive that holds
/// very much is an attack. Failures of the decompressor become findings.
final class Unpacked extends InputStream {
    /// What text of the most monotonous kind is compressed by, a few times over.
    static final int RATIO = 200;

    /// Below this, nothing is suspicious: it is little work.
    static final long FREE = 10 << 20;

    private final Opening opening;
    private final ArchiveBody body;
    private final long limit;
    private @Nullable InputStream in;
    private long count;

    Unpacked(Opening opening, ArchiveBody body, long limit) {
        this.opening = opening;
        this.body = body;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        int n;
        try {
            if (in == null) {
                in = opening.open();
            }
            n = in.read(to, at, length);
        } catch (Stop e) {
            throw e;
        } catch (EOFException e) {
            throw passOn(e, Stop.cutShort(""));
        } catch (ZipException e) {
            throw passOn(e, Stop.damaged("", "the gzip stream is damaged: " + e.getMessage()));
        } catch (IOException e) {
            throw passOn(e, ofZstd(e));
        }
        count += Math.max(0, n);
        check(count, body.count(), limit);
        return n;
    }

    /// @param in octets of the archive so far
    static void check(long out, long in, long limit) throws Stop {
        if (out > limit) {
            throw new Stop(
                    Finding.ofWhole(
                            "the archive holds more than " + limit + " octets",
                            "at most that many",
                            "publish less, or raise the limit"));
        }
        if (out > FREE && out / RATIO > in) {
            throw new Stop(
                    Finding.ofWhole(
                            "the archive holds more than " + RATIO + " times its own size",
                            "a site, compressed as usual",
                            "pack it without compression"));
        }
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }

    private IOException passOn(IOException e, Stop stop) {
        IOException sender = body.failure();
        return sender == null ? stop : e;
    }

    private static Stop ofZstd(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Truncated") || message.contains("truncated")) {
            return Stop.cutShort("");
        }
        if (message.contains("too much memory")) {
            return new Stop(
                    Finding.ofWhole(
                            "unpacking zstd needs too much memory",
                            "a window of at most " + (1 << Archives.ZSTD_WINDOW_LOG) + " octets",
                            "compress with zstd -19 or a lower level, without --long"));
        }
        return Stop.damaged("", "the compressed stream is damaged: " + message);
    }

    /// Makes the decompressor, which may read the start of the archive.
    interface Opening {
        InputStream open() throws IOException;
    }
}
