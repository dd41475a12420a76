package croft.edge.listener;

import croft.edge.tls.Certificates;
import croft.edge.tls.ChallengeCertificates;
import croft.edge.tls.ClientHelloHandler;
import io.netty.channel.ChannelHandler;

/// Makes the first handler of a TLS connection.
record Tls(Certificates certificates, ChallengeCertificates challenges) {
    ChannelHandler begin(Protocols protocols) {
        return new ClientHelloHandler(
                certificates,
                challenges,
                (ctx, presented) ->
                        ctx.pipeline()
                                .addLast("negotiation", new Negotiation(protocols, presented)));
    }
}
