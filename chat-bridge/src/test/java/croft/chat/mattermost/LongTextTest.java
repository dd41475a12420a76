package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Texts that are too long for a post.
class LongTextTest {
    @Test
    void aTextThatFitsIsOnePiece() {
        assertThat(LongText.pieces("")).containsExactly("");
        assertThat(LongText.pieces("x".repeat(LongText.LONGEST))).hasSize(1);
    }

    @Test
    void isCutBetweenParagraphsFirst() {
        String paragraph = "word ".repeat(12).strip();
        List<String> pieces = LongText.pieces(paragraph + "\n\n" + paragraph, 100);
        assertThat(pieces).containsExactly(paragraph, paragraph);
    }

    @Test
    void isCutBetweenWordsWhereThereAreNoLines() {
        String text =
                IntStream.range(0, 400)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" "));
        List<String> pieces = LongText.pieces(text, 100);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.length()).isBetween(1, 100));
        assertThat(String.join(" ", pieces)).isEqualTo(text);
    }

    @Test
    void neverCutsACharacterInTwo() {
        String text = "\uD83D\uDC69".repeat(500);
        for (int longest = 60; longest < 64; longest++) {
            List<String> pieces = LongText.pieces(text, longest);
            assertThat(pieces)
                    .allSatisfy(piece -> {
                        assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
                        assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                                .isFalse();
                    });
            assertThat(String.join("", pieces)).isEqualTo(text);
        }
    }

    @Test
    void aCodeBlockThatIsCutGoesOnAsOne() {
        String code =
                IntStream.range(0, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        List<String> pieces = LongText.pieces("```\n" + code + "\n```\nthe end", 120);
        assertThat(pieces.size()).isGreaterThan(2);
        assertThat(pieces)
                .allSatisfy(piece -> {
                    assertThat(piece.length()).isLessThanOrEqualTo(120);
                    assertThat(piece.split("```", -1).length % 2).isOne();
                });
        assertThat(pieces.getLast()).endsWith("the end");
    }

    @Test
    void aCutNoticeSaysSo() {
        String cut = LongText.cut("```\n" + "x\n".repeat(20_000));
        assertThat(cut.length()).isLessThanOrEqualTo(LongText.LONGEST);
        assertThat(cut).endsWith("\n``` …");
        assertThat(LongText.cut("short")).isEqualTo("short");
    }
}
