package croft.site.store;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.Encoder.Parameters;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import croft.site.content.Coding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Encodes a file as densely as it goes: it is done once, and sent for as long as the file lives.
@FunctionalInterface
interface Encoder {
    /// A form that saves less is not worth its place, nor what decoding costs visitors.
    int SAVED_PERCENT = 5;

    /// A window is no larger than the file needs: visitors must set that much memory aside. 8 MiB
    /// is the most that browsers take (RFC 9659 §3). Of a file of 8 MiB either form is 1 to 3 %
    /// longer than with the largest window, and takes less than 40 MiB to make instead of 70 and
    /// 97.
    int SMALLEST_WINDOW_LOG = 16;

    int BROTLI_WINDOW_LOG = 20;
    int ZSTD_WINDOW_LOG = 22;

    int PIECE = 64 << 10;

    /// What encodes as it is written to, and ends when it is closed.
    OutputStream encoding(OutputStream to, long size) throws IOException;

    /// Gets a coding ready.
    ///
    /// @throws LinkageError if its native library does not load
    static Encoder load(Coding coding) {
        return switch (coding) {
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                yield Encoder::brotli;
            }
            case ZSTD -> {
                Native.load();
                yield Encoder::zstd;
            }
            case GZIP -> Encoder::gzip;
        };
    }

    /// All of `from`, encoded, if that is worth keeping.
    ///
    /// @param size of what comes, in octets
    default Optional<byte[]> encode(InputStream from, long size) throws IOException {
        Bounded bounded = new Bounded(size - size * SAVED_PERCENT / 100);
        try (OutputStream encoding = encoding(bounded, size)) {
            byte[] piece = new byte[PIECE];
            for (int n = from.read(piece); n >= 0 && !bounded.isFull(); n = from.read(piece)) {
                encoding.write(piece, 0, n);
            }
        }
        return bounded.isFull() ? Optional.empty() : Optional.of(bounded.toByteArray());
    }

    private static OutputStream brotli(OutputStream to, long size) throws IOException {
        Parameters parameters =
                new Parameters()
                        .setQuality(11)
                        .setMode(Mode.GENERIC)
                        .setWindow(windowLog(size, BROTLI_WINDOW_LOG));
        return new BrotliOutputStream(to, parameters, PIECE);
    }

    private static OutputStream zstd(OutputStream to, long size) throws IOException {
        int log = windowLog(size, ZSTD_WINDOW_LOG);
        return new ZstdOutputStreamNoFinalizer(to, 19)
                .setWindowLog(log)
                .setChainLog(log) // else both tables are made for a file of any length
                .setHashLog(log - 1);
    }

    private static OutputStream gzip(OutputStream to, long size) throws IOException {
        return new GZIPOutputStream(to, PIECE) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        };
    }

    private static int windowLog(long size, int largest) {
        int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
        return Math.clamp(log, SMALLEST_WINDOW_LOG, largest);
    }

    /// Keeps what is written, until it is too much.
    final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final long most;
        private boolean full;

        Bounded(long most) {
            this.most = most;
        }

        boolean isFull() {
            return full;
        }

        byte[] toByteArray() {
            return kept.toByteArray();
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int at, int length) {
            full |= kept.size() + length > most;
            if (full) {
                kept.reset();
            } else {
                kept.write(octets, at, length);
            }
        }
    }
}
