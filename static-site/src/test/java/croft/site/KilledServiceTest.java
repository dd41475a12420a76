package croft.site;

import static org.assertj.core.api.Assertions.assertThat;

import croft.site.DeployedService.Answer;
import croft.site.release.Manifests;
import croft.site.store.BlobId;
import croft.site.store.DiskBlobs;
import croft.site.store.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The service ends as by `kill -9` at any point of deploys: what it told to be current is current,
/// every release that is kept is whole, and no page is of one release and the next of another.
///
/// `-Dcroft.kills=100` kills more often than a build has time for.
@Timeout(600)
class KilledServiceTest {
    private static final int KILLS = Integer.getInteger("croft.kills", 6);
    private static final int FILES = 30;

    @TempDir private Path home = Path.of("unset");

    @Test
    void noReleaseIsHalfAndNoneThatWasConfirmedIsLost() throws Exception {
        var random = new Random(Long.getLong("croft.seed", 20_261_123L));
        var confirmed = new AtomicInteger();
        var sent = new AtomicInteger();
        try (DeployedService site = new DeployedService(home)) {
            site.service().close();
            for (int kill = 0; kill < KILLS; kill++) {
                int port = freePort();
                Process service = start(site, port);
                try {
                    await(port, service);
                    assertWhole(port, confirmed.get(), sent.get());
                    Thread deploying =
                            Thread.ofVirtual().start(() -> deployOn(site, port, sent, confirmed));
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
                    service.destroyForcibly().waitFor();
                    deploying.join();
                } finally {
                    service.destroyForcibly().waitFor();
                }
            }
            int port = freePort();
            Process last = start(site, port);
            try {
                await(port, last);
                assertWhole(port, confirmed.get(), sent.get());
            } finally {
                last.destroyForcibly().waitFor();
            }
            System.out.println(
                    KILLS + " kills, " + sent + " deploys, " + confirmed + " the last confirmed");
            assertThat(confirmed.get()).isPositive();
            try (DiskBlobs blobs = DiskBlobs.open(site.blobs(), InstantSource.system())) {
                for (String list : site.query("select manifest from site.release")) {
                    Manifest manifest = new Manifests(blobs).read(BlobId.parse(list).orElseThrow());
                    for (Manifest.File file : manifest.files()) {
                        try (var blob = blobs.open(file.blob()).orElseThrow()) {
                            assertThat(blob.size()).isEqualTo(file.size());
                        }
                    }
                }
            }
        }
    }

    private static void deployOn(
            DeployedService site, int port, AtomicInteger sent, AtomicInteger confirmed) {
        try {
            while (true) {
                int version = sent.incrementAndGet();
                Tar tar = new Tar();
                for (int i = 0; i < FILES; i++) {
                    tar.file("p" + i + ".html", "version " + version + " of page " + i);
                }
                Answer answer =
                        request(
                                port,
                                "PUT",
                                "/.deploy",
                                Map.of("Authorization", "Bearer " + site.token()),
                                tar.end());
                if (answer.status() == 201) {
                    confirmed.set(version);
                }
            }
        } catch (IOException _) {
            // it has been killed
        }
    }

    /// All pages are of one release, that is no older than what was confirmed.
    private static void assertWhole(int port, int confirmed, int sent) throws IOException {
        Answer first = request(port, "GET", "/p0", Map.of(), new byte[0]);
        if (confirmed == 0 && first.status() == 404) {
            return;
        }
        int version = Integer.parseInt(first.body().split(" ", -1)[1]);
        assertThat(version).isBetween(confirmed, sent);
        for (int i = 0; i < FILES; i++) {
            assertThat(request(port, "GET", "/p" + i, Map.of(), new byte[0]).body())
                    .isEqualTo("version " + version + " of page " + i);
        }
    }

    private Process start(DeployedService site, int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "croft.site.StaticSite")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile());
        builder.environment().putAll(site.environment("state", "blobs"));
        builder.environment().put("CROFT_PORT", Integer.toString(port));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private void await(int port, Process service) throws IOException, InterruptedException {
        while (true) {
            assertThat(service.isAlive()).as(Files.readString(home.resolve("log"))).isTrue();
            try {
                // it knows from the database what is current, not only from its copy
                Answer answer =
                        request(port, "GET", "/.deploy/releases", new HashMap<>(), new byte[0]);
                if (answer.status() == 401
                        && Files.readString(home.resolve("log")).contains("is ready")) {
                    return;
                }
            } catch (IOException _) {
                // not yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static Answer request(
            int port, String method, String path, Map<String, String> fields, byte[] body)
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
