package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.RunningCroft.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `croft train` leaves, and what becomes of an archive that no longer fits. The installation
/// is the test's own, with copies of the jars.
@Timeout(400)
class TrainIT {
    private static final List<String> SERVICES =
            List.of("edge-proxy", "cert-manager", "static-site", "wiki-pkb");

    @TempDir private Path home = Path.of("unset");
    @TempDir private Path work = Path.of("unset");
    private Path folder = Path.of("unset");

    @BeforeEach
    void makeInstallation() throws IOException {
        for (String service : SERVICES) {
            Path built = RunningCroft.home().resolve(service).resolve("target");
            Path copies = Files.createDirectories(target(service));
            for (String file : List.of(jar(service), "runtime.classpath")) {
                Files.copy(
                        built.resolve(file),
                        copies.resolve(file),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            copyFlags(service);
        }
        copyFlags("platform");
        folder = Folders.withOneSite();
        Files.createDirectory(folder.resolve("pages"));
        Files.writeString(
                folder.resolve("croft.yml"),
                "  - { host: notes.localhost, wiki: ./pages }\n",
                StandardOpenOption.APPEND);
    }

    private void copyFlags(String module) throws IOException {
        Path flags = Path.of(module, "src/main/jvm");
        Path copies = Files.createDirectories(home.resolve(flags));
        try (Stream<Path> files = Files.list(RunningCroft.home().resolve(flags))) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
    }

    @AfterEach
    void deleteFolder() throws IOException {
        Folders.delete(folder);
    }

    @Test
    void servicesStartFromWhatTheyLearntForAsLongAsItFits() throws Exception {
        Ended trained = train("train");

        assertThat(trained.exitCode()).as(trained.output()).isZero();
        for (String service : SERVICES) {
            assertThat(archive(service)).isRegularFile();
            assertThat(Files.size(archive(service))).isGreaterThan(10_000_000);
        }
        assertThat(home.resolve("edge-proxy/target")).isDirectoryNotContaining("glob:**new.aot*");
        assertThat(work).isEmptyDirectory();
        try (RunningCroft croft = RunningCroft.start(Croft.class, home, folder)) {
            for (String service : SERVICES) {
                assertThat(uses(croft, service)).as(service).isTrue();
            }
        }
        assertThat(train("train", "--missing").output()).contains("trained already");

        // One is damaged, and one older than what it was made from.
        Files.writeString(archive("edge-proxy"), "no archive".repeat(1_000));
        Files.setLastModifiedTime(
                target("cert-manager").resolve(jar("cert-manager")),
                FileTime.from(Instant.now().plusSeconds(5)));
        try (RunningCroft croft = RunningCroft.start(Croft.class, home, folder)) {
            assertThat(croft.report().processes())
                    .allMatch(process -> process.restarts() == 0, croft.output());
            assertThat(uses(croft, "edge-proxy")).isFalse();
            assertThat(uses(croft, "cert-manager")).isFalse();
            assertThat(uses(croft, "static-site")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres: ", "Keeping what was learnt"})
    void leavesNothingWhenItIsInterrupted(String moment) throws Exception {
        Path output = Files.createTempFile("croft-train", ".txt");
        Process train = begin(output, "train");
        while (!Files.readString(output).contains(moment)) {
            assertThat(train.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(Files.readString(output))
                    .isFalse();
        }
        train.toHandle().destroy();

        assertThat(train.waitFor()).as(Files.readString(output)).isEqualTo(130);
        assertThat(Files.readString(output)).contains("nothing was kept");
        assertThat(work).isEmptyDirectory();
        for (String service : SERVICES) {
            assertThat(target(service)).isDirectoryNotContaining("glob:**.aot*");
        }
        Files.delete(output);
    }

    private Ended train(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("croft-train", ".txt");
        Process train = begin(output, arguments);
        var ended = new Ended(train.waitFor(), Files.readString(output));
        Files.delete(output);
        return ended;
    }

    private Process begin(Path output, String... arguments) throws IOException {
        // PostgreSQL, of another user, has to pass.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder command = RunningCroft.command(Croft.class, home, arguments);
        command.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + work);
        return command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /// Whether a service's process has its archive in memory, by what the system says.
    private boolean uses(RunningCroft croft, String service) throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/" + croft.pid(service) + "/maps"))) {
            return maps.anyMatch(line -> line.endsWith(archive(service).toString()));
        }
    }

    private Path target(String service) {
        return home.resolve(service).resolve("target");
    }

    private Path archive(String service) {
        return target(service).resolve(service + ".aot");
    }

    private static String jar(String service) throws IOException {
        try (Stream<Path> files = Files.list(RunningCroft.home().resolve(service + "/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            name.startsWith(service)
                                    && name.endsWith(".jar")
                                    && !name.endsWith("-tests.jar"))
                    .findAny()
                    .orElseThrow();
        }
    }
}
