package croft.edge.upstream;

import croft.platform.declaration.Origin;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens connections: resolves the origin's name each time, tries its addresses one after the
/// other.
final class Dialer {
    /// Longest time that a resolved name is believed, whatever its TTL says: Docker gives 600 s to
    /// containers that may have another address after the next deployment.
    private static final int LONGEST_TTL_SECONDS = 10;

    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final EventLoop loop;
    private final Duration timeout;
    private final Transport transport;
    private @Nullable DnsNameResolver resolver;

    Dialer(EventLoop loop, Duration timeout) {
        this.loop = loop;
        this.timeout = timeout;
        this.transport = Transport.of(loop);
    }

    /// Opens one connection; tells exactly one of the two, later than it returns.
    void dial(Origin origin, Consumer<Channel> connected, Consumer<Failure> failed) {
        new Attempt(origin, connected, failed).begin();
    }

    void close() {
        if (resolver != null) {
            resolver.close();
        }
    }

    private DnsNameResolver resolver() {
        DnsNameResolver existing = resolver;
        if (existing == null) {
            existing =
                    new DnsNameResolverBuilder(loop)
                            .datagramChannelFactory(transport.datagram())
                            // answers that do not fit a datagram come over TCP
                            .socketChannelFactory(transport.stream())
                            .ttl(0, LONGEST_TTL_SECONDS)
                            .negativeTtl(1)
                            .queryTimeoutMillis(Math.max(1, timeout.toMillis() / 2))
                            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                            .completeOncePreferredResolved(false)
                            .build();
            resolver = existing;
        }
        return existing;
    }

    /// One connection in the making.
    private final class Attempt {
        private final Origin origin;
        private final Consumer<Channel> connected;
        private final Consumer<Failure> failed;
        private boolean over;
        private boolean resolved;
        private @Nullable ScheduledFuture<?> deadline;
        private @Nullable Channel trying;

        Attempt(Origin origin, Consumer<Channel> connected, Consumer<Failure> failed) {
            this.origin = origin;
            this.connected = connected;
            this.failed = failed;
        }

        void begin() {
            deadline = loop.schedule(this::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
            List<InetAddress> direct = direct(origin.host());
            if (direct != null) {
                resolved = true;
                loop.execute(() -> tryNext(direct, 0));
                return;
            }
            resolver()
                    .resolveAll(origin.host())
                    .addListener(future -> {
                        if (over) {
                            return;
                        }
                        if (future.isSuccess()) {
                            resolved = true;
                            @SuppressWarnings("unchecked")
                            List<InetAddress> addresses = (List<InetAddress>) future.getNow();
                            tryNext(addresses, 0);
                        } else {
                            fail(Failure.Kind.DNS_ERROR, origin + ": " + reason(future.cause()));
                        }
                    });
        }

        private void tryNext(List<InetAddress> addresses, int index) {
            if (over) {
                return;
            }
            InetSocketAddress address = new InetSocketAddress(addresses.get(index), origin.port());
            // an address that swallows packets leaves time for the ones behind it
            long share = timeout.toMillis() / Math.min(addresses.size(), 3);
            ChannelFuture future =
                    new Bootstrap()
                            .group(loop)
                            .channelFactory(transport.stream())
                            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, share))
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(ChannelOption.SO_KEEPALIVE, true)
                            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                            .handler(
                                    new ChannelInitializer<SocketChannel>() {
                                        @Override
                                        protected void initChannel(SocketChannel channel) {
                                            // its owner adds the handler
                                        }
                                    })
                            .connect(address);
            trying = future.channel();
            future.addListener(done -> {
                if (over) {
                    ChannelFuture _ = future.channel().close();
                } else if (done.isSuccess()) {
                    finish();
                    connected.accept(future.channel());
                } else if (index + 1 < addresses.size()) {
                    tryNext(addresses, index + 1);
                } else {
                    Failure.Kind kind =
                            done.cause() instanceof ConnectTimeoutException
                                    ? Failure.Kind.CONNECTION_TIMEOUT
                                    : Failure.Kind.CONNECTION_REFUSED;
                    fail(kind, origin + " at " + address + ": " + reason(done.cause()));
                }
            });
        }

        private void expire() {
            if (!over) {
                fail(
                        resolved ? Failure.Kind.CONNECTION_TIMEOUT : Failure.Kind.DNS_ERROR,
                        origin + ": nothing within " + timeout.toMillis() + " ms");
                if (trying != null) {
                    ChannelFuture _ = trying.close();
                }
            }
        }

        private void fail(Failure.Kind kind, String detail) {
            finish();
            failed.accept(new Failure(kind, true, detail));
        }

        private void finish() {
            over = true;
            if (deadline != null) {
                deadline.cancel(false);
            }
        }
    }

    /// The addresses of a host that needs no resolution: a literal, or this machine (RFC 6761
    /// §6.3).
    private static @Nullable List<InetAddress> direct(String host) {
        try {
            byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
            if (octets != null) {
                return List.of(InetAddress.getByAddress(octets));
            }
            String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            if (name.equalsIgnoreCase("localhost")
                    || name.regionMatches(true, name.length() - 10, ".localhost", 0, 10)) {
                return List.of(
                        InetAddress.getByAddress(host, LOOPBACK_4),
                        InetAddress.getByAddress(host, LOOPBACK_6));
            }
            return null;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 octets is one", e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null ? "unknown" : cause.getMessage();
    }
}
