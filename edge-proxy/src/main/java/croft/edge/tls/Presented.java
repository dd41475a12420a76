package croft.edge.tls;

import io.netty.handler.ssl.SslContext;
import javax.net.ssl.SSLException;

/// A held certificate and the context that presents it.
public record Presented(HeldCertificate certificate, SslContext context) {
    private static final String ACME_TLS_1 = "acme-tls/1";

    /// One that proves a name to an authority, and speaks nothing but that (RFC 8737). A session of
    /// it is never taken up again, as it seals no tickets.
    ///
    /// @throws SSLException if BoringSSL does not take it
    /// @throws IllegalArgumentException if its key is not its own
    public static Presented forChallenge(HeldCertificate certificate) throws SSLException {
        return new Presented(certificate, ServerContext.of(certificate, ACME_TLS_1));
    }
}
