package croft.edge.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import croft.edge.exchange.Client;
import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchange;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real server on the loopback address, whose path says what it answers: `/N` that many octets,
/// anything with a body how many octets that had. `main` serves it until it is ended, for
/// measurements.
final class TestServer implements AutoCloseable, Exchanges {
    private static final int PIECE = 64 * 1024;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Channel listener;
    private final ByteBuf blob = Unpooled.directBuffer(PIECE).writeZero(PIECE);

    /// @param tls null for cleartext with prior knowledge
    TestServer(@Nullable SslContext tls, int port) {
        listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (tls != null) {
                                            channel.pipeline()
                                                    .addLast(tls.newHandler(channel.alloc()));
                                        }
                                        channel.pipeline()
                                                .addLast(connection(channel, tls != null));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), port)
                        .syncUninterruptibly()
                        .channel();
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (TestServer server = new TestServer(null, Integer.parseInt(arguments[0]))) {
            var _ = server.listener.closeFuture().await();
        }
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private Http2Connection connection(Channel channel, boolean secure) {
        ConnectionFacts facts =
                new ConnectionFacts(
                        channel.eventLoop(),
                        InetAddress.getLoopbackAddress(),
                        8443,
                        secure,
                        _ -> true);
        return Http2Connection.create(facts, this, Http2Limits.DEFAULTS);
    }

    @Override
    public Exchange begin(RequestHead head, Client client) {
        if (!(head.body() instanceof Body.None)) {
            return new Count(client);
        }
        int length = Integer.parseInt(head.target().substring(1));
        client.respond(
                new ResponseHead(
                        200,
                        new Fields()
                                .add("content-type", "application/octet-stream")
                                .add("content-length", Integer.toString(length)),
                        Body.of(length)));
        Blob exchange = new Blob(client, length);
        exchange.writable();
        return exchange;
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        blob.release();
    }

    /// Sends zeros while the client takes them.
    private final class Blob implements Exchange {
        private final Client client;
        private int left;

        Blob(Client client, int length) {
            this.client = client;
            left = length;
        }

        @Override
        public void writable() {
            while (left > 0 && client.writable()) {
                int piece = Math.min(left, PIECE);
                left -= piece;
                client.data(blob.retainedSlice(0, piece), left == 0);
            }
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            data.release();
        }

        @Override
        public void trailers(Fields fields) {}

        @Override
        public void gone() {
            left = 0;
        }
    }

    /// Counts octets and says how many there were.
    private static final class Count implements Exchange {
        private final Client client;
        private long count;

        Count(Client client) {
            this.client = client;
        }

        @Override
        public void data(ByteBuf data, boolean last) {
            int length = data.readableBytes();
            data.release();
            count += length;
            client.consumed(length);
            if (last) {
                String text = Long.toString(count);
                client.respond(new ResponseHead(200, new Fields(), Body.of(text.length())));
                client.data(Unpooled.copiedBuffer(text, ISO_8859_1), true);
            }
        }

        @Override
        public void trailers(Fields fields) {
            data(Unpooled.EMPTY_BUFFER, true);
        }

        @Override
        public void writable() {}

        @Override
        public void gone() {}
    }
}
