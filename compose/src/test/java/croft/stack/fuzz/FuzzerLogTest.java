package croft.stack.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a fuzzer writes is understood.
class FuzzerLogTest {
    @TempDir private Path folder = Path.of("unset");

    @Test
    void ofARunThatFoundNothing() throws IOException {
        assertThat(
                        read(
                                0,
                                "#2\tINITED cov: 67 ft: 67 corp: 1/1b exec/s: 0 rss: 569Mb",
                                "#252343\tDONE   cov: 294 ft: 818 corp: 169/12989b lim: 1520 exec/s: 36049",
                                "\"\\000\\000\" # Uses: 71",
                                "Done 252343 runs in 7 second(s)"))
                .isEqualTo(new Outcome.Clean(new Outcome.Effort(252_343, 294, 169)));
    }

    @Test
    void ofAnInputThatBreaksAPromise() throws IOException {
        assertThat(
                        read(
                                77,
                                "#25378\tNEW    cov: 5 ft: 5 corp: 4/13b lim: 247 exec/s: 0",
                                "== Java Exception: java.lang.AssertionError: found 6",
                                "\tat scratch.ScratchFuzzTest.finds(ScratchFuzzTest.java:6)",
                                "artifact_prefix='/a/'; Test unit written to /a/crash-3d66",
                                "Done 67826 runs in 0 second(s)"))
                .isEqualTo(
                        new Outcome.Found(
                                new Outcome.Effort(67_826, 5, 4),
                                "java.lang.AssertionError: found 6",
                                Path.of("/a/crash-3d66")));
    }

    @Test
    void ofAnInputThatTakesTooLong() throws IOException {
        assertThat(
                        read(
                                70,
                                "ALARM: working on the last Unit for 4 seconds",
                                "==5113== ERROR: libFuzzer: timeout after 4 seconds",
                                "artifact_prefix='/a/'; Test unit written to /a/timeout-e757"))
                .isEqualTo(
                        new Outcome.Found(
                                new Outcome.Effort(0, 0, 0),
                                "timeout after 4 seconds",
                                Path.of("/a/timeout-e757")));
    }

    @Test
    void ofAFuzzerThatDidNotRun() throws IOException {
        assertThat(read(1, "Error: Could not find or load main class", ""))
                .isEqualTo(
                        new Outcome.Broken(
                                "exit code 1: Error: Could not find or load main class"));
    }

    private Outcome read(int exit, String... lines) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return FuzzerLog.read(file).outcome(exit);
    }
}
