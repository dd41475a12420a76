package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that are mentioned in texts.
class MentionsTest {
    private static final Map<String, String> GHOSTS = Map.of("ann", "ann-libera");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @ann: tea?            | @ann-libera: tea?
                    (@Ann).               | (@ann-libera).
                    ask @ann.             | ask @ann-libera.
                    @ann-marie and @bob   | @ann-marie and @bob
                    mail ann@ann.example  | mail ann@ann.example
                    `@ann` is @ann        | `@ann` is @ann-libera
                    https://x.example/@ann | https://x.example/@ann
                    """)
    void areReplacedWhereTheyAreNames(String text, String expected) {
        assertThat(
                        Mentions.replaced(
                                text,
                                name -> GHOSTS.getOrDefault(name.toLowerCase(Locale.ROOT), name)))
                .isEqualTo(expected);
    }

    @Test
    void areLeftAloneInCodeBlocks() {
        assertThat(Mentions.in("```\n@ann\n```\n@bob @Cid")).containsExactly("bob", "cid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@all", "@here!", "@channel.", "hey @ALL", "`@Here`", "@@all"})
    void nobodyIsCalledFromElsewhere(String text) {
        assertThat(Mentions.withoutCalls(text).toLowerCase(Locale.ROOT))
                .doesNotContain("@all")
                .doesNotContain("@here")
                .doesNotContain("@channel");
    }

    @Test
    void namesThatBeginLikeACallStay() {
        assertThat(Mentions.withoutCalls("@allan @heretic @channels"))
                .isEqualTo("@allan @heretic @channels");
    }
}
