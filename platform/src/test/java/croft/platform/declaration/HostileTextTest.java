package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No text makes the reader throw or work for long, whatever it is.
class HostileTextTest {
    private static final int ROUNDS = 3_000;

    /// What mutations insert: the characters that mean something to YAML, and some that hurt.
    private static final List<String> PIECES =
            List.of(
                    "\n",
                    "\r",
                    "\r\n",
                    "\t",
                    " ",
                    "  ",
                    ":",
                    ": ",
                    "- ",
                    "? ",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "&a ",
                    "*a",
                    "!",
                    "!!str ",
                    "|",
                    ">",
                    "|2-\n",
                    "'",
                    "\"",
                    "#",
                    " #",
                    "%",
                    "@",
                    "`",
                    "---\n",
                    "...\n",
                    "%YAML 1.3\n",
                    "%TAG ! x\n",
                    "<<: *a",
                    "~",
                    "null",
                    "\\",
                    "\\x",
                    "\\U0010FFFF",
                    "\\uD800",
                    "\uFEFF",
                    "\u0000",
                    "\u0085",
                    "\u2028",
                    "\uD83C\uDFE1",
                    "\uD800",
                    "\uDC00",
                    "é",
                    "0x",
                    "1e999",
                    "host",
                    "static",
                    "sites");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261122})
    @Timeout(60)
    void mutationsOfValidFilesGiveADeclarationOrMistakes(long seed) {
        RandomGenerator random = new Random(seed);
        List<String> samples = Samples.all().map(Samples::text).toList();
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(samples.get(random.nextInt(samples.size())));
            int changes = 1 + random.nextInt(6);
            for (int change = 0; change < changes; change++) {
                mutate(text, random);
            }
            holds(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    @Timeout(60)
    void randomBytesGiveMistakes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (32 + (bytes[i] & 0x7f) % 95);
                }
            }
            holds(DeclarationReader.read("croft.yml", Samples.HOME, bytes));
            holds(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    static Stream<Arguments> bombs() {
        String aliases =
                "a0: &a0 [x, x]\n"
                        + IntStream.range(1, 60)
                                .mapToObj(i ->
                                        "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                                .reduce("", String::concat);
        return Stream.of(
                Arguments.of("brackets", "[".repeat(500_000)),
                Arguments.of("braces", "{a: ".repeat(200_000)),
                Arguments.of("dashes", "- ".repeat(400_000)),
                Arguments.of("question marks", "? ".repeat(400_000)),
                Arguments.of("indentation", deeper(1_000)),
                Arguments.of("aliases", aliases),
                Arguments.of("anchors", "&a ".repeat(300_000)),
                Arguments.of("quotes", "\"".repeat(1_000_000)),
                Arguments.of("one long word", "a".repeat(1_000_000)),
                Arguments.of("one long host", "sites: [{host: " + "a-".repeat(400_000) + "}]"),
                Arguments.of("many dots", "sites: [{host: " + "a.".repeat(400_000) + "b}]"),
                Arguments.of("long proxy", "sites: [{proxy: http://" + "1:".repeat(400_000) + "}]"),
                Arguments.of("long mail", "contact: " + "@".repeat(900_000)),
                Arguments.of("many keys", lines(60_000, "k%d: v\n")),
                Arguments.of("many sites", "sites:\n" + lines(30_000, " - {host: h%d.test}\n")),
                Arguments.of("same sites", "sites:\n" + " - {host: h.test}\n".repeat(4_000)),
                Arguments.of("comments", "# c\n".repeat(250_000)),
                Arguments.of("line breaks", "\n".repeat(1_000_000)),
                Arguments.of("spaces", " ".repeat(1_000_000)),
                Arguments.of("tags", "!a ".repeat(300_000)),
                Arguments.of("directives", "%YAML 1.2\n".repeat(50_000)),
                Arguments.of("documents", "---\n".repeat(200_000)),
                Arguments.of("colons", ":".repeat(1_000_000)),
                Arguments.of("block text", "a: |\n" + "  b\n".repeat(200_000)),
                Arguments.of("too large", "a".repeat(5_000_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void bombsGiveMistakesInTime(String name, String text) {
        Reading reading =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> DeclarationReader.read("croft.yml", Samples.HOME, text),
                        name);
        assertThat(reading).isInstanceOf(Reading.Rejected.class);
        holds(reading);
    }

    private static void holds(String text) {
        holds(DeclarationReader.read("croft.yml", Samples.HOME, text));
    }

    static void holds(Reading reading) {
        switch (reading) {
            case Reading.Accepted(Declaration declaration, _) ->
                    assertThat(declaration.sites()).isNotEmpty();
            case Reading.Rejected(List<Mistake> mistakes) -> {
                assertThat(mistakes).isNotEmpty().hasSizeLessThan(Review.MOST_MISTAKES + 2);
                for (Mistake mistake : mistakes) {
                    assertThat(mistake.line()).isPositive();
                    assertThat(mistake.column()).isPositive();
                    assertThat(mistake.toString()).hasSizeLessThan(1_000).doesNotContain("\n");
                }
            }
        }
    }

    private static void mutate(StringBuilder text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
            default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    private static String deeper(int levels) {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            text.append(" ".repeat(level)).append("a:\n");
        }
        return text.toString();
    }

    private static String lines(int count, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(format.formatted(i));
        }
        return text.toString();
    }
}
