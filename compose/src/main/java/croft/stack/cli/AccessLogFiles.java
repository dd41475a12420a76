package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The edge's access log on disk: the file that is written to, and those before it, which may be
/// compressed.
final class AccessLogFiles {
    /// What is read at a time of what is written meanwhile.
    private static final int PIECE = 256 * 1024;

    private final Path folder;
    private final Path current;

    private AccessLogFiles(Path folder) {
        this.folder = folder;
        this.current = folder.resolve("access.log");
    }

    /// The log of a stack.
    ///
    /// @throws CannotStart if there is none
    static AccessLogFiles of(DataFolder data) throws IOException, CannotStart {
        Path folder = data.state("edge-proxy").resolve("access-log");
        var files = new AccessLogFiles(folder);
        if (files.newestFirst().isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    folder
                            + " holds no access log (expected: that of a croft up whose croft.yml does"
                            + " not send it elsewhere by \"access-log: { to: … }\")");
        }
        return files;
    }

    /// The last lines that `wanted` takes, oldest first.
    List<String> last(int lines, Predicate<String> wanted) throws IOException {
        Deque<String> found = new ArrayDeque<>();
        for (Path file : newestFirst()) {
            if (found.size() >= lines) {
                break;
            }
            List<String> older = lastOf(file, lines - found.size(), wanted);
            Collections.reverse(older);
            older.forEach(found::addFirst);
        }
        return List.copyOf(found);
    }

    private static List<String> lastOf(Path file, int lines, Predicate<String> wanted)
            throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (InputStream plain = Files.newInputStream(file);
                InputStream octets =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain;
                var reader =
                        new BufferedReader(
                                new InputStreamReader(octets, StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (wanted.test(line)) {
                    last.addLast(line);
                    if (last.size() > lines) {
                        last.removeFirst();
                    }
                }
            }
        } catch (NoSuchFileException _) {
            // compressed or deleted meanwhile
        }
        return new ArrayList<>(last);
    }

    private List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(AccessLogFiles::holdsLines).toList();
            List<Path> old =
                    all.stream()
                            .filter(file -> !all.contains(Path.of(file + ".gz")))
                            .filter(file -> !file.equals(current))
                            .sorted(Comparator.comparing(AccessLogFiles::time).reversed())
                            .toList();
            var ordered = new ArrayList<>(old);
            if (all.contains(current)) {
                ordered.addFirst(current);
            }
            return ordered;
        }
    }

    private static boolean holdsLines(Path file) {
        return file.getFileName().toString().matches("access(-[0-9TZ-]+)?\\.log(\\.gz)?");
    }

    /// The second file of a second has `-2` behind its time.
    private static String time(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.log(\\.gz)?$", "");
        String[] parts = name.split("-", -1);
        return parts[1] + String.format("%6s", parts.length > 2 ? parts[2] : "1");
    }

    /// What is written from here on, over every new beginning of the file.
    Following follow() throws IOException {
        return new Following();
    }

    /// A place in the log that moves on.
    final class Following implements AutoCloseable {
        private @Nullable RandomAccessFile file;
        private @Nullable Object key;

        private Following() throws IOException {
            open();
            if (file != null) {
                file.seek(file.length());
            }
        }

        /// Gives every whole line that has come since the last call.
        void next(Consumer<String> line) throws IOException {
            boolean moved = !Objects.equals(key, key());
            if (file != null) {
                read(file, line);
            }
            if (moved) {
                close();
                open();
                if (file != null) {
                    read(file, line);
                }
            }
        }

        private static void read(RandomAccessFile from, Consumer<String> line) throws IOException {
            byte[] piece = new byte[PIECE];
            while (true) {
                long start = from.getFilePointer();
                if (from.length() < start) {
                    // somebody has emptied it
                    from.seek(0);
                    start = 0;
                }
                int length = Math.max(0, from.read(piece));
                int end = length;
                while (end > 0 && piece[end - 1] != '\n') {
                    end--;
                }
                from.seek(start + end);
                if (end == 0) {
                    return;
                }
                new String(piece, 0, end, StandardCharsets.US_ASCII).lines().forEach(line);
            }
        }

        private void open() throws IOException {
            key = key();
            file = key == null ? null : new RandomAccessFile(current.toFile(), "r");
        }

        private @Nullable Object key() throws IOException {
            try {
                return Files.readAttributes(current, BasicFileAttributes.class).fileKey();
            } catch (NoSuchFileException _) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
