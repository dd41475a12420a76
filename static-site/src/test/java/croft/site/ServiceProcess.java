package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.FreePort;
import croft.site.DeployedService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// static-site as a process of its own, on the database and the folders of a [DeployedService]; its
/// end is always `kill -9`.
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path log;

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /// Starts one and waits until it is ready.
    ///
    /// @param before a command that starts the rest of its line
    static ServiceProcess start(DeployedService site, Path home, List<String> before)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "croft.site.StaticSite"));
        Path log = home.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        int port = FreePort.next();
        builder.environment().putAll(site.environment("state", "blobs"));
        builder.environment().put("CROFT_PORT", Integer.toString(port));
        builder.environment().put("LC_ALL", "C.UTF-8");
        ServiceProcess started = new ServiceProcess(builder.start(), port, log);
        try {
            started.awaitReady();
        } catch (IOException | InterruptedException | AssertionError e) {
            started.kill();
            throw e;
        }
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        while (true) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            try {
                // it knows from the database what is current, not only from its copy
                if (get("/.deploy/releases").status() == 401
                        && Files.readString(log).contains("is ready")) {
                    return;
                }
            } catch (IOException _) {
                // not yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    Answer get(String path) throws IOException {
        return request("GET", path, Map.of(), new byte[0]);
    }

    /// Sends an archive as a whole release.
    Answer deploy(DeployedService site, byte[] archive) throws IOException {
        return request(
                "PUT", "/.deploy", Map.of("Authorization", "Bearer " + site.token()), archive);
    }

    private Answer request(String method, String path, Map<String, String> fields, byte[] body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
            head.append("Host: " + DeployedService.HOST + "\r\n");
            fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return Answer.read(socket.getInputStream());
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
