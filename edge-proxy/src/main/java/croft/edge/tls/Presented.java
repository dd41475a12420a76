package croft.edge.tls;

import io.netty.handler.ssl.SslContext;

/// A held certificate and the context that presents it.
public record Presented(HeldCertificate certificate, SslContext context) {}
