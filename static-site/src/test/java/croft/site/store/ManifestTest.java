package croft.site.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.site.content.SitePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A release's list of files: found, written, read and compared.
@Timeout(60)
class ManifestTest {
    private static final BlobId HELLO = BlobId.of("hello".getBytes(StandardCharsets.UTF_8));
    private static final BlobId OTHER = BlobId.of("other".getBytes(StandardCharsets.UTF_8));

    @Test
    void isTheSameTextWhateverTheOrder() throws IOException {
        Manifest one = of("index.html", "docs/a", "docs-b", "ü.html");
        Manifest other = of("ü.html", "docs-b", "docs/a", "index.html");
        assertThat(text(one))
                .isEqualTo(text(other))
                .isEqualTo(
                        "croft manifest 1\n"
                                + line("docs-b")
                                + line("docs/a")
                                + line("index.html")
                                + line("ü.html"));
        assertThat(one.name())
                .isEqualTo(other.name())
                .isEqualTo(BlobId.of(text(one).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Manifest manifest = random(5_000, new Random(7));
        Manifest again = parse(text(manifest));
        assertThat(again.name()).isEqualTo(manifest.name());
        assertThat(again.count()).isEqualTo(5_000);
        assertThat(again.octets()).isEqualTo(manifest.octets());
        assertThat(Manifest.EMPTY.name()).isEqualTo(parse(text(Manifest.EMPTY)).name());
    }

    @Test
    void findsEveryFileAndNothingElse() {
        Random random = new Random(3);
        Manifest manifest = random(2_000, random);
        TreeMap<String, Manifest.File> files = new TreeMap<>();
        manifest.files().forEach(f -> files.put(String.join("/", f.path().segments()), f));
        assertThat(files).hasSize(2_000);
        files.forEach((name, file) -> {
            assertThat(manifest.find(file.path())).contains(file);
            assertThat(manifest.find(file.path().asFolder())).contains(file);
            for (String near : List.of(name + "x", name.substring(1), "0" + name)) {
                if (!files.containsKey(near) && !near.startsWith("/")) {
                    assertThat(manifest.find(path(near))).as(near).isEmpty();
                }
            }
            assertThat(manifest.find(file.path().parent())).isEmpty();
        });
        assertThat(manifest.find(SitePath.TOP)).isEmpty();
        assertThat(Manifest.EMPTY.find(path("index.html"))).isEmpty();
    }

    @Test
    void tellsWhatLiesBelowAFolder() {
        Manifest manifest = of("docs-b", "docs/a", "docs/x/y", "docs0", "index.html");
        assertThat(names(manifest.below(path("docs")))).containsExactly("docs/a", "docs/x/y");
        assertThat(names(manifest.below(path("docs/x")))).containsExactly("docs/x/y");
        assertThat(manifest.hasBelow(path("docs"))).isTrue();
        assertThat(manifest.hasBelow(path("doc"))).isFalse();
        assertThat(manifest.hasBelow(path("docs/a"))).isFalse();
        assertThat(manifest.hasBelow(path("zzz"))).isFalse();
        assertThat(manifest.hasBelow(SitePath.TOP)).isTrue();
        assertThat(Manifest.EMPTY.hasBelow(SitePath.TOP)).isFalse();
    }

    @Test
    void listsBelowAnyFolderAsASearchOfAllFilesWould() {
        Manifest manifest = random(1_000, new Random(11));
        List<String> all = names(manifest.files());
        for (Manifest.File file : manifest.files()) {
            SitePath folder = file.path().parent();
            if (!folder.isTop()) {
                String prefix = String.join("/", folder.segments()) + "/";
                assertThat(names(manifest.below(folder)))
                        .isEqualTo(all.stream().filter(n -> n.startsWith(prefix)).toList());
            }
        }
    }

    @Test
    void comparesTwoReleases() {
        Draft older = new Draft(Bounds.DEFAULT);
        older.add("a", HELLO, 5);
        older.add("b", HELLO, 5);
        older.add("d", HELLO, 5);
        Draft newer = new Draft(Bounds.DEFAULT);
        newer.add("b", OTHER, 5);
        newer.add("c", HELLO, 5);
        newer.add("d", HELLO, 5);
        newer.add("e", HELLO, 5);
        List<String> changes = new ArrayList<>();
        whole(older)
                .compare(
                        whole(newer),
                        change ->
                                changes.add(
                                        switch (change) {
                                            case Manifest.Change.Added(var f) -> "+" + f.path();
                                            case Manifest.Change.Removed(var f) -> "-" + f.path();
                                            case Manifest.Change.Replaced(var f, _) ->
                                                    "~" + f.path();
                                        }));
        assertThat(changes).containsExactly("-/a", "~/b", "+/c", "+/e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 | ''                                       | no such list
                    1 | 'croft manifest 2%n'                     | no such list
                    2 | 'croft manifest 1%n%h 5 a'               | cut short
                    2 | 'croft manifest 1%n%h 05 a%n'            | no hash or no size
                    2 | 'croft manifest 1%n%h -5 a%n'            | no hash or no size
                    2 | 'croft manifest 1%nxx%h 5 a%n'           | other fields
                    2 | 'croft manifest 1%n%h 5%n'               | other fields
                    2 | 'croft manifest 1%n%n'                   | other fields
                    2 | 'croft manifest 1%n%h 5 ../a%n'          | no file's name
                    2 | 'croft manifest 1%n%h 5 ./a%n'           | no file's name
                    3 | 'croft manifest 1%n%h 5 b%n%h 5 a%n'     | out of order
                    3 | 'croft manifest 1%n%h 5 b%n%h 5 b%n'     | out of order
                    """)
    void saysWhichLineIsMalformed(int line, String text, String problem) {
        assertThatThrownBy(() -> parse(text.replace("%h", HELLO.toString()).replace("%n", "\n")))
                .isInstanceOf(MalformedManifest.class)
                .hasMessageContaining("line " + line + ":")
                .hasMessageContaining(problem);
    }

    @Test
    void readsNoEndlessLine() {
        assertThatThrownBy(() -> parse("x".repeat(100_000)))
                .isInstanceOf(MalformedManifest.class)
                .hasMessageContaining("too long");
    }

    static Manifest of(String... names) {
        Draft draft = new Draft(Bounds.DEFAULT);
        for (String name : names) {
            draft.add(name, HELLO, 5);
        }
        return whole(draft);
    }

    static Manifest whole(Draft draft) {
        return switch (draft.finish()) {
            case Assembled.Whole(var manifest, _, _) -> manifest;
            case Assembled.Refused refused -> throw new AssertionError(refused);
        };
    }

    /// Names of a few letters, so that many share their beginnings and their folders.
    static Manifest random(int files, Random random) {
        Set<String> names = new TreeSet<>();
        while (names.size() < files) {
            StringBuilder name = new StringBuilder("f" + random.nextInt(20));
            for (int i = random.nextInt(6); i > 0; i--) {
                name.append(random.nextInt(3) == 0 ? "/f" : "-").append(random.nextInt(30));
            }
            names.add(name + ".html");
        }
        List<String> order = new ArrayList<>(names);
        Collections.shuffle(order, random);
        Draft draft =
                new Draft(
                        new Bounds(files, Long.MAX_VALUE, 1L << 40, 1, Bounds.DEFAULT.patience()));
        for (String name : order) {
            draft.add(
                    name,
                    BlobId.of(name.getBytes(StandardCharsets.UTF_8)),
                    random.nextLong(1 << 30));
        }
        return whole(draft);
    }

    private static List<String> names(Iterable<Manifest.File> files) {
        List<String> names = new ArrayList<>();
        files.forEach(f -> names.add(String.join("/", f.path().segments())));
        return names;
    }

    private static SitePath path(String name) {
        return SitePath.file(name.split("/", -1));
    }

    private static String line(String name) {
        return HELLO + " 5 " + name + "\n";
    }

    private static String text(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Manifest parse(String text) throws IOException {
        return Manifest.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
