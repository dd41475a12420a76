package croft.certs.dns;

import croft.certs.Eventually;
import croft.house.wire.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PowerDNS server with its HTTP API and zones of the test's.
final class PowerDnsServer implements AutoCloseable {
    static final String KEY = "a key of PowerDNS";
    private static final String PACKAGES = "pdns-server pdns-backend-sqlite3 sqlite3";

    private final Path folder;
    private final int dns;
    private final int api;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    PowerDnsServer(Path folder, List<String> zones) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.dns = FreePort.next();
        this.api = FreePort.next();
        Path database = folder.resolve("pdns.sqlite3");
        Path schema = Path.of("/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql");
        String server = Programs.of("pdns_server", PACKAGES);
        if (!Files.isReadable(schema)) {
            throw new AssertionError(
                    schema + " is missing. Install it: apt-get install -y --reinstall " + PACKAGES);
        }
        Process loading =
                new ProcessBuilder(Programs.of("sqlite3", PACKAGES), database.toString())
                        .redirectInput(schema.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sqlite.log").toFile())
                        .start();
        if (loading.waitFor() != 0) {
            throw new AssertionError(Files.readString(folder.resolve("sqlite.log")));
        }
        Files.writeString(
                folder.resolve("pdns.conf"),
                """
                launch=gsqlite3
                gsqlite3-database=%s
                local-address=127.0.0.1
                local-port=%d
                socket-dir=%s
                api=yes
                api-key=%s
                webserver=yes
                webserver-address=127.0.0.1
                webserver-port=%d
                webserver-allow-from=127.0.0.1
                setuid=
                setgid=
                cache-ttl=0
                negquery-cache-ttl=0
                query-cache-ttl=0
                """
                        .formatted(database, dns, folder, KEY, api));
        process =
                new ProcessBuilder(server, "--config-dir=" + folder)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pdns.log").toFile())
                        .start();
        Eventually.eventually("PowerDNS answers", this::answers);
        for (String zone : zones) {
            create(zone);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + api);
    }

    private boolean answers() throws Exception {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "PowerDNS has ended: " + Files.readString(folder.resolve("pdns.log")));
        }
        try {
            return client.send(request("").build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void create(String zone) throws Exception {
        String body =
                "{\"name\":\"%1$s.\",\"kind\":\"Native\",\"nameservers\":[\"ns1.%1$s.\"]}"
                        .formatted(zone);
        var answer =
                client.send(
                        request("/zones")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + "/api/v1/servers/localhost" + path))
                .header("X-API-Key", KEY);
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
