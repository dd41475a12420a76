package croft.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every text, tried with many that a seed makes.
class IrcTextPropertyTest {
    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 3000;

    /// What texts are made of: words, signs that mean something, and what is hard to cut.
    private static final List<String> PIECES =
            List.of(
                    "word",
                    "a",
                    " ",
                    " ",
                    " ",
                    "*",
                    "**",
                    "_",
                    "~~",
                    "`",
                    "[",
                    "](",
                    ")",
                    "<",
                    ">",
                    "#",
                    "- ",
                    "1. ",
                    "&amp;",
                    "\\",
                    "\2",
                    "\3",
                    "\00304,05",
                    "\4ff0000",
                    "\17",
                    "\21",
                    "\35",
                    "\36",
                    "\37",
                    "ß",
                    "€",
                    "👍",
                    "👩‍👩‍👧‍👦",
                    "🏳️‍🌈",
                    "e\u0301\u0323",
                    "한국어",
                    "\u202Eright",
                    "\u2067",
                    "\u200F",
                    "https://a.example/b_c?d=*e*",
                    "snake_case",
                    ":tada:",
                    ":",
                    "|",
                    "!",
                    "=",
                    "\t",
                    "\ud83d",
                    "\u0000",
                    "\u0085",
                    ".",
                    ",");

    @Test
    void whatIrcSaysIsReadFromTheMarkdownThatItBecomes() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String irc = text(random, PIECES, 1 + random.nextInt(16));
            MarkdownLine line = MarkdownLine.of(IrcText.read(irc));
            String markdown = line.markdown();
            List<StyledLine> read = Markdown.lines(markdown);
            assertThat(Emoji.shown(plain(read)))
                    .as("%s → %s", irc, markdown)
                    .isEqualTo(Emoji.shown(line.line().plain()));
        }
    }

    @Test
    void styledWordsKeepTheirStylesThereAndBack() {
        Random random = new Random(SEED);
        List<String> words = List.of("word", "wört", "two words", "x", "snake_case", "1.5");
        for (int i = 0; i < ROUNDS; i++) {
            List<Span> spans = new ArrayList<>();
            for (int n = random.nextInt(1, 6); n > 0; n--) {
                Set<Style> styles =
                        List.of(Style.BOLD, Style.ITALIC, Style.STRIKE, Style.MONO).stream()
                                .filter(_ -> random.nextInt(4) == 0)
                                .collect(Collectors.toSet());
                spans.add(new Span(words.get(random.nextInt(words.size())), styles));
                spans.add(Span.plain(" "));
            }
            spans.removeLast();
            StyledLine line = new StyledLine(spans, false);
            List<String> irc = IrcText.write(List.of(line), 4000);
            assertThat(irc).hasSize(1);
            assertThat(Markdown.lines(Markdown.of(IrcText.read(irc.getFirst()))))
                    .as("%s", line)
                    .containsExactly(line);
        }
    }

    @Test
    void noLineIsTooLongAndNothingIsLost() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String markdown = text(random, PIECES, 1 + random.nextInt(200));
            int octets = 9 + random.nextInt(120);
            List<StyledLine> lines = Markdown.lines(markdown);
            List<String> written = IrcText.write(lines, octets);
            for (String line : written) {
                assertThat(line.getBytes(StandardCharsets.UTF_8).length).isBetween(1, octets);
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
                assertThat(line).doesNotContain("\r", "\n", "\0", "\u202E", "\u2067");
            }
            assertThat(withoutSpaces(written.stream().map(line -> IrcText.read(line).plain())))
                    .as("%s", markdown)
                    .isEqualTo(withoutSpaces(lines.stream().map(StyledLine::plain)));
        }
    }

    @Test
    void stylesGoOnInTheNextLine() {
        List<StyledLine> lines = Markdown.lines("**" + "word ".repeat(100).strip() + "**");
        List<String> written = IrcText.write(lines, 60);
        assertThat(written).hasSizeGreaterThan(5).allMatch(line -> line.startsWith("\2word"));
        assertThat(written).allMatch(line -> line.endsWith("word"));
    }

    @Test
    void charactersAsPeopleSeeThemStayWhole() {
        String family = "👩‍👩‍👧‍👦";
        List<String> written = IrcText.write(Markdown.lines((family + "e\u0301").repeat(50)), 64);
        assertThat(written).hasSizeGreaterThan(10);
        for (String line : written) {
            BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
            characters.setText(line);
            int start = characters.first();
            for (int end = characters.next();
                    end != BreakIterator.DONE;
                    start = end, end = characters.next()) {
                assertThat(line.substring(start, end)).isIn(family, "e\u0301");
            }
        }
    }

    @Test
    void aCharacterLongerThanALineFallsIntoCodePoints() {
        String stacked = "a" + "\u0301".repeat(1000);
        List<String> written = IrcText.write(Markdown.lines(stacked), 100);
        assertThat(String.join("", written)).isEqualTo(stacked);
        assertThat(written).allMatch(l -> l.getBytes(StandardCharsets.UTF_8).length <= 100);
    }

    @Test
    void aLineThatCannotHoldACharacterIsRefused() {
        assertThatThrownBy(() -> IrcText.write(List.of(), 8))
                .hasMessage("octets: 8 (expected: at least 9)");
    }

    /// Texts that take some parsers forever.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "*", "**a ", "_a __b ", "[", "![[](", "> ", "- ", "  - a\n", "`", "``a```b`",
                "<", "&amp;", "\\", "~~a", "e\u0301", "\u0301", "👍‍", ":a", "http://a.", "\n",
                        "\r",
                "\t", "\0", "\2", "\00304,", "\u202E", "[a](b\n", "1. ", "***a b*** ", "www.",
                        "a@b.",
            })
    @Timeout(10)
    void aMegabyteOfAnythingTakesSeconds(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        for (String line : IrcText.write(Markdown.lines(text), 380)) {
            assertThat(line).doesNotContain("\r", "\n", "\0");
        }
        String heard = text.substring(0, 8000);
        String markdown = Markdown.of(IrcText.read(heard));
        assertThat(Markdown.lines(markdown)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aTextBeyondTheLimitSaysThatItIsCut() {
        String text = "x".repeat(Markdown.LONGEST - 1) + "👍👍";
        String plain = Markdown.plain(text);
        assertThat(plain).endsWith("x…").hasSize(Markdown.LONGEST);
    }

    @Test
    void plainTextHasNoSigns() {
        assertThat(Markdown.plain("# A\n**b** `c`\n- [d](https://e.example) :tada:"))
                .isEqualTo("A\nb c\n• d (https://e.example) 🎉");
    }

    @Test
    void emojiHaveNamesBothWays() {
        assertThat(Emoji.named("thumbsup")).contains("👍");
        assertThat(Emoji.nameOf("👍")).contains("+1");
        assertThat(Emoji.nameOf("❤️")).contains("heart").isEqualTo(Emoji.nameOf("❤"));
        assertThat(Emoji.named("no_such")).isEmpty();
    }

    private static String plain(List<StyledLine> lines) {
        return lines.stream().map(StyledLine::plain).collect(Collectors.joining("\n"));
    }

    private static String withoutSpaces(Stream<String> lines) {
        return lines.collect(Collectors.joining()).replaceAll("\\s", "");
    }

    private static String text(Random random, List<String> pieces, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
