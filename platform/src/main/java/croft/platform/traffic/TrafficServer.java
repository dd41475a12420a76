package croft.platform.traffic;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The listener for readers' requests, which come from the edge: HTTP/1.1, apart from the
/// framework's own server, which would normalise paths before we see them and copy files through
/// memory.
///
/// Starting and closing wait; they are called from the main thread or a shutdown hook.
public final class TrafficServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// One per core is enough, as answers are made elsewhere; more than four have never a use here.
    private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    private final Limits limits;
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    LOOPS,
                    new DefaultThreadFactory("traffic"),
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<Channel> listeners = new ArrayList<>();
    private final Traffic traffic;

    private TrafficServer(Limits limits, Handler handler, InstantSource clock) {
        this.limits = limits;
        this.traffic =
                new Traffic(
                        limits,
                        new RequestCheck(limits),
                        handler,
                        new DateField(clock),
                        virtualThreads,
                        Ticker.systemTicker()::nanoTime,
                        new AtomicBoolean());
    }

    /// Listens on `addresses` until closed.
    ///
    /// @throws CannotListen if one of the addresses cannot be listened on; then none is
    public static TrafficServer start(
            List<InetSocketAddress> addresses, Limits limits, Handler handler, InstantSource clock)
            throws CannotListen {
        TrafficServer server = new TrafficServer(limits, handler, clock);
        try {
            for (InetSocketAddress address : addresses) {
                server.listen(address);
            }
            return server;
        } catch (CannotListen e) {
            server.close();
            throw e;
        }
    }

    /// Where it listens, with the ports chosen by the system where 0 was asked for.
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(l -> (InetSocketAddress) l.localAddress()).toList();
    }

    private void listen(InetSocketAddress address) throws CannotListen {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(serverChannel())
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(512, 2048, 16384))
                        .childHandler(new Pipeline())
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new CannotListen(address, bound.cause());
        }
        listeners.add(bound.channel());
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /// Takes no more connections, lets answers under way end, and stops.
    @Override
    public void close() {
        traffic.draining().set(true);
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
        connections.forEach(c -> c.pipeline().fireUserEventTriggered(new Traffic.Drain()));
        connections
                .newCloseFuture()
                .awaitUninterruptibly(limits.drain().toMillis(), TimeUnit.MILLISECONDS);
        connections.close().awaitUninterruptibly();
        virtualThreads.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// An address and port that somebody else has, or that is not this machine's.
    public static final class CannotListen extends Exception {
        private static final long serialVersionUID = 1;

        private final InetSocketAddress address;

        CannotListen(InetSocketAddress address, Throwable cause) {
            super(cause.getMessage(), cause);
            this.address = address;
        }

        public InetSocketAddress address() {
            return address;
        }
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            if (connections.size() >= limits.connections() || traffic.isDraining()) {
                var _ = channel.close();
                return;
            }
            connections.add(channel);
            channel.pipeline()
                    .addLast(
                            new HttpRequestDecoder(
                                    new HttpDecoderConfig()
                                            .setMaxInitialLineLength(limits.requestLine())
                                            .setMaxHeaderSize(limits.head())))
                    .addLast(new Connection(traffic));
        }
    }
}
