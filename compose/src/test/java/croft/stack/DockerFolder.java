package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A folder of a test's, made by `croft init`, whose stack runs tiny images on random ports.
/// Closing it removes its containers, volumes and networks.
final class DockerFolder implements AutoCloseable {
    static final String VERSION = "1";

    private static final Tool COMPOSE = new Tool("docker-compose", "docker-compose");

    private final Path path;
    private final int httpPort;

    private DockerFolder(Path path, int httpPort) {
        this.path = path;
        this.httpPort = httpPort;
    }

    /// Made, and nothing of it started.
    static DockerFolder init(TinyImages images) throws IOException, InterruptedException {
        Path path = Files.createTempDirectory("croft-docker-it");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        RunningCroft.Ended ended = RunningCroft.run(Croft.class, "init", path.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        int httpPort = RunningCroft.freePort();
        var folder = new DockerFolder(path, httpPort);
        folder.set("CROFT_REGISTRY", images.repository());
        folder.set("CROFT_POSTGRES_IMAGE", images.repository() + "/postgres:18");
        folder.set("CROFT_VERSION", VERSION);
        // what is not healthy by then never will be
        folder.set("CROFT_START_PERIOD", "10s");
        // who asks more often waits less
        folder.replace("compose.yaml", "    interval: 5s", "    interval: 1s");
        folder.set("CROFT_HTTP_PORT", Integer.toString(httpPort));
        folder.set("CROFT_HTTPS_PORT", Integer.toString(RunningCroft.freePort()));
        folder.set("CROFT_DATABASE_PORT", Integer.toString(RunningCroft.freePort()));
        return folder;
    }

    Path path() {
        return path;
    }

    int httpPort() {
        return httpPort;
    }

    /// What `.env` has for a name.
    Optional<String> env(String name) throws IOException {
        return Files.readAllLines(path.resolve(".env")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }

    void set(String name, String value) throws IOException {
        Path file = path.resolve(".env");
        var lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(line -> line.startsWith(name + "="));
        lines.add(name + "=" + value);
        Files.write(file, lines);
    }

    /// Replaces words of a file that have to be there.
    void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(path.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(path.resolve(file), text.replace(from, to));
    }

    /// Runs a command with the folder as its last argument.
    RunningCroft.Ended croft(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.add(path.toString());
        return RunningCroft.run(Croft.class, all.toArray(String[]::new));
    }

    /// What the edge's traffic port says.
    String visited() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://"
                                                            + InetAddress.getLoopbackAddress()
                                                                    .getHostAddress()
                                                            + ":"
                                                            + httpPort
                                                            + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        }
    }

    /// Runs `docker-compose` in the folder.
    Tool.Result compose(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("--project-directory", path.toString()));
        for (String file : env("COMPOSE_FILE").orElseThrow().split(":", -1)) {
            all.addAll(List.of("--file", path.resolve(file).toString()));
        }
        all.addAll(List.of(arguments));
        return COMPOSE.run(all.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        try {
            compose("down", "--volumes", "--timeout", "2");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(path);
    }
}
