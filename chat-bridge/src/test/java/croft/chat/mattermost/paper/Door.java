package croft.chat.mattermost.paper;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A port where HTTP is spoken. Each request is answered on a virtual thread of its own.
final class Door implements AutoCloseable {
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ChannelGroup connections =
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listening;

    private Door(InetSocketAddress address, Visitors visitors) throws InterruptedException {
        listening =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        connections.add(channel);
                                        channel.pipeline()
                                                .addLast("http", new HttpServerCodec())
                                                .addLast("visit", new Visit(visitors, threads));
                                    }
                                })
                        .bind(address)
                        .sync()
                        .channel();
    }

    /// One of the loopback interface.
    ///
    /// @param port 0 for any
    static Door open(int port, Visitors visitors) throws InterruptedException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), visitors);
    }

    /// @param address with port 0 for any
    static Door open(InetSocketAddress address, Visitors visitors) throws InterruptedException {
        return new Door(address, visitors);
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Ends all connections, as a process does that ends.
    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
        threads.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
