package croft.chat.soak;

import croft.chat.relay.Comparison;
import croft.chat.relay.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// The long run. The crowd speaks as fast as the bridge carries, and no faster; the weather strikes
/// as often as the crowd has spoken its share: so the time that it takes is the bridge's.
final class Soak implements AutoCloseable {
    private static final List<String> NAMES = List.of("ada", "bert", "cleo", "dan", "eve", "finn");

    /// Deliveries that wait before the crowd falls silent for a moment.
    private static final int MOST_WAITING = 400;

    /// How far crowd and weather may be ahead of each other, in strikes.
    private static final int AHEAD = 4;

    /// What people do in a second at most; else the time in which the bridge is down would be a
    /// backlog of thousands.
    private static final int MOST_PER_SECOND = 200;

    private static final Duration PROGRESS = Duration.ofSeconds(15);

    /// A little longer than between two sweeps of the bridge.
    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(7);

    private final long seed;
    private final int messages;
    private final int strikes;
    private final Consumer<String> progress;
    private final Path work;
    private final Stage stage;
    private final Crowd crowd;
    private final Weather weather;
    private volatile int waiting;
    private final AtomicInteger struck = new AtomicInteger();
    private volatile boolean over;

    /// @param progress is told a line now and then
    Soak(long seed, int messages, int strikes, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.seed = seed;
        this.messages = messages;
        this.strikes = strikes;
        this.progress = progress;
        SplittableRandom random = new SplittableRandom(seed);
        work = Files.createTempDirectory("croft-soak");
        stage = new Stage(work, NAMES);
        crowd = new Crowd(stage.scene(), random.split());
        weather = new Weather(stage.scene(), stage.database(), stage.bridge(), random.split());
    }

    /// Runs it to its end.
    Report run() throws Exception {
        progress.accept("the bridge's classes are archived; what it says: " + work);
        stage.bridge().train();
        stage.listen();
        long start = System.nanoTime();
        crowd.greet();
        Eventually.within(
                Duration.ofMinutes(2),
                "greetings are there",
                () -> stage.scene().compared().lost() == 0);
        Standstill alarm = new Standstill();
        Thread watching = Thread.ofVirtual().name("watch").start(() -> watch(start));
        Thread talking = Thread.ofPlatform().daemon().name("crowd").start(this::talk);
        while (struck.get() < strikes) {
            alarm.look(crowd.done(), struck.get());
            if (talking.isAlive() && crowd.said() < share(struck.get() - AHEAD)) {
                TimeUnit.MILLISECONDS.sleep(20);
            } else {
                weather.strike();
                struck.incrementAndGet();
            }
        }
        while (!talking.join(Duration.ofSeconds(1))) {
            alarm.look(crowd.done(), struck.get());
        }
        long last = System.nanoTime();
        weather.clear();
        Comparison found = settled();
        long end = System.nanoTime();
        over = true;
        watching.interrupt();
        stage.bridge().look();
        return new Report(
                seed,
                crowd.said(),
                crowd.done(),
                weather.struck(),
                found,
                stage.count("select count(*) from chat.delivery where state = 'DEAD'"),
                stage.database()
                        .rows(
                                "select distinct op || ': ' || trouble from chat.delivery where state = 'DEAD' limit 20"),
                (end - start) / 1_000_000_000L,
                (end - last) / 1_000_000_000L,
                stage.bridge().mostResident());
    }

    /// Messages that are said when so many strikes have been.
    private long share(int of) {
        return (long) messages * of / Math.max(1, strikes);
    }

    private void talk() {
        long next = System.nanoTime();
        try {
            while (crowd.said() < messages) {
                if (waiting > MOST_WAITING
                        || (struck.get() < strikes && crowd.said() > share(struck.get() + AHEAD))) {
                    TimeUnit.MILLISECONDS.sleep(5);
                    continue;
                }
                crowd.act();
                next = Math.max(next, System.nanoTime()) + 1_000_000_000L / MOST_PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(long start) {
        long told = start;
        try {
            while (!over) {
                TimeUnit.MILLISECONDS.sleep(250);
                try {
                    waiting = undelivered();
                } catch (SQLException e) {
                    // It was killed just now.
                }
                if (System.nanoTime() - told > PROGRESS.toNanos()) {
                    told = System.nanoTime();
                    long seconds = (told - start) / 1_000_000_000L;
                    progress.accept(
                            String.format(
                                    Locale.ROOT,
                                    "%3d min %02d s   %,7d messages   %,5d kills and cuts   %,4d waiting",
                                    seconds / 60,
                                    seconds % 60,
                                    crowd.said(),
                                    struck.get(),
                                    waiting));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int undelivered() throws SQLException {
        return stage.count(
                "select count(*) from (select 1 from chat.delivery"
                        + " where state in ('PENDING', 'SENDING', 'DOUBTFUL') limit 5000) waiting");
    }

    /// What there is in the end: as soon as nothing waits and nothing is wrong, twice in a row; at
    /// the latest after some minutes, whatever it is.
    private Comparison settled() throws Exception {
        long latest = System.nanoTime() + LONGEST_SETTLING.toNanos();
        int well = 0;
        Comparison found;
        do {
            TimeUnit.SECONDS.sleep(2);
            found = stage.scene().compared();
            well = undelivered() == 0 && found.isFlawless() ? well + 1 : 0;
            if (well == 0) {
                stage.scene().dump(work);
                progress.accept("settling: " + undelivered() + " waiting, " + found);
            }
        } while (well < 2 && System.nanoTime() < latest);
        if (well == 0) {
            progress.accept("what people see at the servers is written to " + work);
        }
        return found;
    }

    /// Ends the bridge's process now; PostgreSQL ends with this one.
    void end() {
        stage.bridge().close();
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }

    /// Notices that nothing goes on any more: the bridge hangs.
    private static final class Standstill {
        private static final Duration LONGEST = Duration.ofMinutes(3);

        private int done;
        private int struck;
        private long since = System.nanoTime();

        void look(int nowDone, int nowStruck) {
            if (nowDone != done || nowStruck != struck) {
                done = nowDone;
                struck = nowStruck;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > LONGEST.toNanos()) {
                throw new IllegalStateException(
                        "the bridge has carried nothing for " + LONGEST.toMinutes() + " min");
            }
        }
    }
}
