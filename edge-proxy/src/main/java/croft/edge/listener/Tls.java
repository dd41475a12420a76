package croft.edge.listener;

import croft.edge.tls.Certificates;
import croft.edge.tls.ClientHelloHandler;
import io.netty.channel.ChannelHandler;

/// Makes the first handler of a TLS connection.
record Tls(Certificates certificates) {
    ChannelHandler begin(Protocols protocols) {
        return new ClientHelloHandler(
                certificates,
                (ctx, presented) ->
                        ctx.pipeline()
                                .addLast("negotiation", new Negotiation(protocols, presented)));
    }
}
