package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The grammar shared by both versions of HTTP, as tables.
class FieldSyntaxTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "x-a", "M-SEARCH", "!#$%&'*+-.^_`|~", "0"})
    void takesATokenForOne(String text) {
        assertThat(FieldSyntax.isToken(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "a:", "a\t", "a\0", "(", "a/b", "\u00e4", "\u0100", "a\r", "\"", "{"
            })
    void refusesWhatIsNoToken(String text) {
        assertThat(FieldSyntax.isToken(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "a\tb", "\u00e4\u00ff", "a,b;c=\"d\""})
    void takesAFieldValueForOne(String text) {
        assertThat(FieldSyntax.isFieldValue(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", " a", "a ", "\ta", "a\t", "a\0b", "a\rb", "a\nb", "a\u007f", "\u0100"})
    void refusesWhatIsNoFieldValue(String text) {
        assertThat(FieldSyntax.isFieldValue(text)).isFalse();
    }

    /// Octets are looked at eight at a time, text one by one: every octet, at every place.
    @Test
    void judgesOctetsAsItJudgesText() {
        for (int length = 1; length <= 18; length++) {
            for (int at = 0; at < length; at++) {
                for (int octet = 0; octet <= 0xFF; octet++) {
                    byte[] octets = new byte[length + 2];
                    Arrays.fill(octets, (byte) 'x');
                    octets[0] = 0;
                    octets[length + 1] = 0;
                    octets[1 + at] = (byte) octet;
                    String text = new String(octets, 1, length, StandardCharsets.ISO_8859_1);
                    assertThat(FieldSyntax.isFieldValue(octets, 1, 1 + length))
                            .as("octet %d at %d of %d", octet, at, length)
                            .isEqualTo(FieldSyntax.isFieldValue(text));
                }
            }
        }
        assertThat(FieldSyntax.isFieldValue(new byte[] {0, 0}, 1, 1)).isTrue();
    }

    @Test
    void knowsItsOwnNamesAlone() {
        String known = FieldNames.lowerCased(new byte[] {'V', 'a', 'r', 'Y'}, 4);
        assertThat(known).isEqualTo("vary");
        assertThat(FieldNames.isKnown(known)).isTrue();
        assertThat(FieldNames.isKnown("x-nobody-knows-it")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "example.net, example.net, -1",
        "EXAMPLE.net:8443, example.net, 8443",
        "example.net., example.net, -1",
        "example.net.:1, example.net, 1",
        "example.net:, example.net, -1",
        "localhost, localhost, -1",
        "a_b.c~d, a_b.c~d, -1",
        "%C3%A4.net, %c3%a4.net, -1",
        "127.0.0.1:80, 127.0.0.1, 80",
        "[::1], [::1], -1",
        "[::1]:65535, [::1], 65535",
        "[2001:DB8::192.0.2.1]:443, [2001:db8::192.0.2.1], 443",
        "[1:2:3:4:5:6:7:8], [1:2:3:4:5:6:7:8], -1",
        "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7::], -1",
        "[::], [::], -1"
    })
    void readsAnAuthority(String text, String host, int port) {
        assertThat(FieldSyntax.authority(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ":80",
                "a..",
                ".a",
                "a..b",
                "user@a",
                "user:password@a",
                "a:0",
                "a:65536",
                "a:99999999999",
                "a:+1",
                "a:8 0",
                "a: 80",
                "a:80:80",
                "a/b",
                "a b",
                "a\t",
                "a?",
                "a#",
                "a,b c",
                "%zz",
                "%4",
                "\u00e4.net",
                "a\0",
                "[::1",
                "::1",
                "[::1]x",
                "[]",
                "[:]",
                "[:::]",
                "[1::2::3]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1:2:3:4:5:6:7:8::]",
                "[12345::]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[1.2.3.4::]",
                "[fe80::1%25eth0]",
                "[v1.a]",
                "[::g]"
            })
    void refusesWhatIsNoAuthority(String text) {
        assertThat(FieldSyntax.authority(text)).isNull();
    }

    @Test
    void refusesAnAuthorityLongerThanAnyHostName() {
        assertThat(FieldSyntax.authority("a".repeat(321))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a?b=c", "//a", "/%00", "/a|b\"<>\\^`{}", "/?"})
    void takesAnOriginFormForOne(String text) {
        assertThat(FieldSyntax.isOriginForm(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "http://a/",
                "/#x",
                "/a b",
                "/a\t",
                "/\u00e4",
                "/\u007f",
                "/\0",
                "?a"
            })
    void refusesWhatIsNoOriginForm(String text) {
        assertThat(FieldSyntax.isOriginForm(text)).isFalse();
    }
}
