package croft.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.ByteSize;
import croft.platform.declaration.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A site's daily budget: when it becomes slow and how slow, over midnights and restarts.
@Timeout(30)
class BandwidthTest {
    private static final HostName SITE = new HostName("site.test");
    private static final ByteSize BUDGET = ByteSize.ofMebibytes(1000);
    private static final long MEBIBYTE = 1 << 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir Path folder;

    private Instant now = Instant.parse("2026-11-22T23:00:00Z");
    private long nanos;
    private final Bandwidth bandwidth = anew();

    @Test
    void isNotSlowBeforeNineTenthsAreUsed() {
        SiteBandwidth site = bandwidth.of(SITE, BUDGET);
        site.sent(899 * MEBIBYTE);
        assertThat(site.isSlow()).isFalse();
        site.sent(MEBIBYTE);
        assertThat(site.isSlow()).isTrue();
    }

    @Test
    void theRestIsSpreadOverTheRestOfTheDay() {
        SiteBandwidth site = bandwidth.of(SITE, BUDGET);
        site.sent(900 * MEBIBYTE);
        // an hour for 100 MiB
        long rate = 100 * MEBIBYTE / 3600;
        assertThat(site.rate()).isEqualTo(Math.max(SiteBandwidth.FLOOR, rate));
        assertThat(site.reserve(32 * 1024)).isZero();
        assertThat(site.reserve(32 * 1024)).isEqualTo(SECOND);
        assertThat(site.reserve(16 * 1024)).isEqualTo(2 * SECOND);
        nanos += 10 * SECOND;
        assertThat(site.reserve(1)).as("unused time is not saved up").isZero();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(site.rate()).isEqualTo(100 * MEBIBYTE / 60);
        site.sent(200 * MEBIBYTE);
        assertThat(site.rate()).as("never slower").isEqualTo(SiteBandwidth.FLOOR);
    }

    @Test
    void midnightBeginsAnew() {
        SiteBandwidth site = bandwidth.of(SITE, BUDGET);
        site.sent(2000 * MEBIBYTE);
        now = now.plus(Duration.ofHours(1));
        assertThat(site.isSlow()).isFalse();
        assertThat(site.sent()).isZero();
    }

    @Test
    void aLargerBudgetCountsAtOnce() {
        bandwidth.of(SITE, BUDGET).sent(950 * MEBIBYTE);
        assertThat(bandwidth.of(SITE, ByteSize.ofMebibytes(2000)).isSlow()).isFalse();
    }

    @Test
    void aRestartForgetsNothingOfTheDay() throws IOException {
        Path file = folder.resolve("bandwidth");
        bandwidth.of(SITE, BUDGET).sent(950 * MEBIBYTE);
        bandwidth.store(file);

        Bandwidth restarted = anew();
        restarted.load(file);
        restarted.store(file);
        Bandwidth again = anew();
        again.load(file);
        assertThat(again.of(SITE, BUDGET).sent()).isEqualTo(950 * MEBIBYTE);

        now = now.plus(Duration.ofHours(1));
        Bandwidth nextDay = anew();
        nextDay.load(file);
        assertThat(nextDay.of(SITE, BUDGET).sent()).isZero();
        assertThat(again.of(new HostName("other.test"), BUDGET).sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "2026-11-22",
                "2026-11-22\nsite.test",
                "2026-11-22\nsite.test -1\n",
                "2026-11-22\nsite.test 99999999999999999999999\n",
                "2026-11-22\n 12\nsite.test 1 2\n\0\n",
                "tomorrow\nsite.test 12\n"
            })
    void aFileThatMakesNoSenseIsPassedOver(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bandwidth"), text);
        bandwidth.load(file);
        assertThat(bandwidth.of(SITE, BUDGET).sent()).isZero();
    }

    private Bandwidth anew() {
        return new Bandwidth(() -> now, () -> nanos);
    }
}
