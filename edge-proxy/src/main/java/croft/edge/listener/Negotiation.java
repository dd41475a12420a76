package croft.edge.listener;

import croft.edge.tls.Certificates;
import croft.edge.tls.Presented;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the handshake and puts the handler in place of the protocol that ALPN chose (RFC
/// 7301); a client without ALPN gets HTTP/1.1. A handshake that fails is the client's affair: one
/// line at debug level.
final class Negotiation extends ApplicationProtocolNegotiationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

    private final Protocols protocols;
    private final Presented presented;

    Negotiation(Protocols protocols, Presented presented) {
        super(Certificates.HTTP_1_1);
        this.protocols = protocols;
        this.presented = presented;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        ctx.pipeline().addLast("http", protocols.speak(ctx.channel(), presented, protocol));
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: handshake failed: {}", ctx.channel(), cause.getMessage());
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("{}: closed: {}", ctx.channel(), cause.getMessage());
        ctx.close();
    }
}
