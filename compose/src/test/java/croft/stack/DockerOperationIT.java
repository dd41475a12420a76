package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.report.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A stack in containers, looked after with the `croft` command alone. The services are tiny; the
/// engine, Compose and the files that `croft init` writes are the real ones.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerOperationIT {
    private static final Tool DOCKER = new Tool("docker", "docker.io");

    private final TinyImages images = new TinyImages("croft-operation-it");
    private @Nullable DockerFolder started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        DockerEngine.require();
        images.makeAll(DockerFolder.VERSION);
        DockerFolder running = DockerFolder.init(images);
        started = running;
        // a volume that fills up fast
        running.replace(
                "compose.yaml",
                "  site: {}",
                "  site: {driver: local, driver_opts: {type: tmpfs, device: tmpfs, o: \"size=1m,uid=10001\"}}");
        RunningCroft.Ended up = running.croft("up", "--docker");
        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output())
                .contains("Croft is up in containers (")
                .contains("https://www.localhost:" + httpsPort(running))
                .contains("https://notes.localhost:");
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
        images.close();
    }

    @Test
    void visitorsReachTheEdge() throws IOException, InterruptedException {
        assertThat(running().visited()).isEqualTo(DockerFolder.VERSION);
    }

    @Test
    void aSecondUpFindsEverythingAsItShouldBe() throws IOException, InterruptedException {
        String before = container("edge-proxy");
        RunningCroft.Ended up = running().croft("up", "--docker");
        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(container("edge-proxy")).isEqualTo(before);
    }

    @Test
    void statusTellsStateAndMemoryOfEachContainer() throws IOException, InterruptedException {
        RunningCroft.Ended status = running().croft("status");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output())
                .contains("All is well")
                .contains("in containers")
                .containsPattern("edge-proxy +up .* of 768 MiB")
                .containsPattern("db +up ")
                .doesNotContain("migrate");
    }

    @Test
    void statusIsThereForProgramsToo() throws IOException, InterruptedException {
        Json json = Json.read(running().croft("status", "--json").output());
        assertThat(json.get("running").isTrue()).isTrue();
        assertThat(json.get("problems").elements()).isEmpty();
        Json edge =
                json.get("containers").elements().stream()
                        .filter(one -> one.get("service").text("").equals("edge-proxy"))
                        .findFirst()
                        .orElseThrow();
        assertThat(edge.get("health").text("")).isEqualTo("healthy");
        assertThat(edge.get("memory").number(0)).isPositive();
        assertThat(edge.get("memoryLimit").number(0)).isEqualTo(768L << 20);
    }

    @Test
    void statusNamesAServiceThatIsStoppedInOneLine() throws IOException, InterruptedException {
        String id = container("cert-manager");
        DOCKER.run("stop", id);
        try {
            RunningCroft.Ended status = running().croft("status");
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output()).contains("! cert-manager is not up: stopped");
        } finally {
            DOCKER.run("start", id);
        }
    }

    @Test
    void statusTellsThatAServiceWasKilledForItsMemoryOrOtherwise()
            throws IOException, InterruptedException {
        String id = container("wiki-pkb");
        DOCKER.run("update", "--restart=no", id);
        DOCKER.run("kill", id);
        try {
            assertThat(running().croft("status").output())
                    .contains("! wiki-pkb is not up: killed (137)");
        } finally {
            DOCKER.run("start", id);
        }
    }

    @Test
    void statusNamesAVolumeThatIsFull() throws IOException, InterruptedException {
        String id = container("static-site");
        DOCKER.run("exec", id, "sh", "-c", "cat /dev/zero > /state/all");
        try {
            RunningCroft.Ended status = running().croft("status");
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output()).contains("! the volume of static-site (/state) is full");
        } finally {
            DOCKER.run("exec", id, "sh", "-c", ": > /state/all");
        }
    }

    @Test
    void logsShowWhatContainersWrote() throws IOException, InterruptedException {
        String folder = running().path().toString();
        RunningCroft.Ended all = RunningCroft.run(Croft.class, "logs", "--folder", folder);
        assertThat(all.output())
                .contains("edge-proxy | tiny edge-proxy 1 begins")
                .contains("migrate | tiny db-migrations 1 begins");
        RunningCroft.Ended one = RunningCroft.run(Croft.class, "logs", "db", "--folder", folder);
        assertThat(one.output()).contains("tiny db 18 begins").doesNotContain("edge-proxy");
        RunningCroft.Ended none = RunningCroft.run(Croft.class, "logs", "dbb", "--folder", folder);
        assertThat(none.exitCode()).isEqualTo(69);
        assertThat(none.output())
                .contains("no container of dbb (expected: one of cert-manager, db");
    }

    @Test
    void aControlCommandReachesTheServiceInItsContainer() throws IOException, InterruptedException {
        RunningCroft.Ended certs =
                RunningCroft.run(
                        Croft.class, "certs", "--json", "--folder", running().path().toString());
        assertThat(certs.exitCode()).as(certs.output()).isZero();
        assertThat(Json.read(certs.output()).get("at").text("")).isEqualTo("2026-11-22T10:00:00Z");
    }

    @Test
    void croftUpDoesNotRunBesideTheContainers() throws IOException, InterruptedException {
        RunningCroft.Ended up = running().croft("up");
        assertThat(up.exitCode()).isEqualTo(75);
        assertThat(up.output()).contains("is being run already in containers");
    }

    @Test
    void anotherFolderOfTheSameNameIsRefused() throws IOException, InterruptedException {
        try (DockerFolder other = DockerFolder.init(images)) {
            String own = other.env("COMPOSE_PROJECT_NAME").orElseThrow();
            other.set("COMPOSE_PROJECT_NAME", running().env("COMPOSE_PROJECT_NAME").orElseThrow());
            RunningCroft.Ended up = other.croft("up", "--docker");
            other.set("COMPOSE_PROJECT_NAME", own);
            assertThat(up.exitCode()).isEqualTo(75);
            assertThat(up.output())
                    .contains("containers of " + running().path())
                    .contains("put another COMPOSE_PROJECT_NAME");
        }
    }

    @Test
    void portsThatAreTakenAreAllNamedBeforeAnythingStarts()
            throws IOException, InterruptedException {
        try (DockerFolder folder = DockerFolder.init(images);
                var _ = new ServerSocket(folder.httpPort(), 1, InetAddress.ofLiteral("127.0.0.1"));
                var _ =
                        new ServerSocket(
                                databasePort(folder), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(69);
            assertThat(up.output())
                    .contains("ports are in use")
                    .contains("127.0.0.1:" + folder.httpPort() + " (for edge-proxy)")
                    .contains("127.0.0.1:" + databasePort(folder) + " (for db)");
            assertThat(containers(folder)).isEmpty();
        }
    }

    @Test
    void imagesOfOursThatAreMissingAreToBeBuilt() throws IOException, InterruptedException {
        try (DockerFolder folder = DockerFolder.init(images)) {
            folder.set("CROFT_REGISTRY", "croft");
            folder.set("CROFT_VERSION", "0.0.0-none");
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(69);
            assertThat(up.output())
                    .contains("images are missing: croft/cert-manager:0.0.0-none, ")
                    .contains("./croft images");
            assertThat(containers(folder)).isEmpty();
        }
    }

    @Test
    void aSecretThatIsMissingIsNamedAndNotMadeAnew() throws IOException, InterruptedException {
        try (DockerFolder folder = DockerFolder.init(images)) {
            Path secret = folder.path().resolve(".croft/secrets/database-site");
            Files.delete(secret);
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(78);
            assertThat(up.output()).contains("a secret is missing: database-site");
            assertThat(secret).doesNotExist();
            assertThat(containers(folder)).isEmpty();
        }
    }

    @Test
    void aMistakeOfCroftYmlStartsNothing() throws IOException, InterruptedException {
        try (DockerFolder folder = DockerFolder.init(images)) {
            Files.writeString(folder.path().resolve("croft.yml"), "sites: none\n");
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("croft.yml:1:8").contains("nothing was started");
            assertThat(containers(folder)).isEmpty();
        }
    }

    @Test
    void aFolderThatInitHasNotWrittenIsToldSo() throws IOException, InterruptedException {
        Path folder = Folders.withOneSite();
        RunningCroft.Ended up = RunningCroft.run(Croft.class, "up", "--docker", folder.toString());
        Folders.delete(folder);
        assertThat(up.exitCode()).isEqualTo(66);
        assertThat(up.output()).contains("holds no compose.yaml").contains("croft init " + folder);
    }

    @Test
    void whatDoesNotBecomeHealthyIsNamedWithItsLastLineOnceAllOthersAreUp()
            throws IOException, InterruptedException {
        versionWithOneThat("static-site", TinyImages.Kind.SICK, "2");
        try (DockerFolder folder = DockerFolder.init(images)) {
            folder.set("CROFT_VERSION", "2");
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(69);
            assertThat(up.output())
                    .contains("Croft is up in containers, without static-site (")
                    .contains(
                            "! static-site: not healthy: wget: server returned error: HTTP/1.1 404")
                    .contains("its last line: tiny static-site 2 begins");
            assertThat(folder.visited()).isEqualTo("2");
        }
    }

    @Test
    void migrationsThatFailAreToldWithWhatWasNotStartedForThem()
            throws IOException, InterruptedException {
        versionWithOneThat("db-migrations", TinyImages.Kind.REFUSES, "3");
        try (DockerFolder folder = DockerFolder.init(images)) {
            folder.set("CROFT_VERSION", "3");
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).isEqualTo(69);
            assertThat(up.output())
                    .contains("! migrate: ")
                    .contains("its last line: this cannot be migrated")
                    .contains("! edge-proxy: ");
        }
    }

    /// Images of a version in which all is well but for one.
    private void versionWithOneThat(String failing, TinyImages.Kind how, String version)
            throws IOException, InterruptedException {
        for (String service :
                List.of("edge-proxy", "cert-manager", "static-site", "wiki-pkb", "db-migrations")) {
            images.make(service, version, service.equals(failing) ? how : TinyImages.Kind.WELL);
        }
    }

    @Test
    void downRemovesTheContainersAndKeepsTheVolumes() throws IOException, InterruptedException {
        try (DockerFolder folder = DockerFolder.init(images)) {
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).as(up.output()).isZero();
            String project = folder.env("COMPOSE_PROJECT_NAME").orElseThrow();

            RunningCroft.Ended down = folder.croft("down");

            assertThat(down.exitCode()).as(down.output()).isZero();
            assertThat(containers(folder)).isEmpty();
            assertThat(DOCKER.run("volume", "ls", "--quiet").output())
                    .contains(project + "_database");
            assertThat(folder.croft("status").exitCode()).isEqualTo(69);
            assertThat(folder.croft("down").output()).contains("Nothing runs on");
        }
    }

    private DockerFolder running() {
        return Objects.requireNonNull(started, "started before all tests");
    }

    private String container(String service) throws IOException, InterruptedException {
        return running().compose("ps", "--quiet", service).output().strip();
    }

    private static String containers(DockerFolder folder) throws IOException, InterruptedException {
        String project = folder.env("COMPOSE_PROJECT_NAME").orElseThrow();
        return DOCKER.run(
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=com.docker.compose.project=" + project)
                .output()
                .strip();
    }

    private static int httpsPort(DockerFolder folder) throws IOException {
        return Integer.parseInt(folder.env("CROFT_HTTPS_PORT").orElseThrow());
    }

    private static int databasePort(DockerFolder folder) throws IOException {
        return Integer.parseInt(folder.env("CROFT_DATABASE_PORT").orElseThrow());
    }
}
