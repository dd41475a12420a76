package croft.platform.journal;

import static croft.platform.journal.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A reader hears of everything, whatever happens to its connection, its server or its process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalReaderTest {
    private final JournalDatabase database;
    private ReaderName name = new ReaderName("unnamed");
    private int number;

    JournalReaderTest(@TempDir Path folder) throws Exception {
        database = new JournalDatabase(folder.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void namesTheReader(TestInfo test) throws SQLException {
        number++;
        name = new ReaderName("reader." + number);
        database.execute("truncate platform.event");
    }

    @Test
    void hearsOfAnAppendAtOnce() throws Exception {
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, recorder)) {
            following(reader);
            long before = System.nanoTime();
            append("one");
            eventually("one", () -> recorder.subjects().equals(List.of("one")));
            assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(4000);
        }
    }

    @Test
    void readsOnWhereTheProcessBeforeItStopped() throws Exception {
        append("one");
        Recorder first = new Recorder();
        try (JournalReader _ = start(JournalReader.Start.WHERE_IT_STOPPED, first)) {
            eventually("one", () -> first.subjects().equals(List.of("one")));
            eventually("the position is stored", () -> stored() == first.events.getLast().id());
        }
        append("two");
        Recorder second = new Recorder();
        try (JournalReader _ = start(JournalReader.Start.WHERE_IT_STOPPED, second)) {
            eventually("two", () -> second.subjects().equals(List.of("two")));
        }
        assertThat(second.lost).hasValue(0);
    }

    @Test
    void startsAtTheHeadWhenAsked() throws Exception {
        append("before");
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.AT_HEAD, recorder)) {
            following(reader);
            assertThat(recorder.lost).hasValue(1);
            append("after");
            eventually("after", () -> recorder.subjects().equals(List.of("after")));
        }
    }

    @Test
    void readsOnAfterItsConnectionWasKilled() throws Exception {
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.AT_HEAD, recorder)) {
            following(reader);
            append("one");
            eventually("one", () -> recorder.subjects().equals(List.of("one")));
            database.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'croft edge journal reader "
                            + name
                            + "'");
            append("two");
            eventually("two", () -> recorder.subjects().equals(List.of("one", "two")));
            following(reader);
            assertThat(recorder.lost).hasValue(1);
        }
    }

    @Test
    void readsOnAfterTheServerRestarted() throws Exception {
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, recorder)) {
            append("one");
            eventually("one", () -> recorder.subjects().equals(List.of("one")));
            database.stop();
            eventually(
                    "the state tells",
                    () ->
                            reader.state() instanceof ReaderState.Interrupted interrupted
                                    && interrupted.attempts() > 1);
            database.restart();
            append("two");
            eventually("two", () -> recorder.subjects().equals(List.of("one", "two")));
            following(reader);
        }
    }

    @Test
    void repeatsAnEventThatCouldNotBeHandled() throws Exception {
        Recorder recorder = new Recorder();
        recorder.failures.set(3);
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, recorder)) {
            append("one");
            append("two");
            eventually(
                    "the state tells",
                    () ->
                            reader.state() instanceof ReaderState.Interrupted interrupted
                                    && interrupted.problem().contains("the handler cannot"));
            eventually("both", () -> recorder.subjects().equals(List.of("one", "two")));
            following(reader);
        }
    }

    @Test
    void isToldWhenEventsWerePrunedBeforeItReadThem() throws Exception {
        Recorder first = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, first)) {
            following(reader);
        }
        append("missed");
        database.execute(
                "update platform.event set at = at - interval '8 days'",
                "select platform.prune_events(interval '7 days')");
        append("kept");
        Recorder second = new Recorder();
        try (JournalReader _ = start(JournalReader.Start.WHERE_IT_STOPPED, second)) {
            eventually("kept", () -> second.subjects().equals(List.of("kept")));
            assertThat(second.lost).hasValue(1);
        }
    }

    @Test
    void isToldWhenTheJournalIsOlderThanItRemembers() throws Exception {
        append("one");
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, recorder)) {
            following(reader);
        }
        database.execute(
                "update platform.reader set position = position + 1000 where name = '"
                        + name
                        + "'");
        Recorder second = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.WHERE_IT_STOPPED, second)) {
            following(reader);
            assertThat(second.lost).hasValue(1);
            append("two");
            eventually("two", () -> second.subjects().equals(List.of("two")));
        }
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet() throws Exception {
        database.stop();
        Recorder recorder = new Recorder();
        try (JournalReader reader = start(JournalReader.Start.AT_HEAD, recorder)) {
            eventually("it tries", () -> reader.state() instanceof ReaderState.Interrupted);
            database.restart();
            following(reader);
            assertThat(recorder.lost).hasValue(1);
        }
    }

    @Test
    void endsAtOnceWhenClosed() throws Exception {
        JournalReader reader = start(JournalReader.Start.AT_HEAD, new Recorder());
        following(reader);
        long before = System.nanoTime();
        reader.close();
        assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(4000);
        assertThat(reader.state()).isInstanceOf(ReaderState.Closed.class);
    }

    private JournalReader start(JournalReader.Start start, Recorder recorder) {
        return JournalReader.start(
                database.as("edge"), name, start, recorder, InstantSource.system());
    }

    private static void following(JournalReader reader) throws Exception {
        eventually("the reader follows", () -> reader.state() instanceof ReaderState.Following);
    }

    private long stored() throws SQLException {
        return Long.parseLong(
                database.query("select position from platform.reader where name = '" + name + "'"));
    }

    private void append(String subject) throws SQLException {
        database.append(new Event("test.done", subject, List.of("key")));
    }
}
