package croft.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is appended is there once its transaction commits, whole, and in the order of the ids.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTest {
    private final JournalDatabase database;

    JournalTest(@TempDir Path folder) throws Exception {
        database = new JournalDatabase(folder.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @Test
    void keepsEveryPartOfAnEvent() throws SQLException {
        Event event =
                new Event(
                        "certificate.stored",
                        "bücher.localhost",
                        List.of("a", "b,\"c\"", "{}"),
                        Map.of("serial", "00ff", "quote\"", "back\\slash"));
        try (Connection connection = database.connect()) {
            long id = Journal.append(connection, event);
            List<RecordedEvent> found = Journal.after(connection, id - 1, 10);
            assertThat(found).first().extracting(RecordedEvent::event).isEqualTo(event);
            assertThat(found.getFirst().id()).isEqualTo(id);
        }
    }

    @Test
    void forgetsAnAppendThatIsRolledBack() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long id = Journal.append(connection, new Event("a.b", "rolled back", List.of()));
            connection.rollback();
            assertThat(Journal.after(connection, id - 1, 10)).isEmpty();
        }
    }

    @Test
    void makesALaterAppenderWaitForTheFirstToEnd() throws Exception {
        try (Connection first = database.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            first.setAutoCommit(false);
            long one = Journal.append(first, new Event("a.b", "first", List.of()));
            Future<Long> two =
                    threads.submit(() -> database.append(new Event("a.b", "second", List.of())));
            Eventually.eventually(
                    "the second waits for the lock",
                    () ->
                            database.query(
                                            "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                    .equals("1"));
            assertThat(two.isDone()).isFalse();
            first.commit();
            assertThat(two.get()).isGreaterThan(one);
        }
    }

    /// Twenty appenders, some of which roll back, and a reader that always asks for what comes
    /// after the newest it has seen: it must see all.
    @Test
    void letsAReaderSkipNothingWhileManyAppend() throws Exception {
        int appenders = 20;
        int each = 25;
        ConcurrentLinkedQueue<Long> committed = new ConcurrentLinkedQueue<>();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch ready = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Long>> reader =
                    threads.submit(() -> {
                        List<Long> seen = new ArrayList<>();
                        try (Connection connection = database.connect()) {
                            long position = Journal.head(connection);
                            ready.countDown();
                            boolean last;
                            do {
                                last = done.get();
                                for (var event : Journal.after(connection, position, 7)) {
                                    position = event.id();
                                    seen.add(position);
                                    last = false;
                                }
                            } while (!last);
                        }
                        return seen;
                    });
            ready.await();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int a = 0; a < appenders; a++) {
                int appender = a;
                tasks.add(() -> {
                    try (Connection connection = database.connect()) {
                        connection.setAutoCommit(false);
                        for (int i = 0; i < each; i++) {
                            long id =
                                    Journal.append(
                                            connection, new Event("a.b", "s", List.of("k" + i)));
                            if ((appender + i) % 5 == 0) {
                                connection.rollback();
                            } else {
                                connection.commit();
                                committed.add(id);
                            }
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
            done.set(true);
            assertThat(reader.get()).isSorted().containsExactlyInAnyOrderElementsOf(committed);
        }
    }

    @Test
    void prunesWhatIsOldAndKeepsTheFloor() throws SQLException {
        long old = database.append(new Event("a.b", "old", List.of()));
        long recent = database.append(new Event("a.b", "recent", List.of()));
        database.execute(
                "update platform.event set at = at - interval '8 days' where id <= " + old);
        try (Connection connection = database.as("certs").connect("test")) {
            assertThat(Journal.prune(connection, Duration.ofDays(7))).isPositive();
            assertThat(Journal.floor(connection)).isEqualTo(recent - 1);
            assertThat(Journal.after(connection, 0, 10))
                    .extracting(RecordedEvent::id)
                    .startsWith(recent);
            assertThat(Journal.prune(connection, Duration.ofDays(7))).isZero();
            assertThat(Journal.floor(connection)).isEqualTo(recent - 1);
            assertThatThrownBy(() -> Journal.prune(connection, Duration.ZERO))
                    .hasMessageContaining("expected: a positive duration");
        }
    }

    @Test
    void keepsTheHeadWhenEverythingIsPruned() throws SQLException {
        long newest = database.append(new Event("a.b", "newest", List.of()));
        database.execute("update platform.event set at = at - interval '8 days'");
        try (Connection connection = database.as("certs").connect("test")) {
            Journal.prune(connection, Duration.ofDays(7));
            assertThat(Journal.head(connection)).isEqualTo(newest);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Bad', 's', '{}', '{}'",
                "'a.b', '', '{}', '{}'",
                "'a.b', 's', '{\"\"}', '{}'",
                "'a.b', 's', '{null}', '{}'",
                "'a.b', 's', array[repeat('k', 254)], '{}'",
                "'a.b', 's', array_fill('k'::text, array[1001]), '{}'",
                "'a.b', 's', '{}', '[]'",
                "'a.b', 's', '{}', '{\"a\": 1}'",
                "'a.b', 's', '{}', jsonb_build_object('a', repeat('v', 4000))",
                "'a.b', null, '{}', '{}'",
                "'a.b', 's', null, '{}'",
                "'a.b', 's', '{}', null"
            })
    void letsNobodyAppendWhatAReaderCouldNotRead(String arguments) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() ->
                            statement.execute("select platform.append_event(" + arguments + ")"))
                    .isInstanceOf(SQLException.class);
        }
    }
}
