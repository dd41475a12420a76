package croft.stack.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What one process writes, in a file that begins anew when it is full; the two before it are kept.
/// Written by one thread per process, read by others.
final class LogFile {
    /// Enough to look back over days of a quiet server, and never a full disk: 30 MB for each
    /// process.
    static final long LIMIT = 10_000_000;

    private static final int KEPT = 2;
    private static final int TAIL = 16_384;

    private final Path file;
    private final long limit;
    private long size;

    LogFile(Path file, long limit) throws IOException {
        this.file = file;
        this.limit = limit;
        this.size = Files.exists(file) ? Files.size(file) : 0;
    }

    Path path() {
        return file;
    }

    /// Copies until the stream ends. Runs on a platform thread: a read from a pipe would hold a
    /// virtual thread's carrier for the life of the process.
    void copy(String name, InputStream output) {
        Thread.ofPlatform()
                .daemon()
                .name("log-" + name)
                .start(() -> {
                    byte[] buffer = new byte[8192];
                    try (output) {
                        for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                            append(buffer, n);
                        }
                    } catch (IOException e) {
                        // The process is gone, or the disk is full: there is nowhere to say so.
                    }
                });
    }

    synchronized void append(byte[] bytes, int length) throws IOException {
        if (size > 0 && size + length > limit) {
            rotate();
        }
        try (OutputStream out =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(bytes, 0, length);
        }
        size += length;
    }

    /// The last lines, oldest first.
    synchronized List<String> tail(int lines) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - TAIL));
            byte[] end = new byte[(int) Math.min(TAIL, in.length())];
            in.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        }
    }

    private void rotate() throws IOException {
        for (int i = KEPT; i > 0; i--) {
            Path from = i == 1 ? file : numbered(i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        size = 0;
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
