package croft.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When a process that ended is started again.
class RestartPolicyTest {
    private final RestartPolicy policy = new RestartPolicy();

    @Test
    void waitsLongerAfterEachEndAndNeverLongerThanHalfAMinute() {
        List<Duration> delays =
                Stream.generate(() -> policy.after(1, Duration.ZERO))
                        .limit(9)
                        .map(RestartPolicyTest::delay)
                        .toList();

        assertThat(delays)
                .isSorted()
                .startsWith(Duration.ofMillis(200))
                .endsWith(Duration.ofSeconds(30));
    }

    @Test
    void beginsAnewAfterAMinuteOfHealth() {
        policy.after(1, Duration.ZERO);
        policy.after(1, Duration.ZERO);

        assertThat(delay(policy.after(137, Duration.ofSeconds(59))))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(policy.after(137, Duration.ofSeconds(60))))
                .isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void givesUpAServiceThatFiveTimesSaysThatItCannotWork() {
        for (int i = 0; i < 4; i++) {
            assertThat(policy.after(78, Duration.ZERO))
                    .isInstanceOf(RestartPolicy.Decision.Again.class);
        }
        assertThat(policy.after(78, Duration.ZERO))
                .isInstanceOf(RestartPolicy.Decision.GiveUp.class);
    }

    @Test
    void doesNotGiveUpWhenAnotherEndCameBetween() {
        for (int i = 0; i < 4; i++) {
            policy.after(78, Duration.ZERO);
        }
        policy.after(1, Duration.ZERO);

        assertThat(policy.after(78, Duration.ZERO))
                .isInstanceOf(RestartPolicy.Decision.Again.class);
    }

    private static Duration delay(RestartPolicy.Decision decision) {
        return ((RestartPolicy.Decision.Again) decision).delay();
    }
}
