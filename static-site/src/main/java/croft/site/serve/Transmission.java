package croft.site.serve;

import croft.site.content.Octets;
import croft.site.content.OpenFile;
import croft.site.content.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// One answer on its way out: owns it and closes it at the end.
///
/// A body from a file goes in chunks by `sendfile`, the next one when the socket has taken the
/// last, so that neither a slow client nor a large file takes memory. The last chunk is held back
/// until the file is known to be what it was at the first: if it was written to meanwhile, the body
/// would be a mixture, and the connection is cut so that nobody takes it for a whole.
///
/// Runs on the connection's event loop.
final class Transmission {
    /// Large enough that the work per chunk is lost in the copying of it.
    private static final int CHUNK = 128 * 1024;

    private final ChannelHandlerContext connection;
    private final Answer answer;
    private final Executor virtualThreads;
    private final Watcher watcher;

    private int piece;
    private long sentOfPiece;
    private boolean verified;

    Transmission(
            ChannelHandlerContext connection,
            Answer answer,
            Executor virtualThreads,
            Watcher watcher) {
        this.connection = connection;
        this.answer = answer;
        this.virtualThreads = virtualThreads;
        this.watcher = watcher;
    }

    void start(byte[] head) {
        if (answer.headOnly() || !answer.status().hasBody()) {
            connection.writeAndFlush(buffer(head)).addListener(done -> end(done.isSuccess()));
            return;
        }
        switch (answer.body()) {
            case Body.InMemory(Octets octets) ->
                    connection
                            .writeAndFlush(buffer(head, octets.bytes()))
                            .addListener(done -> end(done.isSuccess()));
            case Body.FromFile fromFile -> {
                var _ = connection.write(buffer(head)); // the first chunk fails with it
                verified = fromFile.length() <= CHUNK; // it leaves at once, as it was opened
                next(fromFile);
            }
        }
    }

    private void next(Body.FromFile body) {
        List<Body.Piece> pieces = body.pieces();
        if (piece == pieces.size()) {
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
                                    new Chunk(
                                            body.file().channel(),
                                            slice.first() + sentOfPiece,
                                            length));
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

    private static int lastFileSlice(List<Body.Piece> pieces) {
        int last = pieces.size() - 1;
        while (!(pieces.get(last) instanceof Body.Piece.FileSlice)) {
            last--;
        }
        return last;
    }

    private void verify(Body.FromFile body) {
        virtualThreads.execute(() -> {
            boolean untouched = isUntouched(body.file());
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

    private static boolean isUntouched(OpenFile file) {
        try {
            return file.isUntouched();
        } catch (IOException _) {
            return false;
        }
    }

    private void end(boolean whole) {
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
