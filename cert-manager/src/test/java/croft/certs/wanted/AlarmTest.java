package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How loud to be about a certificate.
class AlarmTest {
    private static final NameSet APP = NameSet.of(List.of("app.net"));

    @ParameterizedTest
    @CsvSource({
        // life, left, failing → level
        "P90D, P31D, false, none",
        "P90D, P29D, true, notice",
        "P90D, P19D, true, notice",
        "P90D, P18D, true, warning",
        "P90D, P18D, false, warning",
        "P90D, P9D, false, critical",
        "P90D, PT0S, false, critical",
        "P90D, P-9D, true, critical",
        "PT160H, PT79H, true, notice",
        "PT160H, PT32H, true, warning",
        "PT160H, PT16H, true, critical",
        "PT60S, PT29S, false, none",
        "PT60S, PT12S, false, warning",
        "PT60S, PT6S, false, critical"
    })
    void growsAsLifeShrinks(Duration life, Duration left, boolean failing, String level) {
        Held held = Sample.of(APP).life(life).held();
        assertThat(Alarm.of(Optional.of(held), failing, held.notAfter().minus(left)).word())
                .isEqualTo(level);
    }

    @Test
    void warnsWhereTheFirstTryFailed() {
        assertThat(Alarm.of(Optional.empty(), false, START)).isEqualTo(Alarm.NONE);
        assertThat(Alarm.of(Optional.empty(), true, START)).isEqualTo(Alarm.WARNING);
        Optional<Held> altered = Optional.of(Sample.of(APP).unreadable().held());
        assertThat(Alarm.of(altered, true, START)).isEqualTo(Alarm.WARNING);
    }

    /// Whatever the length of a life, renewal begins before anybody is warned.
    @ParameterizedTest
    @CsvSource({"P90D", "P45D", "P10D", "P9D", "PT160H", "PT60S"})
    void leavesTimeForRenewalBeforeTheFirstWarning(Duration life) {
        Held held = Sample.of(APP).life(life).held();
        assertThat(Alarm.of(Optional.of(held), false, held.renewAt())).isEqualTo(Alarm.NONE);
    }
}
