package croft.chat.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How fast lines may be sent.
class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void noStretchOfTimeHoldsMoreThanIsAllowed() {
        Random random = new Random(3);
        Pace pace = new Pace(5, Duration.ofSeconds(2), 0);
        List<Long> sent = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 2000; i++) {
            now += random.nextInt(4) == 0 ? random.nextLong(30 * SECOND) : 0;
            now += pace.delay(now);
            pace.take(now);
            sent.add(now);
        }
        for (int i = 0; i + 5 < sent.size(); i++) {
            for (int k = i + 5; k < Math.min(sent.size(), i + 60); k++) {
                long allowed = 5 + (sent.get(k) - sent.get(i)) / (2 * SECOND);
                assertThat((long) (k - i + 1)).isLessThanOrEqualTo(allowed);
            }
        }
    }

    @Test
    void aBurstIsSentAtOnce() {
        Pace pace = new Pace(5, Duration.ofSeconds(2), 0);
        for (int i = 0; i < 5; i++) {
            assertThat(pace.delay(0)).isZero();
            pace.take(0);
        }
        assertThat(pace.delay(0)).isEqualTo(2 * SECOND);
        assertThat(pace.delay(2 * SECOND)).isZero();
    }

    @Test
    void pausesGrowAndEnd() {
        assertThat(Tempo.COURTEOUS.pause(0, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Tempo.COURTEOUS.pause(3, 1)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Tempo.COURTEOUS.pause(1000, 1)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Tempo.COURTEOUS.pause(1000, 0)).isEqualTo(Duration.ofSeconds(45));
    }
}
