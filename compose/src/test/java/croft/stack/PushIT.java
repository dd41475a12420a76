package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// `croft push` to a registry on loopback, and a stack that is started from there.
class PushIT {
    private static final Tool DOCKER = new Tool("docker", "docker.io");
    private static final int PATIENCE_SECONDS = 30;

    @Test
    void whatWasSentRunsByItsDigest() throws IOException, InterruptedException {
        DockerEngine.require();
        try (var images = new TinyImages("croft-push-it");
                var registry = new Registry();
                DockerFolder folder = DockerFolder.init(images)) {
            images.makeAll(DockerFolder.VERSION);

            RunningCroft.Ended push =
                    RunningCroft.run(
                            Croft.class, "push", registry.address(), folder.path().toString());

            assertThat(push.exitCode()).as(push.output()).isZero();
            String file = Files.readString(folder.path().resolve("compose.images.yaml"));
            assertThat(file.lines().filter(line -> line.contains("@sha256:")))
                    .hasSize(6)
                    .allMatch(line ->
                            line.matches(
                                    "  [a-z-]+: \\{image: \""
                                            + registry.address()
                                            + "/[a-z-]+@sha256:[0-9a-f]{64}\"}"));
            assertThat(folder.env("COMPOSE_FILE"))
                    .contains("compose.yaml:compose.secrets.yaml:compose.images.yaml");

            forget(images, registry);
            RunningCroft.Ended up = folder.croft("up", "--docker");
            assertThat(up.exitCode()).as(up.output()).isZero();
            assertThat(up.output()).contains("fetching " + registry.address() + "/edge-proxy@");
            assertThat(folder.visited()).isEqualTo(DockerFolder.VERSION);

            RunningCroft.Ended again =
                    RunningCroft.run(Croft.class, "upgrade", "--to", "9", folder.path().toString());
            assertThat(again.exitCode()).isEqualTo(78);
            assertThat(again.output()).contains("croft push writes it anew");
            folder.compose("down", "--volumes", "--timeout", "2");
            registry.forget();
        }
    }

    @Test
    void aRegistryThatIsNotThereIsToldAndNothingIsWritten()
            throws IOException, InterruptedException {
        DockerEngine.require();
        try (var images = new TinyImages("croft-push-it");
                DockerFolder folder = DockerFolder.init(images)) {
            images.makeAll(DockerFolder.VERSION);
            String nobody = "127.0.0.1:" + RunningCroft.freePort();
            RunningCroft.Ended push =
                    RunningCroft.run(Croft.class, "push", nobody, folder.path().toString());
            assertThat(push.exitCode()).isEqualTo(69);
            assertThat(push.output()).contains(nobody).contains("cannot be sent");
            assertThat(folder.path().resolve("compose.images.yaml")).doesNotExist();
            new Registry.Names(nobody).forget();
        }
    }

    @Test
    void whatIsNoRegistryIsAMistakeOfTheCommandLine() throws IOException, InterruptedException {
        DockerEngine.require();
        try (var images = new TinyImages("croft-push-it");
                DockerFolder folder = DockerFolder.init(images)) {
            RunningCroft.Ended push =
                    RunningCroft.run(Croft.class, "push", "https://reg", folder.path().toString());
            assertThat(push.exitCode()).isEqualTo(2);
            assertThat(push.output()).contains("https://reg is not a registry");
        }
    }

    /// As on another machine: only the registry has them.
    private static void forget(TinyImages images, Registry registry)
            throws IOException, InterruptedException {
        images.close();
        registry.forget();
    }

    /// Debian's docker-registry, with its files in a folder of this test.
    private static final class Registry implements AutoCloseable {
        private final Path folder;
        private final Process process;
        private final int port;

        Registry() throws IOException, InterruptedException {
            folder = Files.createTempDirectory("registry");
            port = RunningCroft.freePort();
            Path settings = folder.resolve("config.yml");
            Files.writeString(
                    settings,
                    """
                    version: 0.1
                    log: { level: error }
                    storage: { filesystem: { rootdirectory: %s } }
                    http: { addr: "127.0.0.1:%d" }
                    """
                            .formatted(folder.resolve("data"), port));
            try {
                process =
                        new ProcessBuilder("docker-registry", "serve", settings.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(folder.resolve("log").toFile())
                                .start();
            } catch (IOException e) {
                throw new AssertionError(
                        "docker-registry: not installed (remedy: apt-get install docker-registry)",
                        e);
            }
            await();
        }

        String address() {
            return "127.0.0.1:" + port;
        }

        void forget() throws IOException, InterruptedException {
            new Names(address()).forget();
        }

        private void await() throws IOException, InterruptedException {
            for (int attempt = 0; attempt < PATIENCE_SECONDS * 10; attempt++) {
                try (var _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                    return;
                } catch (IOException e) {
                    if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
            }
            throw new AssertionError(
                    "docker-registry does not start:\n" + Files.readString(folder.resolve("log")));
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Folders.delete(folder);
        }

        /// What this machine calls images of a registry.
        record Names(String registry) {
            void forget() throws IOException, InterruptedException {
                for (String id :
                        DOCKER.run("images", "--quiet", "--filter", "reference=" + registry + "/*")
                                .output()
                                .lines()
                                .distinct()
                                .toList()) {
                    DOCKER.run("image", "rm", "--force", id);
                }
            }
        }
    }
}
