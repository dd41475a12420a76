package croft.stack;

import croft.stack.report.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The owner's other machine: a Syncthing that shares its folder with the one of the stack, which
/// is told so as its owner would tell it, by its API.
final class SyncthingPeer implements AutoCloseable {
    private static final String FOLDER = "pages";
    private static final String KEY = "of-this-test";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home = Files.createTempDirectory("croft-syncthing");
    private final Path pages = Files.createDirectories(home.resolve("pages"));
    private final URI own;
    private final Process process;

    /// @param address where the stack's container reaches this machine
    SyncthingPeer(String address, int port, int gui) throws Exception {
        own = URI.create("http://127.0.0.1:" + gui);
        Tool.Result made =
                new Tool("syncthing", "syncthing")
                        .run("generate", "--home=" + home, "--no-default-folder");
        if (made.exitCode() != 0) {
            throw new AssertionError(made.output());
        }
        process =
                new ProcessBuilder(
                                "syncthing",
                                "serve",
                                "--home=" + home,
                                "--no-browser",
                                "--no-restart",
                                "--no-upgrade",
                                "--gui-address=127.0.0.1:" + gui,
                                "--gui-apikey=" + KEY)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile())
                        .start();
        await("the peer's Syncthing answers", () -> !id(own, KEY).isEmpty());
        ask(
                own,
                KEY,
                "PATCH",
                "/rest/config/options",
                Map.of(
                        "listenAddresses", List.of("tcp://" + address + ":" + port),
                        "globalAnnounceEnabled", false,
                        "localAnnounceEnabled", false,
                        "relaysEnabled", false,
                        "natEnabled", false,
                        "crashReportingEnabled", false,
                        "urAccepted", -1,
                        "reconnectionIntervalS", 1));
    }

    /// Shares this folder with another Syncthing.
    ///
    /// @param other where its API is
    /// @param keyFile its configuration, with the key of its API
    /// @param path of the folder there
    void shareWith(URI other, Path keyFile, String path, String reachedAt) throws Exception {
        Matcher key =
                Pattern.compile("<apikey>([^<]+)</apikey>").matcher(Files.readString(keyFile));
        if (!key.find()) {
            throw new AssertionError(keyFile + " has no API key");
        }
        String otherId = id(other, key.group(1));
        String ownId = id(own, KEY);
        ask(
                other,
                key.group(1),
                "PATCH",
                "/rest/config/options",
                Map.of("reconnectionIntervalS", 1));
        device(own, KEY, otherId, "dynamic");
        device(other, key.group(1), ownId, reachedAt);
        folder(own, KEY, pages.toString(), ownId, otherId);
        folder(other, key.group(1), path, ownId, otherId);
    }

    /// Writes a page here.
    void write(String name, String text) throws IOException, InterruptedException {
        Files.writeString(pages.resolve(name), text);
        ask(own, KEY, "POST", "/rest/db/scan?folder=" + FOLDER, Map.of());
    }

    private void device(URI where, String key, String id, String address)
            throws IOException, InterruptedException {
        ask(
                where,
                key,
                "POST",
                "/rest/config/devices",
                Map.of("deviceID", id, "addresses", List.of(address)));
    }

    private void folder(URI where, String key, String path, String... devices)
            throws IOException, InterruptedException {
        ask(
                where,
                key,
                "POST",
                "/rest/config/folders",
                Map.of(
                        "id",
                        FOLDER,
                        "path",
                        path,
                        "fsWatcherDelayS",
                        1,
                        "minDiskFree",
                        Map.of("value", 0, "unit", "%"),
                        "devices",
                        List.of(Map.of("deviceID", devices[0]), Map.of("deviceID", devices[1]))));
    }

    private String id(URI where, String key) throws IOException, InterruptedException {
        return Json.read(ask(where, key, "GET", "/rest/system/status", Map.of()))
                .get("myID")
                .text("");
    }

    private String ask(URI where, String key, String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(where.resolve(path))
                                .timeout(LiveStack.PATIENCE)
                                .header("X-API-Key", key)
                                .method(
                                        method,
                                        method.equals("GET")
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.ofString(
                                                        Json.write(body), StandardCharsets.UTF_8))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void await(String what, Callable<Boolean> condition) throws IOException {
        LiveStack.await(what, condition, () -> Files.readString(home.resolve("log")));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        Folders.delete(home);
    }
}
