package croft.wiki.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether there was anything in the folder of a wiki when it was looked at last, over restarts: a
/// disk that is not mounted yet when the machine starts looks like a wiki that was emptied.
///
/// @param file in the state of this service; there as long as there was something
record LastSeen(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(LastSeen.class);

    boolean wasEmpty() {
        return !Files.exists(file);
    }

    void note(boolean empty) {
        try {
            if (empty) {
                Files.deleteIfExists(file);
            } else if (wasEmpty()) {
                Files.createDirectories(file.getParent());
                Files.createFile(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", file, e.toString());
        }
    }
}
