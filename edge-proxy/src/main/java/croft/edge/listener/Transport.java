package croft.edge.listener;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;

/// The event loops and the kind of listening socket that belongs to them: epoll where it loads,
/// else the JDK's.
public record Transport(EventLoopGroup group, ChannelFactory<? extends ServerChannel> server) {
    /// Starts event loops.
    ///
    /// @param loops how many, at least 1
    public static Transport start(int loops) {
        if (Epoll.isAvailable()) {
            return new Transport(
                    new MultiThreadIoEventLoopGroup(loops, EpollIoHandler.newFactory()),
                    EpollServerSocketChannel::new);
        }
        return new Transport(
                new MultiThreadIoEventLoopGroup(loops, NioIoHandler.newFactory()),
                NioServerSocketChannel::new);
    }

    public List<EventLoop> loops() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        return loops;
    }
}
