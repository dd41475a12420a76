package croft.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// A client of one connection that sends what it is told, octet by octet, and reads what comes.
final class RawPeer implements AutoCloseable {
    /// Longer than any deadline of the edge for what is sent here: reaching it is a hang.
    private static final int PATIENCE_MILLIS = 40_000;

    private static final int LONGEST_BODY = 1 << 20;

    private final Socket socket;

    private RawPeer(Socket socket) {
        this.socket = socket;
    }

    static RawPeer tcp(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return new RawPeer(socket);
    }

    /// Connects, asks for the certificate of a host and checks that it is that host's.
    ///
    /// @param protocols offered by ALPN; none: no ALPN
    static RawPeer tls(LiveStack stack, String host, String... protocols) throws IOException {
        return tls(stack, stack.httpsPort(), host, protocols);
    }

    /// The same, of another server with the same authority.
    static RawPeer tls(LiveStack stack, int port, String host, String... protocols)
            throws IOException {
        return tls(stack.trusting(), port, host, protocols);
    }

    /// The same, with what this client trusts and remembers.
    ///
    /// @param host a name; an address is asked for without one, as clients do
    static RawPeer tls(SSLContext trusting, int port, String host, String... protocols)
            throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
        try {
            var socket =
                    (SSLSocket) trusting.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new RawPeer(socket);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// The certificate that was presented.
    X509Certificate certificate() throws IOException {
        return (X509Certificate) session().getPeerCertificates()[0];
    }

    SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /// Chosen by ALPN; empty if none was.
    String protocol() {
        return ((SSLSocket) socket).getApplicationProtocol();
    }

    RawPeer send(String latin1) throws IOException {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawPeer send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        return this;
    }

    /// All that comes until the peer ends the connection, in whatever way.
    byte[] readToEnd() throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                all.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "the connection hangs after: " + all.toString(StandardCharsets.ISO_8859_1), e);
        } catch (IOException e) {
            // reset: ended as well
        }
        return all.toByteArray();
    }

    /// One answer of HTTP/1.1 with a Content-Length; the connection stays open.
    Answer readAnswer() throws IOException {
        InputStream in = socket.getInputStream();
        String status = line(in);
        var fields = new TreeMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
        if (length > LONGEST_BODY || status.length() < 12) {
            throw new IOException(status + ": not an answer for this client");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("ended within a body");
        }
        return new Answer(
                Integer.parseInt(status.substring(9, 12)),
                fields,
                new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("ended within a head");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// One answer.
    ///
    /// @param fields by name in small letters
    record Answer(int status, Map<String, String> fields, String body) {}
}
