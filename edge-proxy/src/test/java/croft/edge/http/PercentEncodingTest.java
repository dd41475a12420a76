package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Escapes, and what only looks like some.
class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "plain, plain",
        "/%73earch, /search",
        "%2F%2f, //",
        "%c3%bc, Ã¼",
        "%2573, %73",
        "%, %",
        "a%7, a%7",
        "%7, %7",
        "%zz%41, %zzA",
        "%%41, %A",
        "%4%31, %41",
    })
    void isDecodedOnce(String text, String decoded) {
        assertThat(PercentEncoding.decoded(text)).isEqualTo(decoded);
    }

    @Test
    void anEscapeIsThreeCharacters() {
        assertThat(PercentEncoding.octet("a%41", 1)).isEqualTo('A');
        assertThat(PercentEncoding.octet("a%41", 0)).isEqualTo(-1);
        assertThat(PercentEncoding.octet("a%4", 1)).isEqualTo(-1);
        assertThat(PercentEncoding.octet("%ff", 0)).isEqualTo(255);
    }
}
