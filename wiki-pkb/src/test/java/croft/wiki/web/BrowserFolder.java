package croft.wiki.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Where a Chromium keeps what it keeps. Not JUnit's: some of its processes are nobody's children
/// and write for a moment after it has ended, and a folder that is written to cannot be deleted at
/// the first try.
record BrowserFolder(Path path) implements AutoCloseable {
    private static final int TRIES = 100;
    private static final int PAUSE_MILLIS = 100;

    static BrowserFolder create() throws IOException {
        return new BrowserFolder(Files.createTempDirectory("croft-browser"));
    }

    /// @throws UncheckedIOException if the folder is still written to after ten seconds
    @Override
    public void close() {
        for (int left = TRIES; ; left--) {
            try {
                delete();
                return;
            } catch (IOException | UncheckedIOException e) {
                if (left == 0) {
                    throw new UncheckedIOException(new IOException(path + " stays", e));
                }
                pause();
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
