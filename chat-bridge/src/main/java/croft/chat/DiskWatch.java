package croft.chat;

import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.platform.service.ServiceEnvironment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

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
    private final DataSource database;

    DiskWatch(ServiceEnvironment environment, DataSource database) {
        folder = environment.state();
        this.database = database;
    }

    /// Looks once.
    void look() throws IOException, SQLException {
        FileStore store = Files.getFileStore(folder);
        long total = store.getTotalSpace();
        if (total > 0) {
            look(total, store.getUsableSpace());
        }
    }

    /// @param total octets, more than none
    /// @param usable of them
    void look(long total, long usable) throws SQLException {
        long percent = 100 - usable * 100 / total;
        boolean told = isTold();
        if (!told && percent >= FILLING_PERCENT) {
            say(
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
            say(new Event(EASED, SUBJECT, List.of()));
        }
    }

    private boolean isTold() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return FILLING.equals(Journal.newest(connection, List.of(FILLING, EASED)).get(SUBJECT));
        }
    }

    private void say(Event event) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Journal.append(connection, event);
            connection.commit();
        }
    }
}
