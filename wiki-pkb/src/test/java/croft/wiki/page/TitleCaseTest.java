package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Titles that are made of names.
class TitleCaseTest {
    @ParameterizedTest
    @MethodSource
    void writesTitlesAsPkbDoes(String text, String title) {
        assertThat(TitleCase.of(text)).isEqualTo(title);
    }

    static List<Arguments> writesTitlesAsPkbDoes() throws IOException {
        return Pairs.read("title-case.txt");
    }

    @Test
    void leavesAnyTextWithinABlinkOfTheEye() {
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> {
                    for (String piece :
                            List.of(
                                    "(", "/", "a/", "(a", "_", ": a", "' ", "v. ", "a.",
                                    "\u0000")) {
                        TitleCase.of(piece.repeat(500));
                        TitleCase.of(piece.repeat(500_000));
                    }
                });
    }
}
