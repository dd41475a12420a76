package croft.chat.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a lane waits.
class BackoffTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "3, 8", "4, 16", "5, 32", "6, 60", "7, 60", "100000, 60"})
    void doublesFromOneSecondToSixty(int attempts, int most) {
        for (int i = 0; i < 200; i++) {
            Duration pause = Backoff.after(attempts, Optional.empty(), random);
            assertThat(pause).isBetween(Duration.ofMillis(most * 500L), Duration.ofSeconds(most));
        }
    }

    @Test
    void lanesThatFailedTogetherDoNotComeBackTogether() {
        assertThat(
                        random.ints(100, 6, 7)
                                .mapToObj(n -> Backoff.after(n, Optional.empty(), random))
                                .distinct()
                                .count())
                .isGreaterThan(90);
    }

    @Test
    void aServerThatAsksForMoreGetsItWithinReason() {
        assertThat(Backoff.after(0, Optional.of(Duration.ofSeconds(90)), random))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(Backoff.after(0, Optional.of(Duration.ofDays(2)), random))
                .isEqualTo(Backoff.LONGEST_ASKED);
        assertThat(Backoff.after(6, Optional.of(Duration.ofMillis(1)), random))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }
}
