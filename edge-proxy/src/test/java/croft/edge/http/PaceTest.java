package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When a transfer is too slow.
class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    private final Pace pace = new Pace(new Progress(100, Duration.ofSeconds(10)));

    @Test
    void asksForSoMuchInEachWindow() {
        assertThat(pace.isTooSlow(0, 0, true)).isFalse();
        assertThat(pace.isTooSlow(9 * SECOND, 0, true)).isFalse();
        assertThat(pace.isTooSlow(10 * SECOND, 100, true)).isFalse();
        assertThat(pace.isTooSlow(20 * SECOND, 199, true)).isTrue();
    }

    @Test
    void countsOnlyTheTimeInWhichTheOtherSideIsWaitedFor() {
        assertThat(pace.isTooSlow(0, 0, true)).isFalse();
        assertThat(pace.isTooSlow(9 * SECOND, 0, false)).isFalse();
        assertThat(pace.isTooSlow(500 * SECOND, 0, true)).isFalse();
        assertThat(pace.isTooSlow(509 * SECOND, 0, true)).isFalse();
        assertThat(pace.isTooSlow(510 * SECOND, 0, true)).isTrue();
    }

    @Test
    void knowsAClockThatWraps() {
        long begin = Long.MAX_VALUE - SECOND;
        assertThat(pace.isTooSlow(begin, 5, true)).isFalse();
        assertThat(pace.isTooSlow(begin + 10 * SECOND, 105, true)).isFalse();
        assertThat(pace.isTooSlow(begin + 20 * SECOND, 106, true)).isTrue();
    }
}
