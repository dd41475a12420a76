package croft.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchanges;
import croft.edge.http.Http1Limits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A server on a loopback port whose connections speak HTTP/1.1 by the handler under test. Closing
/// it checks that every buffer has been released.
final class Loopback implements AutoCloseable {
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final Queue<Http1Connection> connections = new ConcurrentLinkedQueue<>();
    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listening;

    private Loopback(
            Function<EventLoop, Exchanges> exchanges, Http1Timeouts timeouts, boolean epoll) {
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new MultiThreadIoEventLoopGroup(2, handlers);
        listening =
                new ServerBootstrap()
                        .group(loops)
                        .channel(
                                epoll
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .childOption(ChannelOption.ALLOCATOR, allocator)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        Http1Connection connection =
                                                Http1Connection.create(
                                                        new ConnectionFacts(
                                                                channel.eventLoop(),
                                                                channel.remoteAddress()
                                                                        .getAddress(),
                                                                channel.localAddress().getPort(),
                                                                false,
                                                                _ -> true),
                                                        exchanges.apply(channel.eventLoop()),
                                                        Http1Limits.DEFAULT,
                                                        timeouts);
                                        connections.add(connection);
                                        channel.pipeline().addLast(connection);
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    static Loopback serving(Exchanges exchanges) {
        return new Loopback(_ -> exchanges, Http1Timeouts.DEFAULT, Epoll.isAvailable());
    }

    static Loopback serving(Function<EventLoop, Exchanges> exchanges, boolean epoll) {
        return new Loopback(exchanges, Http1Timeouts.DEFAULT, epoll);
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    RawClient client() throws Exception {
        return new RawClient(port());
    }

    void drain() {
        for (Http1Connection connection : connections) {
            connection.facts().loop().submit(connection::drain).syncUninterruptibly();
        }
    }

    /// Octets that the connections' buffers take at the moment.
    long memory() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        assertThat(memory()).as("octets in buffers that were not released").isZero();
    }
}
