package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample's application, started from its source as the Procfile starts it.
class GuestbookIT {
    @TempDir private static Path folder = Path.of("unset");

    private static int port;
    private static @Nullable Process process;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        port = RunningCroft.freePort();
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "sample/app/Guestbook.java",
                                Integer.toString(port),
                                folder.resolve("guestbook.txt").toString())
                        .redirectErrorStream(true)
                        .start();
        process = started;
        assertThat(started.inputReader().readLine()).contains("127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    @Test
    void keepsWhatIsSignedAndShowsItWithoutItsMarkup() throws Exception {
        HttpRequest signing =
                HttpRequest.newBuilder(uri("http", "/"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "entry=Hello+%3Cb%3Ethere%3C%2Fb%3E"))
                        .build();
        assertThat(client.send(signing, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(303);

        assertThat(get("/").body()).contains("<li>Hello &lt;b&gt;there&lt;/b&gt;</li>");
        assertThat(Files.readString(folder.resolve("guestbook.txt")))
                .isEqualTo("Hello <b>there</b>\n");
    }

    @Test
    void writesADownloadWhileItIsRead() throws Exception {
        assertThat(get("/numbers.txt").body().lines()).hasSize(1_000_000).endsWith("1000000");
    }

    @Test
    void showsTheFieldsThatArrived() throws Exception {
        assertThat(get("/headers").body()).contains("host: 127.0.0.1:" + port);
    }

    @Test
    void answersUnknownPathsAndWhatIsNoWebSocket() throws Exception {
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/echo").statusCode()).isEqualTo(426);
    }

    @Test
    void sendsEveryMessageBackWhateverItsLength() throws Exception {
        for (int length : new int[] {1, 125, 126, 65_535, 65_536, 200_000}) {
            var heard = new Heard();
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .buildAsync(uri("ws", "/echo"), heard)
                            .get(30, TimeUnit.SECONDS);
            String message = "é".repeat(length / 2) + "x".repeat(length % 2);
            socket.sendText(message, true).get(30, TimeUnit.SECONDS);
            assertThat(heard.message.get(30, TimeUnit.SECONDS)).isEqualTo(message);

            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);
            assertThat(heard.closed.get(30, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri("http", path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /// Collects one message and the close.
    private static final class Heard implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();
        private final CompletableFuture<String> message = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                message.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
