package croft.edge.listener;

import croft.edge.tls.Certificates;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at the first octet on the plain port: a TLS handshake record (22) gets TLS, anything else
/// HTTP/1.1.
///
/// TLS on the plain port is for browsers that remember Strict-Transport-Security: they turn
/// `http://host:8080` into `https://host:8080` and keep the port, where that is not 80 (RFC 6797
/// §8.3). One per connection, on its event loop.
final class PlainPort extends ChannelInboundHandlerAdapter {
    private static final int HANDSHAKE = 22;

    private final Protocols protocols;
    private final Tls tls;
    private final ListenerLimits limits;
    private @Nullable ScheduledFuture<?> deadline;

    PlainPort(Protocols protocols, Tls tls, ListenerLimits limits) {
        this.protocols = protocols;
        this.tls = tls;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor()
                        .schedule(
                                () -> ctx.close(),
                                limits.firstByte().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (!data.isReadable()) {
            data.release();
            return;
        }
        if (data.getByte(data.readerIndex()) == HANDSHAKE) {
            ctx.pipeline().addLast("hello", tls.begin(protocols));
        } else {
            ctx.pipeline()
                    .addLast("http", protocols.speak(ctx.channel(), null, Certificates.HTTP_1_1));
        }
        ctx.fireChannelRead(message);
        ctx.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
