package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The bench, with nginx and the real edge. Whether all is there is tested, never how fast it was.
@Timeout(480)
class BenchIT {
    private static final String PACKAGES = "nginx wrk nghttp2-client";

    @TempDir private Path folder = Path.of("unset");

    @Test
    void reportsEveryLoadOfEveryServer() throws Exception {
        RunningCroft.Ended bench =
                RunningCroft.run(
                        Croft.class,
                        "bench",
                        "--peers=nginx",
                        "--loads=h1:1k,h2:10k:4,files:10k,hs:full,rate:h2:1k:80,start,"
                                + "idle:h2:12,fill:200",
                        "--rounds=2",
                        "--seconds=1",
                        "--warm=0",
                        "--pin=0:0",
                        "--edge=cache-memory: 64MiB",
                        "--out=" + folder);

        assertThat(bench.exitCode()).as(PACKAGES + "\n" + bench.output()).isZero();
        assertThat(bench.output()).contains("Targets", "× CPU by round");
        Json json = Json.read(Files.readString(folder.resolve("benchmark/results.json")));
        List<String> names = new ArrayList<>();
        for (Json load : json.get("loads").elements()) {
            names.add(load.get("name").text(""));
            assertThat(load.get("servers").elements())
                    .extracting(server -> server.get("name").text(""))
                    .containsExactly(
                            load.get("name").text("").startsWith("files:") ? "static-site" : "edge",
                            "nginx");
            for (Json server : load.get("servers").elements()) {
                complete(load.get("name").text(""), server);
            }
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "h1:1k",
                        "h2:10k:4",
                        "files:10k",
                        "hs:full",
                        "rate:h2:1k:80",
                        "start",
                        "idle:h2:12",
                        "fill:200");
        assertThat(json.get("versions").get("nginx").text("")).matches("\\d+\\.\\d+.*");
        assertThat(folder.resolve("benchmark/README.md")).isRegularFile();
        assertThat(folder.resolve("benchmark/hs-full.svg")).isRegularFile();
    }

    /// Each kind of run has its figures, and nothing was out of order.
    private static void complete(String load, Json server) {
        boolean alone = load.matches("idle:.*|fill:.*");
        List<Json> runs = server.get("runs").elements();
        assertThat(runs).as(load).hasSize(alone ? 1 : 2);
        for (Json run : runs) {
            assertThat(run.get("notes").elements())
                    .as(load + " on " + server.get("name").text(""))
                    .extracting(note -> note.text(""))
                    // So little in a second may be less than a tick of the processor's clock.
                    .isSubsetOf("no CPU time seen");
            assertThat(run.get("memory").get("rssKib").number(0)).isPositive();
            if (alone) {
                assertThat(run.get("count").number(0)).isPositive();
            } else {
                assertThat(Double.parseDouble(run.get("seconds").text("0"))).isPositive();
            }
            if (!alone && !load.equals("start")) {
                assertThat(run.get("requests").number(0)).isPositive();
                assertThat(Double.parseDouble(run.get("p99Micros").text("0"))).isPositive();
            }
        }
    }

    @Test
    void endsWhatItStartedWhenItIsInterrupted() throws Exception {
        Path output = Files.createTempFile("bench", ".txt");
        // PostgreSQL, of another user, has to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder command =
                RunningCroft.command(
                        Croft.class,
                        "bench",
                        "--peers=nginx",
                        "--loads=h1:1k",
                        "--rounds=50",
                        "--seconds=1",
                        "--warm=0");
        command.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
        Process bench = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        while (!Files.readString(output).contains("  1/100")) {
            assertThat(bench.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(PACKAGES + "\n" + Files.readString(output))
                    .isFalse();
        }
        assertThat(processes()).hasSizeGreaterThan(4);
        bench.toHandle().destroy();

        assertThat(bench.waitFor()).as(Files.readString(output)).isEqualTo(130);
        assertThat(Files.readString(output)).contains("h1:1k  HTTP/1.1", "Interrupted after");
        assertThat(processes()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        Files.delete(output);
    }

    @Test
    void refusesWhatItCannotMeasure() throws Exception {
        RunningCroft.Ended load = RunningCroft.run(Croft.class, "bench", "--loads=h1:2k");
        RunningCroft.Ended peer = RunningCroft.run(Croft.class, "bench", "--peers=apache");
        RunningCroft.Ended edge =
                RunningCroft.run(Croft.class, "bench", "--peers=none", "--edge=no-such-key: 1");

        assertThat(load.exitCode()).isEqualTo(2);
        assertThat(load.output()).contains("\"h1:2k\" is not a load", "1k, 10k, 100k or 1m");
        assertThat(peer.exitCode()).isEqualTo(2);
        assertThat(peer.output()).contains("\"apache\" is no peer", "haproxy");
        assertThat(edge.exitCode()).as(edge.output()).isEqualTo(2);
        assertThat(edge.output()).contains("--edge", "no-such-key");
    }

    /// Those that work below the test's folder.
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(folder);
        } catch (IOException e) {
            return false; // it has ended, or is another user's
        }
    }
}
