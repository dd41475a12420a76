package croft.edge.store;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Compresses whole bodies, once each, so it may take its time: as dense as is worth the
/// milliseconds for the size. On one core of a small server a page takes some, the largest body
/// that is compressed at all about 0.6 s for all three codings together.
@FunctionalInterface
interface Codec {
    int SMALL = 64 << 10;
    int MEDIUM = 1 << 20;

    byte[] compress(byte[] octets);

    /// Gets a codec ready.
    ///
    /// @throws LinkageError if its native library does not load
    static Codec load(Coding coding) {
        return switch (coding) {
            case BR -> {
                Brotli4jLoader.ensureAvailability();
                yield Codec::brotli;
            }
            case ZSTD -> {
                Native.load();
                yield Codec::zstd;
            }
            case GZIP -> Codec::gzip;
        };
    }

    /// 11 takes 65 ms for 64 KiB, 10 about 570 ms for a mebibyte and 4 % more octets, 9 another 8 %
    /// more and 40 ms a mebibyte.
    private static byte[] brotli(byte[] octets) {
        int quality = octets.length <= SMALL ? 11 : octets.length <= MEDIUM ? 10 : 9;
        try {
            return Encoder.compress(
                    octets,
                    new Encoder.Parameters().setQuality(quality).setMode(Encoder.Mode.TEXT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// 19 takes 230 ms for a mebibyte, 12 takes 20 to 35 and gives 7 to 10 % more octets.
    private static byte[] zstd(byte[] octets) {
        return Zstd.compress(octets, octets.length <= MEDIUM ? 19 : 12);
    }

    private static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length / 3 + 64);
        try (GZIPOutputStream gzip =
                new GZIPOutputStream(out, 8 << 10) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            gzip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
