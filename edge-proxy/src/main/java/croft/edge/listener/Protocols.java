package croft.edge.listener;

import croft.edge.exchange.ConnectionFacts;
import croft.edge.exchange.Exchanges;
import croft.edge.http1.Http1Connection;
import croft.edge.http2.Http2Connection;
import croft.edge.limit.Guest;
import croft.edge.log.AccessLog;
import croft.edge.tls.Certificates;
import croft.edge.tls.Handshake;
import croft.edge.tls.Presented;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes the handler that speaks a connection's protocol.
///
/// @param exchanges by event loop: each loop has its own, with its own connections to backends
record Protocols(Map<EventLoop, Exchanges> exchanges, AccessLog log, ProtocolLimits limits) {
    Protocols {
        exchanges = Map.copyOf(exchanges);
    }

    /// The handler for a connection whose protocol is known.
    ///
    /// @param presented on a TLS connection; null on a plain one
    /// @param protocol as ALPN names it
    ChannelHandler speak(Channel channel, @Nullable Presented presented, String protocol) {
        boolean isHttp2 = protocol.equals(Certificates.H2);
        ConnectionFacts facts = facts(channel, presented, isHttp2 ? "h2" : "h1");
        Exchanges mine = exchanges.get(channel.eventLoop());
        if (mine == null) {
            throw new IllegalStateException("a connection on an event loop of somebody else");
        }
        return isHttp2
                ? Http2Connection.create(facts, mine, limits.http2())
                : Http1Connection.create(facts, mine, limits.http1(), limits.http1Timeouts());
    }

    /// Asks a connection to finish what it is doing and close.
    static void drain(Channel channel) {
        Http2Connection http2 = channel.pipeline().get(Http2Connection.class);
        if (http2 != null) {
            http2.drain();
            return;
        }
        Http1Connection http1 = channel.pipeline().get(Http1Connection.class);
        if (http1 != null) {
            http1.drain();
        } else {
            channel.close();
        }
    }

    private ConnectionFacts facts(Channel channel, @Nullable Presented presented, String protocol) {
        Guest guest = Reception.guest(channel);
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        Predicate<String> covers =
                presented == null ? _ -> true : new Covered(presented.certificate());
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return new ConnectionFacts(
                channel.eventLoop(),
                guest.address(),
                port,
                presented != null,
                covers,
                guest,
                log.connection(
                        channel.eventLoop(),
                        guest.address(),
                        protocol,
                        tls == null ? null : Handshake.of(tls)));
    }
}
