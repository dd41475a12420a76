package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an operator changes while it runs takes effect at once, and restarts nothing.
@Timeout(180)
class LiveReloadIT {
    private static final String FIRST = "first.localhost";
    private static final String SECOND = "second.localhost";

    private static final String ONE = "sites:\n  - host: " + FIRST + "\n    static: ./www\n";

    private static final String TWO =
            ONE + "  - host: " + SECOND + "\n    aliases: [two.localhost]\n    static: ./other\n";

    private static LiveStack stack;

    private List<Long> pids = List.of();

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(folder.resolve("croft.yml"), ONE);
        Files.writeString(folder.resolve("www/index.html"), "the first");
        Files.createDirectories(folder.resolve("other"));
        Files.writeString(folder.resolve("other/index.html"), "the second");
        stack = LiveStack.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @BeforeEach
    void beginWithOneSite() throws Exception {
        declare(ONE);
        stack.awaitThat(
                "one site alone is served", () -> stack.serials().keySet().equals(Set.of(FIRST)));
        pids = pids();
    }

    @AfterEach
    void nothingWasRestarted() throws IOException {
        assertThat(pids()).isEqualTo(pids);
    }

    @Test
    void aSiteThatIsAddedGetsItsCertificateAndIsServed() throws Exception {
        String before = serial(FIRST);
        declare(TWO);

        stack.awaitThat("the new site is served", () -> body(SECOND, "/").equals("the second"));
        try (RawPeer peer = RawPeer.tls(stack, "two.localhost", "http/1.1")) {
            assertThat(peer.send("GET /x?y HTTP/1.1\r\nHost: two.localhost\r\n\r\n").readAnswer())
                    .returns(308, RawPeer.Answer::status);
        }
        assertThat(body(FIRST, "/")).isEqualTo("the first");
        assertThat(serial(FIRST)).isEqualTo(before).isNotEqualTo(serial(SECOND));
    }

    @Test
    void aMistakeChangesNothingAndIsToldUntilItIsCorrected() throws Exception {
        declare(TWO.replace("aliases", "aliasses"));
        stack.awaitThat(
                "every service tells the mistake",
                () -> {
                    for (String service : List.of("edge-proxy", "cert-manager", "static-site")) {
                        if (!mistakes(service).contains("croft.yml:5:5: sites[1]")) {
                            return false;
                        }
                    }
                    return true;
                });

        assertThat(body(FIRST, "/")).isEqualTo("the first");
        assertThatThrownBy(() -> RawPeer.tls(stack, SECOND).close())
                .isInstanceOf(SSLException.class);
        RunningCroft.Ended status =
                RunningCroft.run(Croft.class, "status", stack.folder().toString());
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("croft.yml:5:5", "aliasses", "aliases");

        declare(TWO);
        stack.awaitThat("the correction is served", () -> body(SECOND, "/").equals("the second"));
        stack.awaitThat("nothing is wrong any more", () -> mistakes("edge-proxy").equals("[]"));
        assertThat(mistakes("cert-manager") + mistakes("static-site")).isEqualTo("[][]");
    }

    @Test
    void aSiteThatIsRemovedIsGoneEvenForAConnectionThatWasOpen() throws Exception {
        declare(TWO);
        // one that was taken away a moment before may lose its old certificate before it has a new
        // one
        stack.awaitThat(
                "the second site is served",
                () -> body(SECOND, "/").equals("the second") && !refused(SECOND));
        try (RawPeer peer = RawPeer.tls(stack, SECOND, "http/1.1")) {
            String request = "GET / HTTP/1.1\r\nHost: " + SECOND + "\r\n\r\n";
            assertThat(peer.send(request).readAnswer().body()).isEqualTo("the second");

            declare(ONE);
            stack.awaitThat(
                    "the connection that was open is told 421",
                    () -> peer.send(request).readAnswer().status() == 421);
        }
        stack.awaitThat("a new connection gets an alert", () -> refused(SECOND));
        assertThat(body(FIRST, "/")).isEqualTo("the first");
    }

    @Test
    void filesThatAreWrittenAndChangedAreServedSoon() throws Exception {
        Path file = stack.folder().resolve("www/note.html");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            assertThat(stack.get(client, stack.uri(FIRST, "/note.html")).statusCode())
                    .isEqualTo(404);
            for (String text : new String[] {"one", "two", "three"}) {
                Files.writeString(file, text);
                stack.awaitThat(
                        "readers get " + text,
                        () ->
                                stack.get(client, stack.uri(FIRST, "/note.html"))
                                        .body()
                                        .equals(text));
            }
            Files.delete(file);
            stack.awaitThat(
                    "the note is gone",
                    () -> stack.get(client, stack.uri(FIRST, "/note.html")).statusCode() == 404);
        }
    }

    private static void declare(String text) throws IOException {
        Path next = stack.folder().resolve("croft.yml.next");
        Files.writeString(next, text);
        // As editors save: whole, or not at all.
        Files.move(next, stack.folder().resolve("croft.yml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String body(String host, String path) throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            return stack.get(client, stack.uri(host, path)).body();
        }
    }

    private static boolean refused(String host) throws IOException {
        try (RawPeer _ = RawPeer.tls(stack, host)) {
            return false;
        } catch (SSLException e) {
            return String.valueOf(e.getMessage()).contains("unrecognized_name");
        }
    }

    private static String serial(String host) throws IOException {
        try (RawPeer peer = RawPeer.tls(stack, host)) {
            return peer.certificate().getSerialNumber().toString(16);
        }
    }

    private static String mistakes(String service) throws Exception {
        return stack.status(service).get("declaration").get("mistakes").elements().stream()
                .map((Json mistake) -> mistake.text("?"))
                .toList()
                .toString();
    }

    private static List<Long> pids() throws IOException {
        return stack.croft().report().processes().stream()
                .map(ProcessReport::pid)
                .map(pid -> pid.orElse(0L))
                .toList();
    }
}
