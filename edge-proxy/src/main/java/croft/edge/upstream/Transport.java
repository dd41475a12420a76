package croft.edge.upstream;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/// The kinds of channel that an event loop can drive.
record Transport(
        ChannelFactory<? extends SocketChannel> stream,
        ChannelFactory<? extends DatagramChannel> datagram) {
    static Transport of(EventLoop loop) {
        boolean epoll =
                Epoll.isAvailable()
                        && loop instanceof IoEventLoop io
                        && io.isIoType(EpollIoHandler.class);
        return epoll
                ? new Transport(EpollSocketChannel::new, EpollDatagramChannel::new)
                : new Transport(NioSocketChannel::new, NioDatagramChannel::new);
    }
}
