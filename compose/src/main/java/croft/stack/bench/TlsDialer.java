package croft.stack.bench;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Shakes hands over and over: TLS 1.3, X25519, with a ticket of the server's or always in full.
/// For one thread.
final class TlsDialer {
    static final String HOST = "localhost";

    private static final int TIMEOUT_MILLIS = 5_000;

    private final String protocol;
    private final boolean resumed;
    private final Anybody anybody = new Anybody();
    private final SSLContext context;
    private long dialled;

    /// Offers one protocol.
    ///
    /// @param protocol as ALPN names it
    TlsDialer(String protocol, boolean resumed) {
        this.protocol = protocol;
        this.resumed = resumed;
        try {
            context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {anybody}, null);
            // Tickets that are never used need no room.
            context.getClientSessionContext().setSessionCacheSize(resumed ? 64 : 1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without TLS 1.3", e);
        }
    }

    /// Returns after the handshake.
    Socket dial(Socket plain, int port) throws IOException {
        // Tickets are filed under the host that is given here: one that nobody dialled finds none.
        String filed = resumed ? HOST : "visit-" + dialled++;
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, filed, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(HOST)));
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setNamedGroups(new String[] {"x25519"});
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.startHandshake();
        if (!protocol.equals(socket.getApplicationProtocol())) {
            throw new IOException(
                    "the server chose \""
                            + socket.getApplicationProtocol()
                            + "\" (expected: "
                            + protocol
                            + ")");
        }
        return socket;
    }

    /// How many handshakes had a certificate, as those have that are not resumed.
    long inFull() {
        return anybody.asked;
    }

    /// Trusts whoever answers on loopback: here only the work counts. The signature over the
    /// handshake is checked all the same.
    private static final class Anybody extends X509ExtendedTrustManager {
        private long asked;

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            asked++;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            asked++;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            asked++;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
