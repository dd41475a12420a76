package croft.edge.serving;

import croft.edge.listener.OwnCalls;
import croft.edge.tls.CertifiedAddress;
import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A handshake of the edge with its own port, as the visitor makes it whom a certificate is for:
/// over TCP, with the JDK's TLS and not the one that is looked at. Blocking.
///
/// @param doors where visitors come in
/// @param calls lets it in
record OwnHandshake(List<InetSocketAddress> doors, OwnCalls calls) {
    private static final int PATIENCE_MILLIS = 5_000;

    /// What a wildcard is asked by; nobody has a site of that name.
    private static final String ANY_LABEL = "croft-looks-whether-this-is-served";

    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    private static final String[] CURVES = {
        "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512"
    };

    /// Those that TLS 1.3 knows, and the one that is only for TLS 1.2.
    private static final String[] RSA = {
        "rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512", "rsa_pkcs1_sha256"
    };

    OwnHandshake {
        doors = List.copyOf(doors);
    }

    /// The serial of what the visitor is shown, who wants to see this certificate.
    ///
    /// @throws IOException if he is shown nothing
    String serial(HeldCertificate certificate) throws IOException {
        IOException why = new IOException("no TLS port is open on an address of this machine");
        for (InetSocketAddress way : ways(certificate)) {
            try (Socket tcp = new Socket()) {
                tcp.bind(new InetSocketAddress(way.getAddress(), 0));
                return called(tcp, way, certificate);
            } catch (BindException | ConnectException e) {
                // not this machine's, or not listened on
                why = e;
            }
        }
        throw why;
    }

    private String called(Socket tcp, InetSocketAddress way, HeldCertificate certificate)
            throws IOException {
        InetSocketAddress from = (InetSocketAddress) tcp.getLocalSocketAddress();
        calls.begin(from);
        try {
            tcp.connect(way, PATIENCE_MILLIS);
            tcp.setSoTimeout(PATIENCE_MILLIS);
            return shown(tcp, certificate);
        } finally {
            calls.end(from);
        }
    }

    private static String shown(Socket tcp, HeldCertificate certificate) throws IOException {
        try (SSLSocket tls =
                (SSLSocket)
                        fresh().getSocketFactory().createSocket(tcp, null, tcp.getPort(), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            if (!certificate.names().isEmpty()) {
                HostName first = certificate.names().getFirst();
                parameters.setServerNames(List.of(new SNIHostName(asked(first))));
            }
            boolean rsa = certificate.key().getAlgorithm().equals("RSA");
            parameters.setSignatureSchemes(rsa ? RSA : CURVES);
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return HeldCertificate.serial(
                    (X509Certificate) tls.getSession().getPeerCertificates()[0]);
        }
    }

    private static String asked(HostName name) {
        return name.isWildcard() ? ANY_LABEL + name.value().substring(1) : name.value();
    }

    /// Where to call, the best way first: for addresses, there, where that is this machine's. Else
    /// any door will do. One that is open on all addresses is so for both families, but a machine
    /// may have loopback addresses of one only.
    private List<InetSocketAddress> ways(HeldCertificate certificate) {
        List<InetSocketAddress> ways = new ArrayList<>();
        for (CertifiedAddress each : certificate.addresses()) {
            for (InetSocketAddress door : doors) {
                if (door.getAddress().isAnyLocalAddress()
                        || door.getAddress().equals(each.address())) {
                    ways.add(new InetSocketAddress(each.address(), door.getPort()));
                }
            }
        }
        for (InetSocketAddress door : doors) {
            if (door.getAddress().isAnyLocalAddress()) {
                LOOPBACK.forEach(here -> ways.add(new InetSocketAddress(here, door.getPort())));
            } else {
                ways.add(door);
            }
        }
        return ways;
    }

    /// One that remembers no session: a session taken up again would show an old certificate.
    private static SSLContext fresh() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Onlooker()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK has no TLS", e);
        }
    }

    /// Looks at whatever it is shown, as nothing is said to it that would have to be trusted. That
    /// the server has the key of what it shows, TLS itself checks.
    private static final class Onlooker extends X509ExtendedTrustManager {
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
