package croft.edge.logfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compresses files one after the other on a thread of its own, which exists while there is
/// something to do. Slowly: two MiB a second cost a few hundredths of a processor, and a log that
/// grows faster than that for long is deleted by its bound before anybody reads it.
final class Compressor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compressor.class);
    private static final int PIECE = 64 * 1024;
    private static final Duration REST = Duration.ofMillis(31);

    private final Set<Path> waiting = new LinkedHashSet<>();
    private @Nullable Thread worker;

    static Path compressed(Path plain) {
        return plain.resolveSibling(plain.getFileName() + ".gz");
    }

    /// Has a file compressed; in its place comes one with `.gz` behind its name.
    synchronized void add(Path plain) {
        if (waiting.add(plain) && worker == null) {
            worker = Thread.ofVirtual().name("access-log-compressor").start(this::work);
        }
    }

    /// Leaves off; what is compressed halfway stays as it was. Waits until that is so.
    @Override
    public void close() {
        Thread busy = worker();
        if (busy != null) {
            busy.interrupt();
            try {
                busy.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable Thread worker() {
        return worker;
    }

    private void work() {
        for (Path plain = next(null); plain != null; plain = next(plain)) {
            try {
                compress(plain);
            } catch (NoSuchFileException _) {
                // deleted by the bound meanwhile
            } catch (InterruptedException | ClosedByInterruptException _) {
                end();
                return;
            } catch (IOException e) {
                LOG.warn("access log: {} cannot be compressed: {}", plain, e.toString());
            }
        }
    }

    private synchronized void end() {
        waiting.clear();
        worker = null;
    }

    private synchronized @Nullable Path next(@Nullable Path done) {
        if (done != null) {
            waiting.remove(done);
        }
        if (waiting.isEmpty()) {
            worker = null;
            return null;
        }
        return waiting.iterator().next();
    }

    private static void compress(Path plain) throws IOException, InterruptedException {
        Path part = plain.resolveSibling(plain.getFileName() + ".gz.part");
        try {
            try (InputStream in = Files.newInputStream(plain);
                    OutputStream out = new Swift(Files.newOutputStream(part))) {
                byte[] piece = new byte[PIECE];
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    out.write(piece, 0, n);
                    Thread.sleep(REST);
                }
            }
            // its age is that of its lines
            Files.setLastModifiedTime(part, Files.getLastModifiedTime(plain));
            Files.move(part, compressed(plain), StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(plain);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// At the level that takes least time: lines are so much alike that others gain little.
    private static final class Swift extends GZIPOutputStream {
        Swift(OutputStream out) throws IOException {
            super(out, PIECE);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
