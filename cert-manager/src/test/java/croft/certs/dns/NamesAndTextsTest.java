package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, values and messages at their edges.
class NamesAndTextsTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true", "a.example.com, example.com, true",
        "myexample.com, example.com, false", "example.com, a.example.com, false",
        "com, example.com, false"
    })
    void comparesNamesLabelByLabel(String name, String zone, boolean within) {
        assertThat(Labels.isWithin(name, zone)).isEqualTo(within);
    }

    @Test
    void takesLabelsOffOneByOne() {
        assertThat(Labels.suffixes("a.b.c")).containsExactly("a.b.c", "b.c", "c");
        assertThat(Labels.suffixes("c")).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                "A.test",
                "a..b",
                "a b",
                "a/b",
                "a%2f",
                "*.test",
                "ü.test",
                "a\nb.test",
                "-n;rm"
            })
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> Labels.check("owner", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("owner: \"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|plain",
                "\"quoted\"|quoted",
                "\"two \" \"parts\"|two parts",
                "\"a \\\" quote\"|a \" quote",
                "\"a \\\\ slash\"|a \\ slash",
                "\"\\065BC\"|ABC",
                "\"v=spf1; x\"|v=spf1; x",
                "\"open|open",
                "\"end\\|end\\"
            })
    void readsTheTextOfARecord(String text, String value) {
        assertThat(TxtText.value(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "ä", "a\nb", "\u001b"})
    void writesNoValueThatNeedsAnEscape(String value) {
        assertThatThrownBy(() -> new TxtRecord("example.test", "a.example.test", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value: ");
    }

    @Test
    void writesNoValueThatIsTooLong() {
        assertThatThrownBy(() -> new TxtRecord("example.test", "a.example.test", "a".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new TxtRecord("example.test", "a.example.test", "a".repeat(255)).value())
                .hasSize(255);
    }

    @Test
    void writesNothingOutsideOfItsZone() {
        assertThatThrownBy(() -> new TxtRecord("example.test", "a.myexample.test", "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: a name in the zone example.test");
    }

    @Test
    void showsForeignTextOnOneLineAndCut() {
        assertThat(Quoted.of("a\nb\t\"c\" \u001b[31m ü \u202e"))
                .isEqualTo("\"a b \\\"c\\\" \\u{1b}[31m \\u{fc} \\u{202e}\"");
        assertThat(Quoted.of("x".repeat(1000))).hasSize(305).endsWith("...\"");
    }
}
