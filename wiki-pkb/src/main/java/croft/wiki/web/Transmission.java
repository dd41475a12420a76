package croft.wiki.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// One answer on its way out: owns it and closes it at the end.
///
/// A body from a file goes in chunks by `sendfile`, the next one when the socket has taken the
/// last, so that neither a slow client nor a large file takes memory. A stream of events goes on
/// until the connection ends; every so often it says that it is still there.
///
/// Runs on the connection's event loop.
final class Transmission {
    /// Large enough that the work per chunk is lost in the copying of it.
    private static final int CHUNK = 128 * 1024;

    /// A comment in a stream of events.
    private static final String HEARTBEAT = ":\n\n";

    private final ChannelHandlerContext connection;
    private final Answer answer;
    private final Duration heartbeat;
    private final Watcher watcher;
    private boolean over;

    Transmission(
            ChannelHandlerContext connection, Answer answer, Duration heartbeat, Watcher watcher) {
        this.connection = connection;
        this.answer = answer;
        this.heartbeat = heartbeat;
        this.watcher = watcher;
    }

    /// Whether only the connection's end will end it.
    boolean isEndless() {
        return answer.body() instanceof Body.Events && !answer.headOnly();
    }

    void start(byte[] head) {
        if (!connection.channel().isActive()) {
            end(false);
            return;
        }
        if (answer.headOnly() || !answer.status().hasBody()) {
            connection.writeAndFlush(buffer(head)).addListener(done -> end(done.isSuccess()));
            return;
        }
        switch (answer.body()) {
            case Body.InMemory(Octets octets) ->
                    connection
                            .writeAndFlush(buffer(head, octets.bytes()))
                            .addListener(done -> end(done.isSuccess()));
            case Body.FromFile(FileChannel file, long first, long length) -> {
                var _ = connection.write(buffer(head)); // the first chunk fails with it
                next(file, first, first + length);
            }
            case Body.Events(EventStream stream) -> {
                var _ = connection.writeAndFlush(buffer(head)); // the first message fails with it
                beat();
                stream.open(this::tell);
            }
        }
    }

    private void next(FileChannel file, long at, long end) {
        if (at == end) {
            connection.flush();
            end(true);
            return;
        }
        long length = Math.min(CHUNK, end - at);
        connection
                .writeAndFlush(new Chunk(file, at, length))
                .addListener(done -> {
                    if (done.isSuccess()) {
                        watcher.progressed();
                        next(file, at + length, end);
                    } else {
                        end(false);
                    }
                });
    }

    private void beat() {
        if (over) {
            return;
        }
        write(HEARTBEAT);
        var _ =
                connection
                        .executor()
                        .schedule(this::beat, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Any thread.
    private void tell(String message) {
        try {
            connection
                    .executor()
                    .execute(() -> {
                        if (!over) {
                            write(message);
                        }
                    });
        } catch (RejectedExecutionException _) {
            answer.close(); // the server has stopped
        }
    }

    /// RFC 9112 §7.1: one message, one chunk.
    private void write(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        connection
                .writeAndFlush(
                        buffer(
                                ascii(Integer.toHexString(octets.length) + "\r\n"),
                                octets,
                                ascii("\r\n")))
                .addListener(done -> {
                    if (done.isSuccess()) {
                        watcher.progressed();
                    } else if (!over) {
                        end(false);
                    }
                });
    }

    /// The connection is gone.
    void abandon() {
        if (isEndless()) {
            over = true;
            answer.close();
        }
    }

    private void end(boolean whole) {
        over = true;
        answer.close();
        watcher.ended(whole);
    }

    private ByteBuf buffer(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuf buffer = connection.alloc().directBuffer(length);
        for (byte[] part : parts) {
            buffer.writeBytes(part);
        }
        return buffer;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Who has an answer sent.
    interface Watcher {
        /// The client took a part.
        void progressed();

        /// Nothing more is to be sent.
        ///
        /// @param whole whether the client got all of the answer; if not, the connection is of no
        ///   further use
        void ended(boolean whole);
    }

    /// A stretch of a file that leaves the file open.
    private static final class Chunk extends DefaultFileRegion {
        Chunk(FileChannel file, long position, long length) {
            super(file, position, length);
        }

        @Override
        protected void deallocate() {}
    }
}
