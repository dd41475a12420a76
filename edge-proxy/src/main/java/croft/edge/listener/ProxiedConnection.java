package croft.edge.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the PROXY header that a proxy's connection must begin with, and then lets the connection
/// go on as the client's. One per connection, on its event loop.
final class ProxiedConnection extends ChannelInboundHandlerAdapter {
    /// A proxy sends its header with the first packet (§2 asks for that).
    private static final int PATIENCE_SECONDS = 5;

    private final BiPredicate<ChannelHandlerContext, @Nullable InetAddress> introduce;
    private final Consumer<String> refused;
    private @Nullable ByteBuf held;
    private @Nullable ScheduledFuture<?> deadline;

    /// @param introduce told who the client is (null for the proxy itself), puts the handler in
    ///   place that comes next; false if the client is not let in
    /// @param refused told why, if the header is missing or wrong
    ProxiedConnection(
            BiPredicate<ChannelHandlerContext, @Nullable InetAddress> introduce,
            Consumer<String> refused) {
        this.introduce = introduce;
        this.refused = refused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor()
                        .schedule(
                                () -> refuse(ctx, "no PROXY header in time"),
                                PATIENCE_SECONDS,
                                TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (held != null) {
            held.release();
            held = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (!ctx.channel().isOpen()) {
            data.release();
            return;
        }
        ByteBuf all =
                held == null
                        ? data
                        : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, data);
        held = all;
        switch (ProxyHeader.read(all)) {
            case ProxyHeader.Incomplete _ -> {
                // bounded by the longest header
            }
            case ProxyHeader.Client(InetAddress client) -> begin(ctx, client);
            case ProxyHeader.Itself _ -> begin(ctx, null);
            case ProxyHeader.Malformed(String reason) -> refuse(ctx, reason);
        }
    }

    private void begin(ChannelHandlerContext ctx, @Nullable InetAddress client) {
        ByteBuf rest = held;
        held = null;
        if (!introduce.test(ctx, client)) {
            if (rest != null) {
                rest.release();
            }
            return;
        }
        if (rest != null) {
            if (rest.isReadable()) {
                ctx.fireChannelRead(rest);
            } else {
                rest.release();
            }
        }
        ctx.pipeline().remove(this);
    }

    private void refuse(ChannelHandlerContext ctx, String reason) {
        refused.accept(reason);
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
