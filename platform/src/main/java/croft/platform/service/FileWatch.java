package croft.platform.service;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until a file may have changed. Its folder is watched rather than the file, as editors and
/// deployments rename a new file over the old one; and where events do not come, a look is due
/// every `rescan` all the same.
final class FileWatch implements AutoCloseable {
    /// Editors write in several steps, which shall count as one.
    private static final Duration SETTLING = Duration.ofMillis(50);

    /// A file that never rests is read at least every half second.
    private static final int MOST_STEPS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path file;
    private final Duration rescan;
    private final Optional<WatchService> service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable WatchKey key;

    private FileWatch(Path file, Duration rescan, Optional<WatchService> service) {
        this.file = file.toAbsolutePath();
        this.rescan = rescan;
        this.service = service;
        register();
    }

    static FileWatch of(Path file, Duration rescan) {
        try {
            return new FileWatch(file, rescan, Optional.of(file.getFileSystem().newWatchService()));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("no file events ({}); looking every {} s", e, rescan.toSeconds());
            return new FileWatch(file, rescan, Optional.empty());
        }
    }

    /// Returns when a look is due.
    ///
    /// @return false after [#close()]
    boolean await() {
        try {
            if (service.isEmpty()) {
                return !closed.await(rescan.toMillis(), TimeUnit.MILLISECONDS);
            }
            register();
            awaitEvent(service.get());
            return closed.getCount() > 0;
        } catch (ClosedWatchServiceException | InterruptedException _) {
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        service.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("file events could not be closed: {}", e.toString());
            }
        });
    }

    private void awaitEvent(WatchService events) throws InterruptedException {
        Duration patience = rescan;
        for (int step = 0; step < MOST_STEPS; step++) {
            WatchKey signalled = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (signalled == null) {
                return;
            }
            boolean ours = signalled.pollEvents().stream().anyMatch(this::concerns);
            signalled.reset();
            if (ours) {
                patience = SETTLING;
            }
        }
    }

    private boolean concerns(WatchEvent<?> event) {
        return event.kind().equals(OVERFLOW)
                || (event.context() instanceof Path changed && changed.equals(file.getFileName()));
    }

    /// Watches the folder, also one that went and came back.
    private void register() {
        Path folder = file.getParent();
        if (service.isEmpty() || folder == null || (key != null && key.isValid())) {
            return;
        }
        try {
            key = folder.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (IOException | UnsupportedOperationException _) {
            // There is no folder now; the next look says so, and the one after tries again.
            key = null;
        }
    }
}
