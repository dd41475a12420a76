package croft.wiki.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which every octet is the test's own.
final class Wire implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(InetSocketAddress server) throws IOException {
        socket.connect(server);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Reply reply() throws IOException {
        return Reply.read(in, false);
    }

    Reply headReply() throws IOException {
        return Reply.read(in, true);
    }

    /// One line as it came, without its end.
    String line() throws IOException {
        return Reply.line(in);
    }

    /// So many octets as they came.
    String octets(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /// Whether the server ends the connection without sending more.
    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
