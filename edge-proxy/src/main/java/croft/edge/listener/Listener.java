package croft.edge.listener;

import croft.edge.exchange.Exchanges;
import croft.edge.limit.Limits;
import croft.edge.log.AccessLog;
import croft.edge.tls.Certificates;
import croft.edge.tls.ChallengeCertificates;
import croft.platform.service.CannotStart;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The edge's open ports and every connection that came in by them.
///
/// `open` and `drain` block and are called by the program's start and end; all else happens on the
/// event loops.
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /// Below the low mark a connection takes data again; above the high mark it asks to wait.
    private static final WriteBufferWaterMark WATER_MARKS =
            new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private final Transport transport;
    private final Protocols protocols;
    private final Tls tls;
    private final ListenerLimits limits;
    private final OwnCalls ownCalls = new OwnCalls();
    private final Reception reception;
    private final List<Channel> doors = new ArrayList<>();
    private final List<Channel> secureDoors = new ArrayList<>();
    private volatile boolean draining;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// Ports that are not open yet.
    ///
    /// @param challenges what proves names to authorities
    /// @param exchanges for every event loop of `transport`
    /// @param log of every exchange
    /// @param protocolLimits what a client may ask for, and how long it may take
    /// @param visitors who may come in
    public Listener(
            Transport transport,
            Certificates certificates,
            ChallengeCertificates challenges,
            Map<EventLoop, Exchanges> exchanges,
            AccessLog log,
            ListenerLimits limits,
            ProtocolLimits protocolLimits,
            Limits visitors) {
        this.reception = new Reception(visitors, ownCalls);
        this.transport = transport;
        this.tls = new Tls(certificates, challenges);
        this.protocols = new Protocols(exchanges, log, protocolLimits);
        this.limits = limits;
    }

    /// Opens every port on every address, and lets everybody in.
    ///
    /// @throws CannotStart if a port is taken or not allowed, or no address exists here; nothing is
    ///   left open then
    public void open(Doors where) {
        bind(where);
        accept();
    }

    /// Opens every port on every address, without letting anybody in: whoever connects is kept
    /// waiting by the kernel, instead of being refused.
    ///
    /// @throws CannotStart as [#open]
    public void bind(Doors where) {
        for (InetAddress address : where.addresses()) {
            open(address, where.https(), "CROFT_HTTPS_PORT", () -> tls.begin(protocols))
                    .ifPresent(secureDoors::add);
            open(
                    address,
                    where.http(),
                    "CROFT_HTTP_PORT",
                    () -> new PlainPort(protocols, tls, limits));
        }
        if (doors.isEmpty()) {
            throw CannotStart.misconfigured(
                    "CROFT_LISTEN: none of the addresses "
                            + where.addresses()
                            + " exists on this machine (expected: addresses to listen on)");
        }
    }

    /// Lets in who waits, and whoever comes.
    public void accept() {
        doors.forEach(door -> door.config().setAutoRead(true));
    }

    /// The addresses that are listened on, each with its port: for every address the TLS port, then
    /// the plain one.
    public List<InetSocketAddress> addresses() {
        return doors.stream().map(door -> (InetSocketAddress) door.localAddress()).toList();
    }

    /// Those of them that are for TLS alone.
    public List<InetSocketAddress> secureAddresses() {
        return secureDoors.stream().map(door -> (InetSocketAddress) door.localAddress()).toList();
    }

    /// What lets the edge call itself.
    public OwnCalls ownCalls() {
        return ownCalls;
    }

    /// Connections open now.
    public int connections() {
        return connections.size();
    }

    /// Stops accepting, lets what is under way finish within the limit, then closes the rest.
    public void drain() {
        draining = true;
        doors.forEach(door -> door.close().syncUninterruptibly());
        connections.forEach(channel -> channel.eventLoop().execute(() -> Protocols.drain(channel)));
        if (!connections
                .newCloseFuture()
                .awaitUninterruptibly(limits.drain().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("{} connections cut at the end of the drain", connections.size());
            connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    private Optional<Channel> open(
            InetAddress address, int port, String setting, Supplier<ChannelHandler> first) {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(transport.group())
                        .channelFactory(transport.server())
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                        .childHandler(new Accepted(first))
                        .bind(new InetSocketAddress(address, port))
                        .awaitUninterruptibly();
        if (bound.isSuccess()) {
            doors.add(bound.channel());
            return Optional.of(bound.channel());
        }
        if (isAbsent(bound.cause())) {
            LOG.warn("not listening on {}: no such address here", address.getHostAddress());
            return Optional.empty();
        }
        doors.forEach(door -> door.close().syncUninterruptibly());
        doors.clear();
        secureDoors.clear();
        throw CannotStart.listening(setting, new InetSocketAddress(address, port), bound.cause());
    }

    /// EADDRNOTAVAIL, EAFNOSUPPORT: such as `::1` on a machine without IPv6.
    private static boolean isAbsent(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                && (message.contains("Cannot assign requested address")
                        || message.contains("Address family not supported"));
    }

    /// Counts a new connection and has it received.
    private final class Accepted extends ChannelInitializer<Channel> {
        private final Supplier<ChannelHandler> first;

        Accepted(Supplier<ChannelHandler> first) {
            this.first = first;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (draining) {
                channel.close();
            } else if (connections.size() >= limits.connections() && !reception.isOwn(channel)) {
                reception.full(channel);
            } else if (reception.receive(channel, first)) {
                connections.add(channel);
            }
        }
    }
}
