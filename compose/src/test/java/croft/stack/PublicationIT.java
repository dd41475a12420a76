package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The way of a change to its readers: from the folder through the journal to the edge, which then
/// asks for exactly what has changed.
@Timeout(180)
class PublicationIT {
    private static final String HOST = "www.localhost";
    private static final int CHANGES = 11;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        Files.writeString(
                folder.resolve("croft.yml"), "sites:\n  - host: " + HOST + "\n    static: ./www\n");
        Files.writeString(folder.resolve("www/index.html"), "version 0");
        Files.writeString(folder.resolve("www/other.html"), "another page");
        stack = LiveStack.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    void aChangeIsInItsReadersHandsWithinASecond() throws Exception {
        URI page = stack.uri(HOST, "/");
        URI other = stack.uri(HOST, "/other.html");
        List<Duration> times = new ArrayList<>();
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            settled(client, page);
            settled(client, other);
            for (int version = 1; version <= CHANGES; version++) {
                String text = "version " + version;
                // the edge has it, so a reader would get the old one until the event comes
                assertThat(cacheStatus(stack.get(client, page))).startsWith("croft; hit");
                Path next = stack.folder().resolve("www/.next");
                Files.writeString(next, text);
                long begun = System.nanoTime();
                Files.move(
                        next,
                        stack.folder().resolve("www/index.html"),
                        StandardCopyOption.ATOMIC_MOVE);
                while (!stack.get(client, page).body().equals(text)) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .isLessThan(LiveStack.PATIENCE);
                }
                times.add(Duration.ofNanos(System.nanoTime() - begun));
                assertThat(cacheStatus(stack.get(client, other))).startsWith("croft; hit");
            }
        }
        List<Long> millis = times.stream().map(Duration::toMillis).sorted().toList();
        System.out.println("from a changed file to its reader, ms: " + millis);
        assertThat(millis.get(CHANGES / 2)).isLessThan(AT_ONCE.toMillis());
    }

    @Test
    void aPageOnceReadOutlivesItsService() throws Exception {
        URI page = stack.uri(HOST, "/other.html");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            settled(client, page);
            long pid =
                    stack.croft().report().process("static-site").orElseThrow().pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            HttpResponse<String> answer = stack.get(client, page);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("another page");
            stack.awaitThat(
                    "static-site is back",
                    () -> stack.status("static-site").get("pid").raw() != null);
        }
    }

    /// Until the events of the beginning have passed and the page is answered from the store.
    private static void settled(HttpClient client, URI page) throws IOException {
        stack.awaitThat(
                page + " is stored",
                () -> cacheStatus(stack.get(client, page)).startsWith("croft; hit"));
    }

    private static String cacheStatus(HttpResponse<String> answer) {
        return answer.headers().firstValue("cache-status").orElse("");
    }
}
