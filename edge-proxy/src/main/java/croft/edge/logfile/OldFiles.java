package croft.edge.logfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files before the current one: named by the time at which they ended, compressed after a
/// while but for the last of them, and deleted when they are too old or too many.
final class OldFiles implements AutoCloseable {
    /// `access-20261122T100000Z.log`, another one of the same second with `-2`; and what becomes of
    /// them.
    private static final Pattern NAME =
            Pattern.compile("access-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?\\.log(\\.gz)?(\\.part)?");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// How long a file stays as it is: under a flood it is deleted by the bound before that, and
    /// was not compressed in vain.
    static final Duration PLAIN = Duration.ofMinutes(1);

    private final Path folder;
    private final long size;
    private final Duration keep;
    private final Compressor compressor = new Compressor();

    OldFiles(Path folder, long size, Duration keep) {
        this.folder = folder;
        this.size = size;
        this.keep = keep;
    }

    /// The name for a file that ends now.
    Path next(Instant now) {
        String name = "access-" + TIME.format(now);
        Path path = folder.resolve(name + ".log");
        for (int i = 2; Files.exists(path) || Files.exists(Compressor.compressed(path)); i++) {
            path = folder.resolve(name + "-" + i + ".log");
        }
        return path;
    }

    /// Deletes what is not kept, and compresses what is to be. To be called each [#PLAIN].
    void tidy(Instant now) throws IOException {
        List<Old> newestFirst = list();
        long taken = 0;
        boolean last = true;
        for (Old file : newestFirst) {
            taken += file.size();
            if (taken > size || file.ended().plus(keep).isBefore(now)) {
                Files.deleteIfExists(file.path());
            } else if (file.isPlain() && !last && file.ended().plus(PLAIN).isBefore(now)) {
                compressor.add(file.path());
            }
            last = false;
        }
    }

    /// Leaves off compressing; goes on with the next [#tidy(Instant)].
    @Override
    public void close() {
        compressor.close();
    }

    private List<Old> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Old> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                if (NAME.matcher(path.getFileName().toString()).matches()) {
                    Old.of(path, found);
                }
            }
        }
        found.sort(Comparator.comparing(Old::ended).thenComparing(Old::path).reversed());
        return found;
    }

    /// A file before the current one.
    ///
    /// @param ended when its last line was written
    private record Old(Path path, long size, Instant ended) {
        /// Adds it to `files`, unless it has just gone.
        static void of(Path path, List<Old> files) throws IOException {
            try {
                files.add(
                        new Old(
                                path,
                                Files.size(path),
                                Files.getLastModifiedTime(path).toInstant()));
            } catch (NoSuchFileException _) {
                // compressed meanwhile
            }
        }

        boolean isPlain() {
            return path.toString().endsWith(".log");
        }
    }
}
