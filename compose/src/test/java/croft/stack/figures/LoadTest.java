package croft.stack.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The names of loads.
class LoadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1:1k",
                "h1:1m",
                "h1:10k:100",
                "h2:1k:32",
                "h2:1m:10:4",
                "h1p:10k",
                "h2p:10k:10",
                "files:10k",
                "files:1m",
                "hs:full",
                "hs:resumed",
                "rate:h1:1k:1200",
                "rate:h2:10k:8",
                "idle:h1:3000",
                "idle:h2:1",
                "fill:100000",
                "rss",
                "start"
            })
    void areReadAsTheyAreWritten(String name) {
        assertThat(Load.parse(name).name()).isEqualTo(name);
    }

    @Test
    void areShortWhereTheUsualIsMeant() {
        assertThat(Load.parse("h1:1k:32").name()).isEqualTo("h1:1k");
        assertThat(Load.parse("h1:1m:8")).isEqualTo(Load.parse("h1:1m"));
        assertThat(Load.parse("h2:1k:10:8").name()).isEqualTo("h2:1k:10");
    }

    @Test
    void areListedOnceEach() {
        assertThat(Load.parseAll("hs:full, h1:1k:32,h1:1k"))
                .extracting(Load::name)
                .containsExactly("hs:full", "h1:1k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h3:1k | h1, h1p, h2, h2p, files, hs, rate, idle, fill, rss or start",
                "h1:2k | 1k, 10k, 100k or 1m",
                "h1:1k:0 | 1 to 2000",
                "h1:1k:1:1 | nothing more",
                "h2:1k | such as h1:1k, h2:1k:32",
                "h2:1k:251 | 1 to 250",
                "hs:fast | full or resumed",
                "rate:h3:1k:10 | h1 or h2",
                "rate:h1:1k:1e9 | 8 to 50000",
                "idle:h1:20000 | 1 to 10000",
                "fill: | 1 to 200000",
                "rss:1 | nothing more"
            })
    void areRefusedWithWhatIsExpected(String name, String expected) {
        assertThatThrownBy(() -> Load.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + name + "\" is not a load: ")
                .hasMessageContaining(expected);
    }
}
