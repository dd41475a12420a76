package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "/, '', true, ''",
                "/home, home, true, ''",
                "/a/b, a|b, true, ''",
                "/My%20Notes, My Notes, true, ''",
                "/caf%C3%A9, café, true, ''",
                "/home/, home, false, ''",
                "//home, home, false, ''",
                "/a//b, a|b, false, ''",
                "//, '', false, ''",
                "/a?b=c, a, true, b=c",
                "/a?b?c, a, true, b?c",
                "/a%3Fb, a?b, true, ''",
                "/a+b, a+b, true, ''",
                "/..a/...,  ..a|..., true, ''",
            })
    void namesWhatIsInAFolder(String raw, String names, boolean tidy, String query) {
        Target.Named named = (Target.Named) Target.of(raw);
        assertThat(named.names())
                .isEqualTo(
                        clean(names).isEmpty()
                                ? List.of()
                                : List.of(clean(names).split("\\|", -1)));
        assertThat(named.tidy()).isEqualTo(tidy);
        assertThat(named.query()).isEqualTo(clean(query));
    }

    private static String clean(String cell) {
        return cell.replace("'", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%00",
                "/a%00.md",
                "/../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/a/%2E%2e/b",
                "/.",
                "/a%2Fb",
                "/a%5Cb",
                "/%7F",
                "/%0d%0aX:y",
                "/%C0%AE%C0%AE/x",
                "/%FF",
                "/%ED%A0%80"
            })
    void hasNoNameForWhatIsNoneOfAFile(String raw) {
        assertThat(Target.of(raw)).isEqualTo(new Target.Nameless());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "home",
                "*",
                "http://notes.test/",
                "/%",
                "/%4",
                "/%zz",
                "/%-1",
                "/a b",
                "/#x",
                "/é"
            })
    void isMalformedIfNoPathCanBeRead(String raw) {
        assertThat(Target.of(raw)).isEqualTo(new Target.Malformed());
    }
}
