package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Places of files.
class FilePathTest {
    @Test
    void standInTheOrderOfTheirOctets() {
        Random random = new Random(3);
        List<String> pieces =
                List.of(
                        "a", "b", "-", ".md", "/x", " ", "é", "\uE000", "\uFFFD", "🍰", "𐀀",
                        "\uD7FF");
        for (int round = 0; round < 20_000; round++) {
            FilePath one = path(random, pieces);
            FilePath other = path(random, pieces);
            assertThat(Integer.signum(one.compareTo(other)))
                    .describedAs("%s against %s", one, other)
                    .isEqualTo(
                            Integer.signum(
                                    Arrays.compareUnsigned(
                                            one.text().getBytes(StandardCharsets.UTF_8),
                                            other.text().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static FilePath path(Random random, List<String> pieces) {
        StringBuilder text = new StringBuilder("p");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return new FilePath(text.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/."})
    void areNamesAndSlashes(String text) {
        assertThat(FilePath.of(text)).isEmpty();
        assertThatThrownBy(() -> new FilePath(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.md, a, /a",
        "x/Plum cake.md, Plum cake, /x/Plum%20cake",
        "C#.md, C#, /C%23",
        "a.b.md, a.b, /a.b",
        "x/100%.md, 100%, /x/100%25",
        "é~(1)*.md, é~(1)*, /%C3%A9~%281%29%2A",
        "a+b.md, a+b, /a%2Bb"
    })
    void haveAStemAndAnAddress(String path, String stem, String address) {
        assertThat(new FilePath(path).stem()).isEqualTo(stem);
        assertThat(Address.ofPage(new FilePath(path))).hasToString(address);
    }
}
