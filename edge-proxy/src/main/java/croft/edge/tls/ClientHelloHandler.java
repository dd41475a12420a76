package croft.edge.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the name in a ClientHello and puts the handler in place that presents that name's
/// certificate. A name that no certificate covers, and a client that names none, get the alert
/// `unrecognized_name` (RFC 6066 §3): never a certificate of another site. One per connection, on
/// its event loop.
public final class ClientHelloHandler extends AbstractSniHandler<Presented> {
    /// A post-quantum key share makes a ClientHello about 2 KiB long.
    private static final int MAX_CLIENT_HELLO = 16 * 1024;

    private static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;

    /// Alert record: type 21, version 1.2, length 2, fatal, unrecognized_name (112).
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private static final Logger LOG = LoggerFactory.getLogger(ClientHelloHandler.class);

    private final Certificates certificates;
    private final BiConsumer<ChannelHandlerContext, Presented> chosen;

    /// Reads one connection's ClientHello.
    ///
    /// @param chosen told once the certificate is known; adds what comes behind the TLS handler
    public ClientHelloHandler(
            Certificates certificates, BiConsumer<ChannelHandlerContext, Presented> chosen) {
        super(MAX_CLIENT_HELLO, HANDSHAKE_TIMEOUT_MILLIS);
        this.certificates = certificates;
        this.chosen = chosen;
    }

    @Override
    protected Future<Presented> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
        Presented presented =
                hostname == null ? null : certificates.find(hostname.toLowerCase(Locale.ROOT));
        return presented == null
                ? ctx.executor().newFailedFuture(new NoCertificate())
                : ctx.executor().newSucceededFuture(presented);
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext ctx, @Nullable String hostname, Future<Presented> future) {
        if (!future.isSuccess()) {
            ByteBuf alert =
                    ctx.alloc().buffer(UNRECOGNIZED_NAME.length).writeBytes(UNRECOGNIZED_NAME);
            ctx.writeAndFlush(alert).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Presented presented = future.getNow();
        SslHandler tls = presented.context().newHandler(ctx.alloc());
        tls.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MILLIS);
        chosen.accept(ctx, presented);
        ctx.pipeline().replace(this, "tls", tls);
    }

    /// What is no ClientHello, or breaks off within it, is the client's affair.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: no handshake: {}", ctx.channel(), cause.getMessage());
        ctx.close();
    }

    /// No certificate for the name: an expected outcome, without a trace.
    private static final class NoCertificate extends Exception {
        NoCertificate() {
            super("no certificate", null, false, false);
        }
    }
}
