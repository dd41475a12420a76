package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which names make a release.
@Timeout(60)
class DraftTest {
    private static final BlobId BLOB = BlobId.of("x".getBytes(StandardCharsets.UTF_8));

    static Stream<Arguments> badNames() {
        return Stream.of(
                Arguments.of("", "has an empty folder name"),
                Arguments.of(".", "has no name"),
                Arguments.of("./", "has an empty folder name"),
                Arguments.of("/etc/passwd", "starts at the root"),
                Arguments.of("..", "leads out"),
                Arguments.of("a/../../b", "leads out"),
                Arguments.of("a/../b", "leads out"),
                Arguments.of("a//b", "has an empty folder name"),
                Arguments.of("a/", "has an empty folder name"),
                Arguments.of("a\\b", "has a backslash"),
                Arguments.of("C:\\site\\a", "has a backslash"),
                Arguments.of("a\0b", "has a control character"),
                Arguments.of("a\nb", "has a control character"),
                Arguments.of("a\u0085b", "has a control character"),
                Arguments.of("a" + (char) 0xd800, "is not text"),
                Arguments.of("x".repeat(256), "has a part that is too long"),
                Arguments.of("ü".repeat(128), "has a part that is too long"),
                Arguments.of("a/".repeat(64) + "a", "lies 65 folders deep"),
                Arguments.of(
                        ("x".repeat(200) + "/").repeat(11) + "a", "has a name of 2212 octets"));
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesNamesThatCannotBe(String name, String problem) {
        Draft draft = new Draft(Bounds.DEFAULT);
        draft.add(name, BLOB, 1);
        draft.add("index.html", BLOB, 1);
        assertThat(findings(draft)).hasSize(1).first().asString().contains(problem);
    }

    @Test
    void takesEveryOtherName() {
        String[] names = {
            "a b",
            "a:b",
            "con",
            "a%2fb",
            "ümläut/ß.html",
            "日本",
            "😀.html",
            "a.",
            "...",
            "x".repeat(255)
        };
        Draft draft = new Draft(Bounds.DEFAULT);
        for (String name : names) {
            draft.add(name.equals("...") ? "_..." : name, BLOB, 1);
        }
        assertThat(ManifestTest.whole(draft).count()).isEqualTo(names.length);
    }

    @Test
    void showsNoControlCharacterOnATerminal() {
        Draft draft = new Draft(Bounds.DEFAULT);
        draft.add("a\u001b[2Jb\u202e", BLOB, 1);
        assertThat(findings(draft).getFirst().toString())
                .startsWith(
                        "a\\u{1b}[2Jb\\u{202e}: has a control character in its name (expected: ");
    }

    @Test
    void refusesNamesThatClash() {
        Draft draft = new Draft(Bounds.DEFAULT);
        for (String name :
                new String[] {
                    "About.html",
                    "about.html",
                    "twice",
                    "twice",
                    "\u00fc",
                    "u\u0308",
                    "docs",
                    "docs/a/b",
                    "docs/a/c",
                    "docs-b",
                    "stra\u00dfe",
                    "STRASSE",
                    "index.html"
                }) {
            draft.add(name, BLOB, 1);
        }
        assertThat(findings(draft))
                .extracting(f -> f.entry() + ": " + f.problem())
                .satisfiesExactlyInAnyOrder(
                        f ->
                                assertThat(f)
                                        .startsWith(
                                                "about.html: differs only in upper and lower case")
                                        .endsWith("from About.html"),
                        f -> assertThat(f).isEqualTo("twice: is there twice"),
                        f -> assertThat(f).startsWith("\u00fc: differs only in"),
                        f -> assertThat(f).startsWith("stra\u00dfe: differs only in"),
                        f -> assertThat(f).isEqualTo("docs: is a file, and a folder that holds b"));
    }

    @Test
    void leavesOutWhatIsHidden() {
        Draft draft = new Draft(Bounds.DEFAULT);
        for (String name :
                new String[] {
                    "index.html",
                    "_redirects",
                    "_headers",
                    ".well-known/security.txt",
                    ".DS_Store",
                    "docs/.DS_Store",
                    ".git/config",
                    ".git/HEAD",
                    ".env",
                    "a/.env.local",
                    "docs/.well-known/x",
                    ".nojekyll"
                }) {
            draft.add(name, BLOB, 1);
        }
        Assembled.Whole whole = (Assembled.Whole) draft.finish();
        assertThat(names(whole.manifest()))
                .containsExactly(
                        ".well-known/security.txt", "_headers", "_redirects", "index.html");
        assertThat(whole.leftOut()).isEqualTo(8);
        assertThat(whole.warnings())
                .extracting(f -> f.entry() + ": " + f.problem())
                .containsExactlyInAnyOrder(
                        ".env: may hold passwords; left out",
                        "a/.env.local: may hold passwords; left out",
                        ".git/config: belongs to a repository; left out");
    }

    @Test
    void refusesToBeEmpty() {
        assertThat(findings(new Draft(Bounds.DEFAULT)).getFirst().problem())
                .isEqualTo("holds no files");
        Draft hidden = new Draft(Bounds.DEFAULT);
        hidden.add(".git/config", BLOB, 1);
        assertThat(findings(hidden).getFirst().problem()).isEqualTo("holds hidden files only");
    }

    @Test
    void takesAwayTheOneFolderThatHasAStartPage() {
        assertThat(unwrapped("public/index.html", "public/a/b", "public/.well-known/x"))
                .containsExactly(".well-known/x", "a/b", "index.html");
        assertThat(unwrapped("docs/index.html", "robots.txt"))
                .containsExactly("docs/index.html", "robots.txt");
        assertThat(unwrapped("docs/a.html", "docs/b/index.html"))
                .containsExactly("docs/a.html", "docs/b/index.html");
        assertThat(unwrapped("public/index.html", "public2/index.html"))
                .containsExactly("public/index.html", "public2/index.html");
        assertThat(unwrapped("a/a/index.html", "a/index.html"))
                .containsExactly("a/index.html", "index.html");
        assertThat(unwrapped("index.html")).containsExactly("index.html");
    }

    @Test
    void keepsToItsBounds() {
        Bounds bounds = new Bounds(2, 100, 60, 1, Duration.ofHours(1));
        Draft many = new Draft(bounds);
        Draft large = new Draft(bounds);
        Draft heavy = new Draft(bounds);
        for (int i = 0; i < 100; i++) {
            many.add("f" + i, BLOB, 1);
        }
        large.add("a", BLOB, 61);
        large.add("b", BLOB, -1);
        heavy.add("a", BLOB, 60);
        heavy.add("b", BLOB, 41);
        assertThat(findings(many))
                .extracting(Finding::problem)
                .containsExactly("more than 2 files");
        assertThat(findings(large))
                .extracting(Finding::problem)
                .containsExactly("has 61 octets", "has -1 octets");
        assertThat(findings(heavy))
                .extracting(Finding::problem)
                .containsExactly("all files together have 101 octets");
    }

    @Test
    void showsTheFirstFindingsAndCountsTheOthers() {
        Draft draft = new Draft(Bounds.DEFAULT);
        for (int i = 0; i < 250; i++) {
            draft.add("../" + i, BLOB, 1);
        }
        draft.add("a", BLOB, 1);
        Assembled.Refused refused = (Assembled.Refused) draft.finish();
        assertThat(refused.findings()).hasSize(100);
        assertThat(refused.more()).isEqualTo(150);
    }

    private static List<String> unwrapped(String... names) {
        Draft draft = new Draft(Bounds.DEFAULT);
        for (String name : names) {
            draft.add(name, BLOB, 1);
        }
        draft.unwrap();
        return names(ManifestTest.whole(draft));
    }

    private static List<String> names(Manifest manifest) {
        List<String> names = new ArrayList<>();
        manifest.files().forEach(f -> names.add(String.join("/", f.path().segments())));
        return names;
    }

    private static List<Finding> findings(Draft draft) {
        return ((Assembled.Refused) draft.finish()).findings();
    }
}
