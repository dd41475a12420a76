package croft.wiki;

import croft.house.wire.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One device with Debian's Syncthing on it, with a home and a folder of its own. It knows the
/// other device by its address, asks nobody for others, and is reached on loopback alone.
final class SyncthingDevice implements AutoCloseable {
    private static final String KEY = "of-this-test";

    private final String name;
    private final Path home;
    private final Path folder;
    private final int port;
    private final int gui;
    private final String id;
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Process process;

    SyncthingDevice(String name, Path home, Path folder) throws Exception {
        this.name = name;
        this.home = Files.createDirectories(home);
        this.folder = Files.createDirectories(folder);
        port = FreePort.next();
        gui = FreePort.next();
        run("generate", "--home=" + home, "--no-default-folder");
        id = run("--home=" + home, "--device-id").strip();
    }

    /// Starts, with a folder shared with the other.
    void start(SyncthingDevice other) throws Exception {
        Files.writeString(home.resolve("config.xml"), configuration(other));
        process =
                command("serve", "--home=" + home, "--no-browser", "--no-restart", "--no-upgrade")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile())
                        .start();
        KeptWikis.await(
                "Syncthing's API; its log is\n" + log(),
                () -> {
                    try {
                        return get("/rest/system/ping").contains("pong");
                    } catch (IOException _) {
                        return false;
                    }
                });
    }

    Path folder() {
        return folder;
    }

    /// Looks through the folder now, rather than when it would.
    void scan() throws Exception {
        post("/rest/db/scan?folder=notes");
    }

    void write(String path, String text) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        scan();
    }

    boolean isConnectedTo(SyncthingDevice other) throws Exception {
        String connections = get("/rest/system/connections").replaceAll("\\s", "");
        int at = connections.indexOf("\"" + other.id + "\"");
        return at >= 0 && connections.substring(at).split("}", 2)[0].contains("\"connected\":true");
    }

    /// Talks to nobody until [#resume].
    void pause() throws Exception {
        post("/rest/system/pause");
    }

    void resume() throws Exception {
        post("/rest/system/resume");
    }

    @Override
    public void close() {
        client.close();
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private String configuration(SyncthingDevice other) {
        return """
        <configuration version="35">
          <folder id="notes" path="%s" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1">
            <device id="%s"/>
            <device id="%s"/>
            <minDiskFree unit="%%">0</minDiskFree>
            <maxConflicts>-1</maxConflicts>
          </folder>
          <device id="%s" name="%s"><address>tcp://127.0.0.1:%d</address></device>
          <device id="%s" name="%s"><address>tcp://127.0.0.1:%d</address></device>
          <gui enabled="true" tls="false">
            <address>127.0.0.1:%d</address>
            <apikey>%s</apikey>
          </gui>
          <options>
            <listenAddress>tcp://127.0.0.1:%d</listenAddress>
            <globalAnnounceEnabled>false</globalAnnounceEnabled>
            <localAnnounceEnabled>false</localAnnounceEnabled>
            <relaysEnabled>false</relaysEnabled>
            <natEnabled>false</natEnabled>
            <stunServer></stunServer>
            <stunKeepaliveStartS>0</stunKeepaliveStartS>
            <reconnectionIntervalS>1</reconnectionIntervalS>
            <startBrowser>false</startBrowser>
            <urAccepted>-1</urAccepted>
            <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
            <crashReportingEnabled>false</crashReportingEnabled>
            <minHomeDiskFree unit="%%">0</minHomeDiskFree>
            <setLowPriority>false</setLowPriority>
            <progressUpdateIntervalS>-1</progressUpdateIntervalS>
          </options>
        </configuration>
        """
                .formatted(
                        folder,
                        id,
                        other.id,
                        id,
                        name,
                        port,
                        other.id,
                        other.name,
                        other.port,
                        gui,
                        KEY,
                        port);
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void post(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gui + path))
                .header("X-API-Key", KEY);
    }

    private String log() throws IOException {
        Path log = home.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Process once = command(arguments).start();
        String said = new String(once.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (once.waitFor() != 0) {
            throw new IOException("syncthing " + Arrays.toString(arguments) + ": " + said);
        }
        return said;
    }

    private ProcessBuilder command(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = program();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    private static String program() {
        Path program = Path.of("/usr/bin/syncthing");
        if (!Files.isExecutable(program)) {
            throw new AssertionError("Syncthing is missing (apt-get install syncthing)");
        }
        return program.toString();
    }
}
