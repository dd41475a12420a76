package croft.edge.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/// What goes out on a connection, gathered so that heads and small bodies share one buffer and one
/// system call, whatever number of answers a turn of the event loop produces. Large pieces are
/// passed on uncopied.
final class Outbox {
    /// Up to here copying is cheaper than one more buffer in the call, and with TLS one more
    /// record.
    private static final int COPIED = 12_000;

    /// A batch is handed on at this size.
    private static final int BATCH = 60_000;

    private final ChannelHandlerContext ctx;
    private final Runnable settle;
    private final Runnable flushTask = this::flush;
    private @Nullable ByteBuf batch;
    private int expected = 1024;
    private boolean held;
    private boolean scheduled;
    private boolean unflushed;
    private long given;

    /// @param settle called when something has been handed to the socket
    Outbox(ChannelHandlerContext ctx, Runnable settle) {
        this.ctx = ctx;
        this.settle = settle;
    }

    /// The buffer to append heads and small pieces to; to be followed by [#appended()].
    ByteBuf append() {
        if (batch == null) {
            batch = ctx.alloc().ioBuffer(expected);
        }
        return batch;
    }

    void appended() {
        if (batch != null && batch.readableBytes() > BATCH) {
            passOn();
        }
        schedule();
    }

    /// A piece of a body. Takes ownership.
    void write(ByteBuf data) {
        int octets = data.readableBytes();
        if (octets <= COPIED) {
            append().writeBytes(data);
            data.release();
            appended();
            return;
        }
        passOn();
        given += octets;
        ChannelFuture _ = ctx.write(data, ctx.voidPromise());
        unflushed = true;
        schedule();
    }

    /// While a read batch is worked on, everything waits for its end.
    void hold() {
        held = true;
    }

    void letGo() {
        held = false;
        flush();
    }

    /// Hands everything on.
    ///
    /// @return done when the last octet has been taken by the socket
    ChannelFuture finish() {
        passOn();
        unflushed = false;
        return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /// Octets handed on so far.
    long given() {
        return given;
    }

    void release() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private void schedule() {
        if (!held && !scheduled) {
            scheduled = true;
            ctx.executor().execute(flushTask);
        }
    }

    private void flush() {
        scheduled = false;
        passOn();
        if (unflushed) {
            unflushed = false;
            ctx.flush();
            settle.run();
        }
    }

    private void passOn() {
        ByteBuf full = batch;
        if (full == null) {
            return;
        }
        batch = null;
        if (!full.isReadable()) {
            full.release();
            return;
        }
        // the next batch will be about as big: no growing, no waste
        expected = Math.clamp(Integer.highestOneBit(full.readableBytes()) * 2L, 512, 1 << 16);
        given += full.readableBytes();
        ChannelFuture _ = ctx.write(full, ctx.voidPromise());
        unflushed = true;
    }
}
