package croft.chat;

import croft.chat.ledger.Events;
import croft.chat.ledger.LedgerAway;
import croft.platform.journal.Event;
import croft.platform.service.ServiceEnvironment;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Says in the journal when the disk that Croft's data are on fills up, and when there is room
/// again.
@Singleton
final class DiskWatch {
    static final Duration EVERY = Duration.ofMinutes(5);

    private static final int FILLING_PERCENT = 90;

    /// Below the other by so much that a log which is rotated does not tell every hour.
    private static final int EASED_PERCENT = 85;

    private static final String SUBJECT = "data";
    private static final String FILLING = "disk.filling";
    private static final String EASED = "disk.eased";

    private final Path folder;
    private final Events events;

    @Inject
    DiskWatch(ServiceEnvironment environment, Events events) {
        this(environment.state(), events);
    }

    DiskWatch(Path folder, Events events) {
        this.folder = folder;
        this.events = events;
    }

    /// Looks once.
    void look() throws IOException, LedgerAway {
        FileStore store = Files.getFileStore(folder);
        long total = store.getTotalSpace();
        if (total > 0) {
            look(total, store.getUsableSpace());
        }
    }

    /// @param total octets, more than none
    /// @param usable of them
    void look(long total, long usable) throws LedgerAway {
        long percent = 100 - usable * 100 / total;
        boolean told = isTold();
        if (!told && percent >= FILLING_PERCENT) {
            events.tell(
                    new Event(
                            FILLING,
                            SUBJECT,
                            List.of(),
                            Map.of(
                                    "percent",
                                    Long.toString(percent),
                                    "free",
                                    (usable >> 20) + " MiB")));
        } else if (told && percent < EASED_PERCENT) {
            events.tell(new Event(EASED, SUBJECT, List.of()));
        }
    }

    private boolean isTold() throws LedgerAway {
        return FILLING.equals(events.newest(List.of(FILLING, EASED)).get(SUBJECT));
    }
}
