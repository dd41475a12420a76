package croft.edge.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a ClientHello and puts the handler in place that presents the certificate of the name, or
/// address, that its client asks for. A name that no certificate covers gets the alert
/// `unrecognized_name` (RFC 6066 §3), and so does a client that names none where no certificate is
/// for addresses: never a certificate of another site. One per connection, on its event loop.
///
/// An authority that looks for a proof waits until the proof has been looked for; everybody else is
/// answered at once.
public final class ClientHelloHandler extends SslClientHelloHandler<ClientHelloHandler.Chosen> {
    /// A post-quantum key share makes a ClientHello about 2 KiB long.
    private static final int MAX_CLIENT_HELLO = 16 * 1024;

    private static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;

    /// Alert record: type 21, version 1.2, length 2, fatal, unrecognized_name (112).
    private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

    private static final Logger LOG = LoggerFactory.getLogger(ClientHelloHandler.class);

    private final Certificates certificates;
    private final ChallengeCertificates challenges;
    private final BiConsumer<ChannelHandlerContext, Presented> chosen;
    private @Nullable ScheduledFuture<?> deadline;

    /// Reads one connection's ClientHello.
    ///
    /// @param chosen told once a site's certificate is known; adds what comes behind the TLS
    ///   handler
    public ClientHelloHandler(
            Certificates certificates,
            ChallengeCertificates challenges,
            BiConsumer<ChannelHandlerContext, Presented> chosen) {
        super(MAX_CLIENT_HELLO);
        this.certificates = certificates;
        this.challenges = challenges;
        this.chosen = chosen;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor()
                        .schedule(
                                () -> ctx.close(), HANDSHAKE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.handlerRemoved0(ctx);
    }

    /// @param octets null where what came is no ClientHello
    @Override
    protected Future<Chosen> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf octets) {
        ClientHello hello = octets == null ? null : ClientHello.read(octets);
        if (hello == null) {
            return ctx.executor().newFailedFuture(new NoCertificate());
        }
        if (hello.challenge()) {
            return proof(ctx, hello.serverName());
        }
        Presented presented = certificates.find(hello, ctx.channel().localAddress());
        return presented == null
                ? ctx.executor().newFailedFuture(new NoCertificate())
                : ctx.executor().newSucceededFuture(new Chosen(presented, false));
    }

    private Future<Chosen> proof(ChannelHandlerContext ctx, @Nullable String name) {
        if (name == null) {
            return ctx.executor().newFailedFuture(new NoCertificate());
        }
        Promise<Chosen> found = ctx.executor().newPromise();
        challenges
                .find(name)
                .exceptionally(_ -> Optional.empty())
                .thenAccept(answer ->
                        answer.ifPresentOrElse(
                                proof -> found.trySuccess(new Chosen(proof, true)),
                                () -> found.tryFailure(new NoCertificate())));
        return found;
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<Chosen> future) {
        if (ctx.isRemoved() || !ctx.channel().isActive()) {
            // gone while it waited
            return;
        }
        if (!future.isSuccess()) {
            ByteBuf alert =
                    ctx.alloc().buffer(UNRECOGNIZED_NAME.length).writeBytes(UNRECOGNIZED_NAME);
            ctx.writeAndFlush(alert).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Presented presented = future.getNow().presented();
        SslHandler tls = presented.context().newHandler(ctx.alloc());
        tls.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MILLIS);
        if (future.getNow().forChallenge()) {
            ctx.pipeline().addLast("proof", new ShownProof());
        } else {
            chosen.accept(ctx, presented);
        }
        ctx.pipeline().replace(this, "tls", tls);
    }

    /// What is no ClientHello, or breaks off within it, is the client's affair.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: no handshake: {}", ctx.channel(), cause.getMessage());
        ctx.close();
    }

    /// Whose certificate is presented.
    record Chosen(Presented presented, boolean forChallenge) {}

    /// No certificate for the name: an expected outcome, without a trace.
    private static final class NoCertificate extends Exception {
        NoCertificate() {
            super("no certificate", null, false, false);
        }
    }
}
