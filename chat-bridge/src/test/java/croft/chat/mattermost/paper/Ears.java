package croft.chat.mattermost.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Somebody who listens on a WebSocket.
final class Ears implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Json> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean over;

    private Ears(URI uri, String token) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(uri, new Listening()).join();
    }

    static Ears open(PaperMattermost server, String token) {
        return open(server.port(), token, "");
    }

    /// @param query such as `?connection_id=…&sequence_number=…`
    static Ears open(int port, String token, String query) {
        return new Ears(URI.create("ws://127.0.0.1:" + port + "/api/v4/websocket" + query), token);
    }

    /// The next event or answer.
    Json next() throws InterruptedException {
        Json next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard");
        }
        return next;
    }

    /// The next event or answer, however long it takes.
    Json take() throws InterruptedException {
        return heard.take();
    }

    /// The next event of this name; what comes before is passed over.
    Json next(String event) throws InterruptedException {
        Json next = next();
        while (!next.text("event").equals(event)) {
            next = next();
        }
        return next;
    }

    /// What was heard by now, up to an event of this name.
    List<Json> until(String event) throws InterruptedException {
        List<Json> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!all.getLast().text("event").equals(event));
        return all;
    }

    /// What was heard and not asked for yet.
    int waiting() {
        return heard.size();
    }

    void say(String action, long seq, Map<String, Object> data) {
        socket.sendText(Json.write(Map.of("action", action, "seq", seq, "data", data)), true)
                .join();
    }

    /// Returns when the server has pinged so often.
    void awaitPings(int times) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (pings.get() < times) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(pings + " pings (expected: " + times + ")");
            }
            Thread.onSpinWait();
        }
    }

    /// Returns when the connection has ended.
    void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!over) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the connection goes on");
            }
            Thread.onSpinWait();
        }
    }

    /// Breaks the connection, without a word.
    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    heard.add(Json.read(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            pings.incrementAndGet();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            over = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            over = true;
        }
    }
}
