package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.HostName;
import croft.platform.declaration.Serving;
import croft.platform.declaration.WikiPolicy;
import croft.wiki.page.FilePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A large wiki is as quick to follow as a small one.
@Timeout(120)
class TenThousandPagesTest {
    private static final Logger LOG = LoggerFactory.getLogger(TenThousandPagesTest.class);
    private static final HostName HOST = new HostName("notes.test");

    @TempDir Path home;

    @Test
    void aSavedPageIsThereWithinASecond() throws Exception {
        Path folder = Files.createDirectories(home.resolve("notes"));
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            Path page = folder.resolve("folder " + i / 500 + "/note " + i + ".md");
            Files.createDirectories(page.getParent());
            Files.writeString(page, text(random, i));
        }
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        long begun = System.nanoTime();
        try (LiveGardens gardens = gardens()) {
            gardens.onChange((_, change) ->
                    told.add(
                            change.after()
                                    .page(new FilePath("folder 3/note 1700.md"))
                                    .orElseThrow()
                                    .title()));
            gardens.adopt(Map.of(HOST, new Serving.Wiki(folder, "./notes", WikiPolicy.DEFAULT)));
            assertThat(told.poll(60, TimeUnit.SECONDS)).isNotNull();
            LOG.info("the first look: {} ms", millis(begun));
            long[] times = new long[9];
            for (int round = 0; round < times.length; round++) {
                Path next = home.resolve("next");
                Files.writeString(next, "---\ntitle: Version " + round + "\n---\nsaved");
                long saved = System.nanoTime();
                Files.move(
                        next,
                        folder.resolve("folder 3/note 1700.md"),
                        StandardCopyOption.ATOMIC_MOVE);
                String title = told.poll(30, TimeUnit.SECONDS);
                while (title != null && !title.equals("Version " + round)) {
                    title = told.poll(30, TimeUnit.SECONDS);
                }
                assertThat(title).isEqualTo("Version " + round);
                times[round] = millis(saved);
            }
            Arrays.sort(times);
            LOG.info("from the save to the garden: {} ms", Arrays.toString(times));
            assertThat(times[times.length / 2]).isLessThan(Duration.ofSeconds(1).toMillis());
        }
    }

    private LiveGardens gardens() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/croft");
        return new LiveGardens(
                nowhere, home.resolve("state"), "1", InstantSource.system(), System::nanoTime);
    }

    private static long millis(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private static String text(Random random, int number) {
        StringBuilder text = new StringBuilder("# Note " + number + "\n\n");
        for (int i = 0; i < 5; i++) {
            text.append("Some words about [[note ")
                    .append(random.nextInt(10_000))
                    .append("]] and #tag")
                    .append(random.nextInt(50))
                    .append(", which say little and go on for a line or two.\n\n");
        }
        return text.toString();
    }
}
