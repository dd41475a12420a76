package croft.edge.warmup;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// The backend of a warm-up: answers every request with the same kibibyte, which may be kept unless
/// the path is [#PASSED]. It reads no more of a request than its first line and its end.
record OwnBackend(Channel door) implements AutoCloseable {
    static final String PASSED = "/passed";

    /// Ends a body, and stands nowhere else in an answer.
    static final byte LAST = 1;

    private static final int LENGTH = 1024;
    private static final byte[] STORABLE = answer("public, max-age=3600");
    private static final byte[] PASSING = answer("no-store");
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    static OwnBackend start(EventLoopGroup group, ChannelFactory<? extends ServerChannel> kind) {
        return new OwnBackend(
                new ServerBootstrap()
                        .group(group)
                        .channelFactory(kind)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new Answering());
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .syncUninterruptibly()
                        .channel());
    }

    int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    @Override
    public void close() {
        door.close().syncUninterruptibly();
    }

    private static byte[] answer(String cacheControl) {
        return ("HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncache-control: "
                        + cacheControl
                        + "\r\netag: \"1\"\r\ncontent-length: "
                        + LENGTH
                        + "\r\n\r\n"
                        + "x".repeat(LENGTH - 1)
                        + (char) LAST)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Answers what comes in by one connection.
    private static final class Answering extends ChannelInboundHandlerAdapter {
        private static final byte[] GET_PASSED =
                ("GET " + PASSED).getBytes(StandardCharsets.US_ASCII);

        private final ByteBuf end = Unpooled.wrappedBuffer(END);
        private ByteBuf received = Unpooled.EMPTY_BUFFER;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            received = Unpooled.wrappedBuffer(received, (ByteBuf) message);
            for (int at = ByteBufUtil.indexOf(end, received);
                    at >= 0;
                    at = ByteBufUtil.indexOf(end, received)) {
                boolean passed =
                        ByteBufUtil.equals(
                                received,
                                received.readerIndex(),
                                Unpooled.wrappedBuffer(GET_PASSED),
                                0,
                                GET_PASSED.length);
                received.readerIndex(at + END.length);
                ctx.write(Unpooled.wrappedBuffer(passed ? PASSING : STORABLE));
            }
            if (!received.isReadable()) {
                received.release();
                received = Unpooled.EMPTY_BUFFER;
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            received.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
