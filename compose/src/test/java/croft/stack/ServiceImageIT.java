package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import croft.stack.report.Version;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The image of one service, built as its owner builds it: edge-proxy's, which has the most
/// natives. It is built in a copy of the tree, whose jars nobody runs, and under a name of its own.
@Timeout(1200)
class ServiceImageIT {
    private static final String REGISTRY = "croft-image-test";
    private static final String IMAGE = REGISTRY + "/edge-proxy:" + Version.ofBuild().croft();
    private static final int PATIENCE_SECONDS = 120;

    /// What the build does not need, or makes.
    private static final Set<String> ELSEWHERE =
            Set.of(".git", ".croft", "compose/target", "compose/src", "docs", "surefire-reports");

    @TempDir static Path tree;

    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        StandinBase.require();
        copy(Path.of("..").toRealPath());
        built();
    }

    @AfterAll
    static void forget() throws Exception {
        // with it comes that of the migrations, which its tests need
        DockerEngine.docker("image", "rm", IMAGE, IMAGE.replace("edge-proxy", "db-migrations"));
    }

    @Test
    void isTheSameEachTime() throws Exception {
        String before = id();
        DockerEngine.done("image", "rm", IMAGE);
        Files.delete(
                tree.resolve("edge-proxy/target/edge-proxy-" + Version.ofBuild().croft() + ".jar"));
        Files.delete(tree.resolve("edge-proxy/target/image/app/sbom.json"));
        built();
        assertThat(id()).isEqualTo(before);
    }

    @Test
    void runsAsSomebodyWithoutRights() throws Exception {
        assertThat(inspected("{{.Config.User}}")).isEqualTo("10001:10001");
        assertThat(inspected("{{.Config.Entrypoint}}")).isEqualTo("[/app/start]");
    }

    @Test
    void saysWhatItIs() throws Exception {
        assertThat(inspected("{{index .Config.Labels \"org.opencontainers.image.title\"}}"))
                .isEqualTo("croft/edge-proxy");
        assertThat(inspected("{{index .Config.Labels \"org.opencontainers.image.version\"}}"))
                .isEqualTo(Version.ofBuild().croft());
    }

    @Test
    void hasItsNativesAndUnpacksNothing() throws Exception {
        String natives = inside("ls /app/native");
        assertThat(natives.lines())
                .anyMatch(name -> name.matches("libnetty_transport_native_epoll_.*[.]so"))
                .anyMatch(name -> name.matches("libnetty_tcnative_linux_.*[.]so"))
                .anyMatch(name -> name.equals("libbrotli.so"))
                .anyMatch(name -> name.matches("libzstd-jni-.*[.]so"));
    }

    @Test
    void hasABillOfWhatIsInIt() throws Exception {
        Set<String> names = new HashSet<>();
        try (JsonParser json = new JsonFactory().createParser(inside("cat /app/sbom.json"))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("name")) {
                    names.add(json.nextTextValue());
                }
            }
        }
        assertThat(names).contains("edge-proxy", "platform", "netty-codec-http2", "brotli4j");
    }

    @Test
    void hasTheFlagsThatTheLauncherTakes() throws Exception {
        for (String file : List.of("default.flags", "small.flags")) {
            assertThat(inside("cat /app/" + file))
                    .isEqualTo(
                            Files.readString(Path.of("../edge-proxy/src/main/jvm", file)).strip());
        }
        assertThat(inside("cat /app/every.flags"))
                .isEqualTo(
                        Files.readString(Path.of("../platform/src/main/jvm/every.flags")).strip());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Tool.Result result = DockerEngine.run(IMAGE, List.of());
        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.output())
                .isEqualTo(
                        "edge-proxy: CROFT_DECLARATION: not set (expected: a path, in the environment)\n");
    }

    @Test
    void knowsItsProfiles() throws Exception {
        Tool.Result result = DockerEngine.run(IMAGE, List.of("--env=CROFT_PROFILE=tiny"));
        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.output()).isEqualTo("CROFT_PROFILE: tiny (expected: default or small)\n");
    }

    /// Without a database it starts, says that it is not ready and why, and ends when it is asked
    /// to; in 16 MB of /tmp where nothing can be run, and in the profile for little memory.
    @Test
    void startsInNarrowConfinesAndTellsWhatItWaitsFor() throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        for (String name : List.of("database-edge", "operator-token")) {
            Files.writeString(secrets.resolve(name), "0123456789abcdef0123456789abcdef");
        }
        Files.writeString(secrets.resolve("vault-key"), "A".repeat(43) + "=");
        Path www = Files.createDirectories(folder.resolve("site/www"));
        Files.writeString(www.resolve("index.html"), "<!doctype html>\n");
        Files.writeString(
                folder.resolve("site/croft.yml"),
                "sites:\n  - { host: www.localhost, static: ./www }\n");
        readable();
        String name = "croft-image-test-" + UUID.randomUUID();
        String id =
                DockerEngine.done(
                        "run",
                        "--detach",
                        "--name=" + name,
                        "--read-only",
                        "--cap-drop=ALL",
                        "--security-opt=no-new-privileges",
                        "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=16m",
                        "--tmpfs=/state:rw,uid=10001,gid=10001",
                        "--network=none",
                        "--memory=320m",
                        "--volume=" + folder.resolve("site") + ":/croft:ro",
                        "--volume=" + secrets + ":/run/secrets:ro",
                        "--env=CROFT_PROFILE=small",
                        "--env=CROFT_DECLARATION=/croft/croft.yml",
                        "--env=CROFT_SECRETS=/run/secrets",
                        "--env=CROFT_STATE=/state",
                        "--env=CROFT_DATABASE_URL=jdbc:postgresql://127.0.0.1:5432/postgres",
                        "--env=CROFT_MANAGEMENT_PORT=9000",
                        "--env=CROFT_LISTEN=0.0.0.0",
                        "--env=CROFT_STATIC_SITE=127.0.0.1:8000",
                        "--env=CROFT_WIKI=127.0.0.1:8001",
                        "--env=CROFT_LOG=text",
                        IMAGE);
        try {
            assertThat(health(id)).contains("503");
            assertThat(DockerEngine.done("logs", id)).doesNotContain("UnsatisfiedLinkError");
            DockerEngine.done("stop", "--time=60", id);
            assertThat(DockerEngine.done("inspect", "--format={{.State.ExitCode}}", id))
                    .as(DockerEngine.done("logs", id))
                    .isEqualTo("0");
        } finally {
            DockerEngine.done("rm", "--force", "--volumes", id);
        }
    }

    /// The user of the container is nobody here.
    private void readable() throws IOException, InterruptedException {
        assertThat(new Tool("chmod", "coreutils").run("-R", "a+rX", folder.toString()).exitCode())
                .isZero();
    }

    private static String health(String container) throws IOException, InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            String answer =
                    DockerEngine.docker(
                                    "exec",
                                    container,
                                    "wget",
                                    "-q",
                                    "-O",
                                    "/dev/null",
                                    "http://127.0.0.1:9000/health")
                            .output();
            if (answer.contains("HTTP/1")) {
                return answer;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError("no answer:\n" + DockerEngine.docker("logs", container).output());
    }

    private static void built() throws IOException, InterruptedException {
        Path log = Path.of("target/service-image.log");
        Process maven =
                new ProcessBuilder(
                                "mvn",
                                "-B",
                                "-q",
                                "-Dquick",
                                "-Psbom",
                                "-Dmaven.test.skip=true",
                                "-Dimage.registry=" + REGISTRY,
                                "-pl",
                                "edge-proxy",
                                "-am",
                                "package",
                                "jib:dockerBuild")
                        .directory(tree.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .start();
        assertThat(maven.waitFor()).as(Files.readString(log)).isZero();
    }

    private static void copy(Path from) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path each, BasicFileAttributes attributes) throws IOException {
                        if (ELSEWHERE.contains(each.getFileName().toString())
                                || ELSEWHERE.contains(from.relativize(each).toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(tree.resolve(from.relativize(each).toString()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        // as old as it was: what is built need not be built again
                        Files.copy(
                                file,
                                tree.resolve(from.relativize(file).toString()),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static String id() throws IOException, InterruptedException {
        return inspected("{{.Id}}");
    }

    private static String inspected(String format) throws IOException, InterruptedException {
        return DockerEngine.done("image", "inspect", "--format=" + format, IMAGE);
    }

    private static String inside(String script) throws IOException, InterruptedException {
        return DockerEngine.run(IMAGE, List.of("--entrypoint=sh"), "-c", script).output().strip();
    }
}
