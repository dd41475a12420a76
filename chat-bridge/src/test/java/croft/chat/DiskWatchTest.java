package croft.chat;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.Events;
import croft.chat.ledger.LedgerDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
    private static final long TOTAL = 100L << 30;

    @Test
    void tellsOnceThatTheDiskFillsAndOnceThatThereIsRoomAgain() throws Exception {
        try (LedgerDatabase database = new LedgerDatabase()) {
            DiskWatch watch = new DiskWatch(Path.of("."), new Events(database.tables()));
            watch.look(TOTAL, 11L << 30);
            assertThat(told(database)).isEmpty();
            watch.look(TOTAL, 9L << 30);
            watch.look(TOTAL, 8L << 30);
            watch.look(TOTAL, 12L << 30);
            assertThat(told(database)).containsExactly("disk.filling|data|91|9216 MiB");
            watch.look(TOTAL, 16L << 30);
            watch.look(TOTAL, 50L << 30);
            assertThat(told(database)).hasSize(2).last().asString().startsWith("disk.eased|data|");
            watch.look(TOTAL, 1L << 30);
            assertThat(told(database)).hasSize(3);
        }
    }

    private static List<String> told(LedgerDatabase database) throws SQLException {
        return database.rows(
                "select kind, subject, attributes->>'percent', attributes->>'free'"
                        + " from platform.event where kind like 'disk.%' order by id");
    }
}
