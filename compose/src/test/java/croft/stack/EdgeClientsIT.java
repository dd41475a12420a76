package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that others wrote, each fetching what the edge serves, octet for octet.
@Timeout(240)
class EdgeClientsIT {
    private static final String HOST = "localhost";
    private static final String PAGE = "page.html";
    private static final String SMALL = "small.bin";
    private static final String LARGE = "large.bin";

    /// More than a window of HTTP/2 and than an output buffer of the edge.
    private static final int LARGE_OCTETS = 3_000_001;

    private static LiveStack stack;
    private static Path fetched = Path.of("unset");

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(
                folder.resolve("croft.yml"), "sites:\n  - host: localhost\n    static: ./www\n");
        Path www = folder.resolve("www");
        var random = new Random(4);
        Files.write(www.resolve(SMALL), octets(random, 1_000));
        Files.write(www.resolve(LARGE), octets(random, LARGE_OCTETS));
        Files.writeString(www.resolve(PAGE), page());
        stack = LiveStack.on(folder);
        fetched = Files.createTempFile("fetched", ".bin");
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        Files.deleteIfExists(fetched);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, SMALL, LARGE})
    void nghttpFetchesOverHttp2(String file) throws Exception {
        Tool.Result done =
                new Tool("nghttp", "nghttp2-client")
                        .runInto(fetched, "--no-verify-peer", uri(file));

        assertThat(done.exitCode()).as(done.output()).isZero();
        assertThat(fetched).hasSameBinaryContentAs(served(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {SMALL, LARGE})
    void h2loadGetsEveryOctetOfManyAtOnce(String file) throws Exception {
        Tool.Result done =
                new Tool("h2load", "nghttp2-client").run("-n200", "-c4", "-m10", "-t1", uri(file));

        assertThat(done.output())
                .contains(
                        "Application protocol: h2",
                        "200 succeeded, 0 failed, 0 errored, 0 timeout",
                        "200 2xx",
                        "(" + 200 * Files.size(served(file)) + ") data");
    }

    @ParameterizedTest
    @CsvSource({
        "page.html, --http2, 2",
        "small.bin, --http2, 2",
        "large.bin, --http2, 2",
        "large.bin, --http1.1, 1.1"
    })
    void curlFetches(String file, String option, String version) throws Exception {
        Tool.Result done =
                new Tool("curl", "curl")
                        .run(
                                "--silent",
                                "--show-error",
                                "--fail",
                                option,
                                "--cacert",
                                stack.authority().toString(),
                                "--output",
                                fetched.toString(),
                                "--write-out",
                                "%{http_version}",
                                uri(file));

        assertThat(done).isEqualTo(new Tool.Result(0, version));
        assertThat(fetched).hasSameBinaryContentAs(served(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, SMALL, LARGE})
    void wgetFetchesOverHttp11(String file) throws Exception {
        Tool.Result done =
                new Tool("wget", "wget")
                        .run(
                                "--tries=1",
                                "--server-response",
                                "--no-hsts",
                                "--ca-certificate=" + stack.authority(),
                                "--output-document=" + fetched,
                                uri(file));

        assertThat(done.exitCode()).as(done.output()).isZero();
        assertThat(done.output()).contains("HTTP/1.1 200 OK");
        assertThat(fetched).hasSameBinaryContentAs(served(file));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void theJdksClientFetchesOver(Version version) throws Exception {
        try (HttpClient client = stack.client(version)) {
            for (String file : new String[] {PAGE, SMALL, LARGE}) {
                HttpResponse<byte[]> answer =
                        client.send(
                                HttpRequest.newBuilder(stack.uri(HOST, "/" + file))
                                        .timeout(LiveStack.PATIENCE)
                                        .build(),
                                BodyHandlers.ofByteArray());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo(Files.readAllBytes(served(file)));
            }
        }
    }

    /// The page's script fetches the other files and writes what they hash to.
    @Test
    void chromiumFetchesOverHttp2() throws Exception {
        try (Browser browser = Browser.trusting(stack.authority())) {
            String page = browser.load(stack.uri(HOST, "/" + PAGE));

            assertThat(page)
                    .contains("<title>Grüße</title>")
                    .contains("page.html h2")
                    .contains(SMALL + " " + hash(SMALL) + " h2")
                    .contains(LARGE + " " + hash(LARGE) + " h2");
        }
    }

    private static String uri(String file) {
        return stack.uri(HOST, "/" + file).toString();
    }

    private static Path served(String file) {
        return stack.folder().resolve("www").resolve(file);
    }

    private static String hash(String file) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(Files.readAllBytes(served(file))));
    }

    private static byte[] octets(Random random, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static String page() {
        return """
        <!DOCTYPE html>
        <html lang="de"><meta charset="utf-8"><title>Grüße</title>
        <pre></pre>
        <script>
        const told = document.querySelector("pre");
        const protocol = kind => performance.getEntriesByType(kind).at(-1).nextHopProtocol;
        const hex = octets => Array.from(new Uint8Array(octets), o => o.toString(16).padStart(2, "0")).join("");
        (async () => {
          told.append("page.html " + protocol("navigation") + "\\n");
          for (const file of ["small.bin", "large.bin"]) {
            const octets = await (await fetch("/" + file)).arrayBuffer();
            const hash = hex(await crypto.subtle.digest("SHA-256", octets));
            told.append(file + " " + hash + " " + protocol("resource") + "\\n");
          }
        })();
        </script>
        </html>
        """;
    }
}
