package croft.chat.mattermost;

import croft.chat.mattermost.Trouble.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One WebSocket to a server. One frame at a time: the next one is only asked for when this one was
/// dealt with, so that a slow ledger slows the server down and takes no memory.
///
/// A connection whose other end is gone without a word (a lost route, a suspended machine) is found
/// by silence: every beat a ping is sent, and after [#MISSED] beats in which nothing came, not even
/// the answer to a ping, it counts as dead. The server pings every 60 s by itself.
///
/// This bridge sends nothing but its token and pings. A client that ever sends `presence` gets the
/// reactions of its active channel alone (from v11.10).
final class Socket implements AutoCloseable {
    private static final int MISSED = 3;
    private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    private final Ear ear;
    private final WebSocket socket;
    private final Duration beat;

    private Socket(Ear ear, WebSocket socket, Duration beat) {
        this.ear = ear;
        this.socket = socket;
        this.beat = beat;
    }

    /// Connects.
    ///
    /// @param beat a third of the silence after which a connection counts as dead
    static Socket open(Rest rest, Resumption from, Duration limit, Duration beat)
            throws Trouble, InterruptedException {
        Ear ear = new Ear();
        CompletableFuture<WebSocket> opening;
        try {
            opening =
                    rest.client()
                            .newWebSocketBuilder()
                            .header("Authorization", "Bearer " + rest.token())
                            .connectTimeout(limit)
                            .buildAsync(rest.socket(from.query()), ear);
        } catch (IllegalArgumentException e) {
            // not the cause: its message quotes the token
            throw new Trouble(
                    Kind.DENIED, 401, "", "the token cannot stand in a field of HTTP", null, null);
        }
        try {
            return new Socket(ear, opening.get(limit.toMillis(), TimeUnit.MILLISECONDS), beat);
        } catch (TimeoutException e) {
            opening.cancel(true);
            throw new Trouble(
                    Kind.UNREACHED, "WebSocket: no answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            opening.cancel(true);
            opening.thenAccept(WebSocket::abort);
            throw e;
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        }
    }

    /// The next frame.
    ///
    /// @return empty if none came within `wait`, or on a [#nudge]
    /// @throws Trouble when the connection has ended
    Optional<String> next(Duration wait) throws Trouble, InterruptedException {
        long left = wait.toNanos();
        int missed = 0;
        while (true) {
            long turn = Math.min(left, beat.toNanos());
            Heard heard = ear.heard.poll(turn, TimeUnit.NANOSECONDS);
            switch (heard) {
                case Heard.Text(String text) -> {
                    return Optional.of(text);
                }
                case Heard.Nudge _ -> {
                    return Optional.empty();
                }
                case Heard.End(String why) ->
                        throw new Trouble(Kind.UNREACHED, "WebSocket: " + why, null);
                case null -> {
                    left -= turn;
                    if (left <= 0) {
                        return Optional.empty();
                    }
                    missed = ear.stirred() ? 0 : missed + 1;
                    if (missed >= MISSED) {
                        throw new Trouble(
                                Kind.UNREACHED,
                                "WebSocket: nothing for "
                                        + beat.multipliedBy(MISSED).toMillis()
                                        + " ms, not even an answer to a ping",
                                null);
                    }
                    socket.sendPing(ByteBuffer.allocate(0));
                }
            }
        }
    }

    /// The last frame was dealt with: the server may go on.
    void more() {
        socket.request(1);
    }

    /// Lets [#next] return. Any thread.
    void nudge() {
        ear.heard.add(new Heard.Nudge());
    }

    /// Ends it at once.
    @Override
    public void close() {
        socket.abort();
    }

    private static Trouble refused(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            HttpResponse<?> response = handshake.getResponse();
            int status = response.statusCode();
            return new Trouble(
                    status / 100 == 4 && status != 429 ? Kind.DENIED : Kind.UNREACHED,
                    status,
                    "",
                    "HTTP " + status + " to the WebSocket's upgrade",
                    null,
                    null);
        }
        String said = cause.getMessage();
        return new Trouble(
                Kind.UNREACHED,
                "WebSocket: " + cause.getClass().getSimpleName() + (said == null ? "" : " " + said),
                cause);
    }

    /// What came in.
    private sealed interface Heard {
        /// A whole frame.
        record Text(String text) implements Heard {}

        /// Something else wants attention.
        record Nudge() implements Heard {}

        /// Nothing more comes.
        record End(String why) implements Heard {}
    }

    /// Called by threads of the HTTP client; never blocks.
    private static final class Ear implements WebSocket.Listener {
        final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

        private final StringBuilder parts = new StringBuilder();
        private volatile boolean stirred;

        /// Whether anything came since the last call.
        boolean stirred() {
            boolean answer = stirred;
            stirred = false;
            return answer;
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            stirred = true;
            if (parts.length() + part.length() > MOST_CHARACTERS) {
                heard.add(new Heard.End("a frame of more than 4 MiB"));
                socket.abort();
                return null;
            }
            parts.append(part);
            if (last) {
                heard.add(new Heard.Text(parts.toString()));
                parts.setLength(0);
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket socket, ByteBuffer data, boolean last) {
            stirred = true;
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            stirred = true;
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            stirred = true;
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add(new Heard.End("closed by the server with " + status));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            String said = error instanceof IOException ? error.getMessage() : error.toString();
            heard.add(new Heard.End(said == null ? error.getClass().getSimpleName() : said));
        }
    }
}
