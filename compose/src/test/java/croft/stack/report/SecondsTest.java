package croft.stack.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lengths of time as people read them.
class SecondsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0 s",
        "PT0.449S, 0.4 s",
        "PT9.94S, 9.9 s",
        "PT9.96S, 10 s",
        "PT119S, 119 s",
        "PT2M, 2 min",
        "PT1H59M, 119 min",
        "PT2H, 2 h",
        "PT47H, 47 h",
        "P2D, 2 days"
    })
    void areShownInTheUnitThatFits(Duration duration, String shown) {
        assertThat(Seconds.of(duration)).isEqualTo(shown);
    }
}
