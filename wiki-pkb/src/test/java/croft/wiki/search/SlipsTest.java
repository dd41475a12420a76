package croft.wiki.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many slips of the finger lie between two words.
class SlipsTest {
    @ParameterizedTest
    @CsvSource({
        "nginx, nginx, 0",
        "ngnix, nginx, 1",
        "nignx, nginx, 1",
        "ginx, nginx, 1",
        "nginxx, nginx, 1",
        "mginx, nginx, 1",
        "certifcate, certificate, 1",
        "cretifciate, certificate, 2",
        "abcdef, fedcba, 3",
        "short, muchlonger, 3",
        "'', ab, 2"
    })
    void areCounted(String one, String other, int slips) {
        assertThat(Math.min(3, Spelling.slips(one, other, 2))).isEqualTo(slips);
        assertThat(Math.min(3, Spelling.slips(other, one, 2))).isEqualTo(slips);
    }
}
