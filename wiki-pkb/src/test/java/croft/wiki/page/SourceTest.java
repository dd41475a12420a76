package croft.wiki.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import croft.platform.declaration.Glob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of pages, read.
class SourceTest {
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");
    private static final FilePath NOTE = new FilePath("notes/my-note.md");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsWhatAFileSays(String name, String file, String expected) {
        FilePath path = NOTE;
        VisibilityRule rule = VisibilityRule.NONE;
        String text = file;
        while (text.startsWith("path: ") || text.startsWith("rule: ")) {
            String line = text.lines().findFirst().orElseThrow();
            text = text.substring(line.length() + 1);
            if (line.startsWith("path: ")) {
                path = new FilePath(line.substring(6));
            } else {
                rule = rule(line.substring(6));
            }
        }
        text = text.replace('␍', '\r').replace('␂', '\uFEFF').replace('␀', '\u0000');
        assertThat(described(Source.parse(path, text, MODIFIED, rule))).isEqualTo(expected);
    }

    static List<Arguments> readsWhatAFileSays() throws IOException {
        return Cases.read("sources.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsHeadsAsPkbDoes(String name, String head, String expected) {
        Source source = source("---\n" + head + "\n---\nText");
        Page page = source.page();
        if (expected.equals("500")) {
            assertThat(page.problems()).isNotEmpty();
        } else {
            String title = page.title().equals("My-Note") ? "-" : page.title();
            String tags = page.tags().stream().map(Tag::text).collect(Collectors.joining(", "));
            assertThat(
                            (title + " | " + tags + " | ").replace("|  |", "| |")
                                    + (page.visibility() == Visibility.UNLISTED))
                    .isEqualTo(expected);
            assertThat(page.problems()).isEmpty();
        }
        assertThat(source.body()).isEqualTo("Text");
    }

    static List<Arguments> readsHeadsAsPkbDoes() throws IOException {
        return Cases.read("golden-yaml.txt");
    }

    @Test
    void readsOctetsThatAreNotUtf8AndSaysSo() {
        byte[] octets = "---\ntitle: Caf\u00e9\n---\nText".getBytes(StandardCharsets.ISO_8859_1);
        Source source = Source.parse(NOTE, octets, MODIFIED, VisibilityRule.NONE);

        assertThat(source.page().title()).isEqualTo("Caf\uFFFD");
        assertThat(source.body()).isEqualTo("Text");
        assertThat(source.page().problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.text()).contains("not UTF-8", "save the file as UTF-8");
                });
    }

    @Test
    void readsOctetsThatAreUtf8AsTheyAre() {
        Source source =
                Source.parse(
                        NOTE,
                        "Grüße \uFFFD 🍰".getBytes(StandardCharsets.UTF_8),
                        MODIFIED,
                        VisibilityRule.NONE);

        assertThat(source.body()).isEqualTo("Grüße \uFFFD 🍰");
        assertThat(source.page().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "- ",
                "a: ",
                "? ",
                "[[",
                "{a: ",
                "&a ",
                "*a ",
                "!!",
                "!%",
                "\"",
                "'",
                "|\n",
                "\t",
                "#",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "a: &a [*a]\n",
                "a:\n ",
                "\uD800",
                "\u0000",
                "\u0085",
                "\u2028",
                "private: true\n",
                "x: !<\n",
                "!!binary ",
                "<<: *a\n",
                "0: 0\n"
            })
    void endsOnAnyHead(String piece) {
        for (int times : List.of(1, 2, 60, 5_000, 40_000)) {
            assertTimeout(
                    Duration.ofSeconds(5),
                    () -> {
                        Source source = source("---\n" + piece.repeat(times) + "\n---\nText");
                        assertThat(source.page().title()).isNotEmpty();
                        source("---\n" + piece.repeat(times));
                    });
        }
    }

    @Test
    void sharesWhatAliasesStandFor() {
        StringBuilder head = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 40; i++) {
            head.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        head.append("tags: *a39");
        assertTimeout(
                Duration.ofSeconds(1),
                () ->
                        assertThat(source("---\n" + head + "\n---\n").page().problems())
                                .singleElement()
                                .satisfies(it ->
                                        assertThat(it.text())
                                                .startsWith("tags: a list in the list")));
    }

    @Test
    void refusesMoreAliasesThanAnybodyWrites() {
        String head = "a: &a x\ntags: [" + "*a, ".repeat(51) + "]\nprivate: true";
        Page page = source("---\n" + head + "\n---\n").page();

        assertThat(page.problems().getFirst().text()).contains("too many aliases");
        assertThat(page.visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void refusesAHeadThatIsTooLongButNotItsWords() {
        String head = "private: true\nx: \"" + "y".repeat(HeadYaml.MOST_CHARACTERS) + "\"";
        Page page = source("---\n" + head + "\n---\nText").page();

        assertThat(page.problems().getFirst().text())
                .contains("65556 characters (expected: at most 65536)");
        assertThat(page.visibility()).isEqualTo(Visibility.PRIVATE);
    }

    @Test
    void takesABrokenHeadWithoutEndForPrivate() {
        String head = "tea: cake\n".repeat(100_000) + "private: true\nx: [";
        assertTimeout(
                Duration.ofSeconds(2),
                () ->
                        assertThat(source("---\n" + head + "\n---\nText").page().visibility())
                                .isEqualTo(Visibility.PRIVATE));
    }

    /// Whatever a broken head is made of: a line of its own that says `private: true` is heard.
    @Test
    void neverPublishesAPrivatePageForItsBrokenHead() {
        Random random = new Random(7);
        String characters = "ab:-[]{}\"'#&*!|>%@`, \t\n?";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder junk = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                junk.append(characters.charAt(random.nextInt(characters.length())));
            }
            String head = "private: true\nx: " + junk.toString().replace("---", "--");
            Source source = source("---\n" + head + "\n---\nText");
            assertThat(source.page().visibility()).describedAs(head).isEqualTo(Visibility.PRIVATE);
        }
    }

    @Test
    void takesLongFilesInTheTimeOfReadingThem() {
        String text = "---\ntitle: Long\n---\n" + "word ".repeat(2 << 20);
        assertTimeout(
                Duration.ofSeconds(3),
                () -> assertThat(source(text).body()).hasSize(5 * (2 << 20)));
    }

    private static Source source(String text) {
        return Source.parse(NOTE, text, MODIFIED, VisibilityRule.NONE);
    }

    private static VisibilityRule rule(String text) {
        List<Glob> globs = List.of(new Glob(text.substring(text.indexOf(' ') + 1)));
        return text.startsWith("private ")
                ? new VisibilityRule(globs, List.of())
                : new VisibilityRule(List.of(), globs);
    }

    private static String described(Source source) {
        Page page = source.page();
        StringBuilder lines = new StringBuilder("title: " + page.title() + "\n");
        if (!page.tags().isEmpty()) {
            lines.append("tags: ")
                    .append(page.tags().stream().map(Tag::text).collect(Collectors.joining(" | ")))
                    .append('\n');
        }
        if (!page.aliases().isEmpty()) {
            lines.append("aliases: ").append(String.join(" | ", page.aliases())).append('\n');
        }
        if (page.visibility() != Visibility.PUBLIC) {
            lines.append("visibility: ").append(page.visibility()).append('\n');
        }
        page.language().ifPresent(it -> lines.append("lang: ").append(it).append('\n'));
        page.date().ifPresent(it -> lines.append("date: ").append(it).append('\n'));
        page.description().ifPresent(it -> lines.append("description: ").append(it).append('\n'));
        page.image().ifPresent(it -> lines.append("image: ").append(it).append('\n'));
        if (page.empty()) {
            lines.append("empty: true\n");
        }
        lines.append("body: ")
                .append(source.body().replace('\r', '␍').replace('\n', '⏎'))
                .append('\n');
        page.problems()
                .forEach(problem ->
                        lines.append("problem %d: %s\n".formatted(problem.line(), problem.text())));
        return lines.toString().strip();
    }
}
