package croft.wiki.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Differences as `diff -u` shows them, and as `patch` takes them.
@Timeout(60)
class UnifiedDiffTest {
    @TempDir Path folder;

    @Test
    void showsWhatWasPutInTakenOutAndReplaced() {
        String before = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";
        String after = "one\n2\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n";
        assertThat(UnifiedDiff.of("a.md", before, "b.md", after))
                .isEqualTo(
                        """
                        --- a.md
                        +++ b.md
                        @@ -1,5 +1,5 @@
                         one
                        -two
                        +2
                         three
                         four
                         five
                        @@ -8,3 +8,4 @@
                         eight
                         nine
                         ten
                        +eleven
                        """);
    }

    @Test
    void saysNothingOfWhatIsTheSame() {
        assertThat(UnifiedDiff.of("a", "x\ny\n", "b", "x\ny\n")).isEmpty();
        assertThat(UnifiedDiff.of("a", "x\r\ny", "b", "x\ny\n")).isEmpty();
        assertThat(UnifiedDiff.of("a", "", "b", "")).isEmpty();
    }

    @Test
    void showsAWholeTextWhereThereWasNone() {
        assertThat(UnifiedDiff.of("a", "", "b", "x\ny\n"))
                .isEqualTo("--- a\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n");
        assertThat(UnifiedDiff.of("a", "x\n", "b", ""))
                .isEqualTo("--- a\n+++ b\n@@ -1,1 +0,0 @@\n-x\n");
    }

    /// Debian's `patch` and ours agree on what a difference says, on random texts.
    @Test
    void patchMakesTheOneOfTheOther() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            int words = 2 + random.nextInt(6);
            String before = text(random, random.nextInt(60), words);
            String after =
                    random.nextInt(3) == 0
                            ? text(random, random.nextInt(60), words)
                            : edited(random, before);
            String difference = UnifiedDiff.of("page", before, "page", after);
            if (difference.isEmpty()) {
                assertThat(after).isEqualTo(before);
                continue;
            }
            assertThat(patched(before, difference)).as(difference).isEqualTo(after);
        }
    }

    @Test
    void endsSoonWhereNothingIsInCommon() {
        String before = text(new Random(1), 100_000, 1000);
        String after = text(new Random(2), 100_000, 1000);
        assertThat(UnifiedDiff.of("a", before, "b", after).lines()).hasSizeGreaterThan(100_000);
    }

    private String patched(String before, String difference)
            throws IOException, InterruptedException {
        Path page = folder.resolve("page");
        Files.writeString(page, before);
        Path patch = Files.writeString(folder.resolve("patch"), difference);
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "patch",
                                    "--silent",
                                    "--fuzz=0",
                                    page.toString(),
                                    patch.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new AssertionError("patch is missing (apt-get install patch)", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s\n%s", said, difference).isZero();
        return Files.exists(page) ? Files.readString(page) : "";
    }

    private static String text(Random random, int lines, int words) {
        return IntStream.range(0, lines)
                .mapToObj(_ -> "line " + random.nextInt(words) + "\n")
                .collect(Collectors.joining());
    }

    private static String edited(Random random, String text) {
        return text.lines()
                .flatMap(line ->
                        switch (random.nextInt(8)) {
                            case 0 -> IntStream.empty().mapToObj(Integer::toString);
                            case 1 -> IntStream.range(0, 2).mapToObj(_ -> line);
                            case 2 -> IntStream.range(0, 1).mapToObj(_ -> "new");
                            default -> IntStream.range(0, 1).mapToObj(_ -> line);
                        })
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
