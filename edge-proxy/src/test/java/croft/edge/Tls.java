package croft.edge;

import croft.edge.http2.FramePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS as clients do it, who here trust whatever they are shown.
final class Tls {
    static final int PATIENCE_MILLIS = 30_000;

    private Tls() {}

    static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(context()).build();
    }

    /// Connected, and shaken hands.
    ///
    /// @param name asked for by SNI; none if empty
    static SSLSocket connect(int port, String name, String... protocols) throws IOException {
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        return over(tcp, name, protocols);
    }

    static SSLSocket over(Socket tcp, String name, String... protocols) throws IOException {
        return over(tcp, name, parameters -> parameters.setApplicationProtocols(protocols));
    }

    /// @param more sets what else the client can and wants
    static SSLSocket over(Socket tcp, String name, Consumer<SSLParameters> more)
            throws IOException {
        tcp.setSoTimeout(PATIENCE_MILLIS);
        SSLSocket socket =
                (SSLSocket)
                        context().getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (!name.isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        more.accept(parameters);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    static FramePeer http2(TestEdge edge, String name, int... settings) throws IOException {
        return new FramePeer(connect(edge.doors.https(), name, "h2"), settings);
    }

    /// The serial of what the server has shown, in lower-case hexadecimal.
    static String serial(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString(16);
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
