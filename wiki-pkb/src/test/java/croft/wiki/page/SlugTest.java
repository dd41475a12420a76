package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fragments of headings.
class SlugTest {
    @ParameterizedTest
    @MethodSource
    void writesFragmentsAsPkbDoes(String heading, String slug) {
        assertThat(Slug.of(heading)).isEqualTo(slug);
    }

    static List<Arguments> writesFragmentsAsPkbDoes() throws IOException {
        return Pairs.read("slugs.txt");
    }

    @Test
    void isMadeOfLowerCaseLettersDigitsAndSingleHyphensForEveryCharacterThereIs() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            assertThat(Slug.of(Character.toString(point)))
                    .as("U+%04X", point)
                    .matches("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?");
        }
    }
}
