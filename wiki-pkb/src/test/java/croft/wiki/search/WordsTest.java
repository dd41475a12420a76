package croft.wiki.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Into which words a text falls.
class WordsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello, World! | hello world",
                "nginx.conf /etc/hosts | nginx conf etc hosts",
                "don't | don t",
                "snake_case kebab-case CamelCase | snake case kebab case camelcase",
                "Ångström naïve Straße Łódź Œuvre | angstrom naive strasse lodz oeuvre",
                "A\u030angstro\u0308m | angstrom",
                "İstanbul ılık | istanbul ilik",
                "Ελλάς ΕΛΛΑΣ | ελλασ ελλασ",
                "Ёлка мой ЙОД | елка мой йод",
                "שָׁלוֹם | שלום",
                "ｆｕｌｌ ﬁne ² ½ | full fine",
                "C++ C# F# #tag a+b g++-12 | cplusplus csharp fsharp tag a b gplusplus 12",
                "日本語 | 日本 本語 語",
                "東 | 東",
                "Tokyo東京2024 | tokyo 東京 京 2024",
                "スーパー | スー ーパ パー ー",
                "한국어 | 한국 국어 어",
                "กิน | กิน น",
                "हिन्दी | हिन्दी",
                "e2e 1.5 0x1F v2 | e2e 1 5 0x1f v2",
                "“quoted” — dash… | quoted dash",
                "👩‍🚀 | ``"
            })
    void fallsIntoWords(String text, String words) {
        assertThat(Words.fold(text)).isEqualTo(words);
    }

    @Test
    void knowsWhereEachStands() {
        String text = "Ein Ångström, 東京都!";
        assertThat(Words.of(text))
                .extracting(word -> text.substring(word.start(), word.end()))
                .isEqualTo(List.of("Ein", "Ångström", "東京", "京都", "都"));
    }

    @Test
    @Timeout(20)
    void takesTimeInProportion() {
        assertThat(Words.of("\u0301".repeat(1_000_000))).isEmpty();
        assertThat(Words.of("a" + "\u0301".repeat(1_000_000))).hasSize(1);
        assertThat(Words.of("漢" + "\u0301".repeat(1_000_000))).isEmpty();
        assertThat(Words.of("x".repeat(3_000_000))).isEmpty();
        assertThat(Words.of("漢字".repeat(500_000))).hasSize(1_000_000);
        assertThat(Words.of("\uD800".repeat(100_000))).isEmpty();
    }
}
