package croft.edge.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLSession;

/// What a handshake came to.
///
/// @param version such as `TLSv1.3`
/// @param cipher the cipher suite, such as `TLS_AES_128_GCM_SHA256`
/// @param resumed whether an earlier session went on
public record Handshake(String version, String cipher, boolean resumed) {
    /// Of a connection whose handshake is complete; on its event loop.
    public static Handshake of(SslHandler tls) {
        SSLSession session = tls.engine().getSession();
        return new Handshake(session.getProtocol(), session.getCipherSuite(), isResumed(tls));
    }

    /// The engine knows, but does not say.
    private static boolean isResumed(SslHandler tls) {
        return tls.engine() instanceof ReferenceCountedOpenSslEngine engine
                && engine.sslPointer() != 0
                && SSL.isSessionReused(engine.sslPointer());
    }
}
