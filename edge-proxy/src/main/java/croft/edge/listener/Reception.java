package croft.edge.listener;

import croft.edge.limit.Admission;
import croft.edge.limit.Guest;
import croft.edge.limit.Limits;
import croft.edge.limit.Refusals.Reason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets new connections in or turns them away, before anything is spent on them. Runs on the
/// connection's event loop.
///
/// @param own who is let in whatever the limits say
record Reception(Limits limits, OwnCalls own) {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final AttributeKey<Guest> GUEST = AttributeKey.valueOf("croft.guest");

    /// Who is at the other end of a connection that was let in.
    static Guest guest(Channel channel) {
        return channel.attr(GUEST).get();
    }

    /// Whether the edge itself has called.
    boolean isOwn(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && own.isOwn(remote);
    }

    /// A connection that cannot be held, whoever it is.
    void full(Channel channel) {
        limits.refusals().count(Reason.FULL);
        cut(channel);
    }

    /// Decides over a new connection.
    ///
    /// @param first makes the handler that a connection begins with
    /// @return whether it stays open
    boolean receive(Channel channel, Supplier<ChannelHandler> first) {
        // nobody is there any more
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            cut(channel);
            return false;
        }
        InetAddress peer = remote.getAddress();
        if (own.isOwn(remote)) {
            seat(channel, Guest.unlimited(peer));
            channel.pipeline().addLast("first", first.get());
            return true;
        }
        return switch (limits.admit(peer)) {
            case Admission.Refused _ -> {
                cut(channel);
                yield false;
            }
            case Admission.Admitted(Guest guest) -> {
                seat(channel, guest);
                channel.pipeline().addLast("first", first.get());
                yield true;
            }
            case Admission.Announced _ -> {
                channel.pipeline().addLast("proxy", announced(peer, first));
                yield true;
            }
        };
    }

    private ProxiedConnection announced(InetAddress peer, Supplier<ChannelHandler> first) {
        return new ProxiedConnection(
                (ctx, client) -> introduce(ctx.channel(), peer, client, first),
                reason -> {
                    limits.refusals().count(Reason.PROXY_HEADER);
                    LOG.debug("connection of proxy {} closed: {}", peer, reason);
                });
    }

    private boolean introduce(
            Channel channel,
            InetAddress peer,
            @Nullable InetAddress client,
            Supplier<ChannelHandler> first) {
        return switch (limits.announced(peer, client)) {
            case Admission.Admitted(Guest guest) -> {
                seat(channel, guest);
                channel.pipeline().addLast("first", first.get());
                yield true;
            }
            case Admission.Refused _, Admission.Announced _ -> {
                cut(channel);
                yield false;
            }
        };
    }

    private static void seat(Channel channel, Guest guest) {
        channel.attr(GUEST).set(guest);
        channel.closeFuture().addListener(_ -> guest.leave());
    }

    /// By a reset, which leaves nothing behind in the kernel.
    private static void cut(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelFuture _ = channel.close();
    }
}
