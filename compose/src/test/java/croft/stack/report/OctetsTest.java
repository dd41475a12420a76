package croft.stack.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers of octets for people.
class OctetsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1048575, 1 MiB",
        "268435456, 256 MiB",
        "13002342, 12.4 MiB",
        "1099511627776, 1 TiB",
        "1125899906842624, 1024 TiB"
    })
    void areShownInTheUnitThatFits(long octets, String shown) {
        assertThat(Octets.of(octets)).isEqualTo(shown);
    }
}
