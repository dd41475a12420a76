package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How a moment is drawn in an authority's window.
class ChosenMomentTest {
    private static final Instant END = START.plus(Duration.ofDays(2));

    private final Random random = new Random(7);

    @Test
    void drawsUniformlyInTheWindow() {
        int[] quarters = new int[4];
        for (int i = 0; i < 10_000; i++) {
            Instant choice = ChosenMoment.in(START, END, Optional.empty(), random).choice();
            assertThat(choice).isBetween(START, END);
            long share = Duration.between(START, choice).toMillis() * 4;
            quarters[(int) Math.min(3, share / Duration.between(START, END).toMillis())]++;
        }
        for (int quarter : quarters) {
            assertThat(quarter).isBetween(2300, 2700);
        }
    }

    @Test
    void keepsItsChoiceAsLongAsTheWindowIsTheSame() {
        ChosenMoment moment = ChosenMoment.in(START, END, Optional.empty(), random);
        for (int i = 0; i < 100; i++) {
            assertThat(moment.within(START, END, Optional.empty(), random)).isEqualTo(moment);
        }
        Instant earlier = START.minus(Duration.ofDays(9));
        ChosenMoment moved = moment.within(earlier, START, Optional.empty(), random);
        assertThat(moved.choice()).isBetween(earlier, START);
    }

    @Test
    void drawsInWindowsOfEveryLength() {
        for (long millis = 0; millis < 3000; millis += 7) {
            Instant end = START.plusMillis(millis);
            assertThat(ChosenMoment.in(START, end, Optional.empty(), random).choice())
                    .isBetween(START, end);
        }
    }

    @Test
    void takesAWindowThatEndsBeforeItStartsForOneThatIsOver() {
        Instant later = START.plus(Duration.ofDays(2));
        ChosenMoment moment = ChosenMoment.in(later, START, Optional.empty(), random);
        assertThat(moment.choice()).isEqualTo(START);
        assertThat(moment.isOver(START)).isFalse();
        assertThat(moment.isOver(START.plusSeconds(1))).isTrue();
    }

    @Test
    void refusesAChoiceOutsideItsWindow() {
        assertThatThrownBy(() -> new ChosenMoment(START, END, END.plusSeconds(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: from " + START);
    }
}
