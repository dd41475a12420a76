package croft.platform.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// One answer on its way out: owns it and closes it at the end.
///
/// A body from a file goes in chunks by `sendfile`, the next one when the socket has taken the
/// last, so that neither a slow client nor a large file takes memory. The last chunk is held back
/// until the file is known to be what it was at the first: if it was written to meanwhile, the body
/// would be a mixture, and the connection is cut so that nobody takes it for a whole. A stream of
/// events goes on until the connection ends; every so often it says that it is still there.
///
/// Runs on the connection's event loop.
final class Transmission {
    /// Large enough that the work per chunk is lost in the copying of it.
    private static final int CHUNK = 128 * 1024;

    /// What is read at once from a stream.
    private static final int PIECE = 32 * 1024;

    /// In place of a length: the stream failed.
    private static final int BROKEN = -2;

    private static final int FRAME_OCTETS = 16;

    /// A comment in a stream of events.
    private static final String HEARTBEAT = ":\n\n";

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ChannelHandlerContext connection;
    private final Answer answer;
    private final boolean headOnly;
    private final Traffic traffic;
    private final Watcher watcher;

    private int piece;
    private long sentOfPiece;
    private boolean verified;
    private boolean over;

    /// @param headOnly whether the body stays unsent
    Transmission(
            ChannelHandlerContext connection,
            Answer answer,
            boolean headOnly,
            Traffic traffic,
            Watcher watcher) {
        this.connection = connection;
        this.answer = answer;
        this.headOnly = headOnly;
        this.traffic = traffic;
        this.watcher = watcher;
    }

    /// Whether only the connection's end will end it.
    boolean isEndless() {
        return answer.body() instanceof Body.Events && !headOnly;
    }

    void start(byte[][] head) {
        if (!connection.channel().isActive()) {
            end(false);
            return;
        }
        if (headOnly || !answer.status().hasBody()) {
            connection.writeAndFlush(buffer(head)).addListener(done -> end(done.isSuccess()));
            return;
        }
        switch (answer.body()) {
            case Body.InMemory(Octets octets) ->
                    connection
                            .writeAndFlush(buffer(head[0], head[1], octets.bytes()))
                            .addListener(done -> end(done.isSuccess()));
            case Body.FromFile fromFile -> {
                var _ = connection.write(buffer(head)); // the first chunk fails with it
                verified = fromFile.length() <= CHUNK; // it leaves at once, as it was opened
                next(fromFile);
            }
            case Body.Streamed streamed -> {
                var _ = connection.writeAndFlush(buffer(head)); // the first piece fails with it
                read(streamed, 0);
            }
            case Body.Events(EventStream stream) -> {
                var _ = connection.writeAndFlush(buffer(head)); // the first message fails with it
                beat();
                stream.open(this::tell);
            }
        }
    }

    private void next(Body.FromFile body) {
        List<Body.Piece> pieces = body.pieces();
        if (piece == pieces.size()) {
            connection.flush();
            end(true);
            return;
        }
        long left = pieces.get(piece).length() - sentOfPiece;
        if (!verified && left <= CHUNK && piece >= lastFileSlice(pieces)) {
            verify(body);
            return;
        }
        long length = Math.min(left, CHUNK);
        ChannelFuture write =
                switch (pieces.get(piece)) {
                    case Body.Piece.Literal(Octets literal) -> {
                        length = left;
                        yield connection.write(buffer(literal.bytes()));
                    }
                    case Body.Piece.FileSlice(Slice slice) ->
                            connection.write(
                                    new Chunk(body.file(), slice.first() + sentOfPiece, length));
                };
        boolean pieceDone = length == left;
        sentOfPiece = pieceDone ? 0 : sentOfPiece + length;
        piece += pieceDone ? 1 : 0;
        write.addListener(done -> {
            if (done.isSuccess()) {
                watcher.progressed();
                next(body);
            } else {
                end(false);
            }
        });
        connection.flush();
    }

    /// Waits for the next piece of a stream on a virtual thread.
    private void read(Body.Streamed body, long sent) {
        traffic.virtualThreads()
                .execute(() -> {
                    byte[] piece = new byte[PIECE];
                    int length;
                    try {
                        length = body.in().read(piece);
                    } catch (IOException _) {
                        length = BROKEN;
                    }
                    int got = length;
                    try {
                        connection.executor().execute(() -> pass(body, sent, piece, got));
                    } catch (RejectedExecutionException _) {
                        answer.close(); // the server has stopped
                    }
                });
    }

    /// Passes a piece on, framed if only the end tells the length (RFC 9112 §7.1). A stream that
    /// ends before its time is cut here, too, so that nobody takes a part for the whole.
    private void pass(Body.Streamed body, long sent, byte[] piece, int length) {
        boolean framed = body.length() < 0;
        if (length < 0) {
            boolean whole = length != BROKEN && (framed || sent == body.length());
            if (whole && framed) {
                connection
                        .writeAndFlush(buffer(LAST_CHUNK))
                        .addListener(done -> end(done.isSuccess()));
            } else {
                end(whole);
            }
            return;
        }
        if (!framed && sent + length > body.length()) {
            end(false);
            return;
        }
        ByteBuf out = connection.alloc().directBuffer(length + (framed ? FRAME_OCTETS : 0));
        if (framed) {
            out.writeCharSequence(Integer.toHexString(length) + "\r\n", StandardCharsets.US_ASCII);
        }
        out.writeBytes(piece, 0, length);
        if (framed) {
            out.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
        }
        connection
                .writeAndFlush(out)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        watcher.progressed();
                        read(body, sent + length);
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
                        .schedule(
                                this::beat,
                                traffic.limits().heartbeat().toMillis(),
                                TimeUnit.MILLISECONDS);
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
                                (Integer.toHexString(octets.length) + "\r\n")
                                        .getBytes(StandardCharsets.US_ASCII),
                                octets,
                                LINE_END))
                .addListener(done -> {
                    if (done.isSuccess()) {
                        watcher.progressed();
                    } else if (!over) {
                        end(false);
                    }
                });
    }

    /// The connection is gone: what is still being waited for is not wanted any more.
    void abandon() {
        switch (answer.body()) {
            case Body.Streamed _ -> answer.close();
            case Body.Events _ -> {
                over = true;
                answer.close();
            }
            case Body.Stored _ -> {} // the chunk under way fails and ends it
        }
    }

    private static int lastFileSlice(List<Body.Piece> pieces) {
        int last = pieces.size() - 1;
        while (!(pieces.get(last) instanceof Body.Piece.FileSlice)) {
            last--;
        }
        return last;
    }

    private void verify(Body.FromFile body) {
        traffic.virtualThreads()
                .execute(() -> {
                    boolean untouched = isUntouched(body.check());
                    try {
                        connection
                                .executor()
                                .execute(() -> {
                                    verified = true;
                                    if (untouched) {
                                        next(body);
                                    } else {
                                        end(false);
                                    }
                                });
                    } catch (RejectedExecutionException _) {
                        answer.close(); // the server has stopped
                    }
                });
    }

    private static boolean isUntouched(Body.Check check) {
        try {
            return check.isUntouched();
        } catch (IOException _) {
            return false;
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

    /// Who has an answer sent.
    interface Watcher {
        /// The client took a chunk.
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
