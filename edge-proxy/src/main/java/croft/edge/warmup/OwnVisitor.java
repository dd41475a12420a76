package croft.edge.warmup;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/// One connection of a warm-up to the edge: sends the same batch of requests again and again, each
/// when the one before it is answered, and closes. It trusts that the edge answers well, and
/// counts.
final class OwnVisitor extends ChannelInboundHandlerAdapter {
    private final Batch batch;
    private final CompletableFuture<Integer> answered = new CompletableFuture<>();
    private int left;
    private int missing;

    /// @param times the batch is sent
    private OwnVisitor(Batch batch, int times) {
        this.batch = batch;
        this.left = times;
    }

    /// Goes and comes back with the number of answers.
    ///
    /// @param tls with the protocol that the batch speaks
    /// @param resumes whether a session of an earlier visit may be resumed
    static CompletableFuture<Integer> send(
            EventLoopGroup group,
            ChannelFactory<? extends Channel> kind,
            InetSocketAddress edge,
            SslContext tls,
            String host,
            boolean resumes,
            Batch batch,
            int times) {
        OwnVisitor visitor = new OwnVisitor(batch, times);
        new Bootstrap()
                .group(group)
                .channelFactory(kind)
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                // a session is looked for by host and port
                                int port = resumes ? edge.getPort() : -1;
                                SslHandler handler = tls.newHandler(channel.alloc(), host, port);
                                channel.pipeline().addLast(handler, visitor);
                            }
                        })
                .connect(edge)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        visitor.answered.completeExceptionally(connected.cause());
                    }
                });
        return visitor.answered;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                ctx.write(Unpooled.wrappedBuffer(batch.opening()));
                next(ctx);
            } else {
                answered.completeExceptionally(done.cause());
                ctx.close();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        try {
            missing -= batch.answers(data);
        } finally {
            data.release();
        }
        if (missing == 0) {
            next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (left == 0) {
            answered.complete(batch.requests());
            ctx.close();
            return;
        }
        left--;
        missing = batch.requests();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(batch.next()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answered.completeExceptionally(new IOException("the edge closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        answered.completeExceptionally(cause);
        ctx.close();
    }

    /// What a visitor says, and how it knows its answers. One for each connection.
    interface Batch {
        /// How many requests one batch has.
        int requests();

        /// What goes before the first batch.
        byte[] opening();

        byte[] next();

        /// How many answers end in these octets.
        int answers(ByteBuf data);
    }
}
