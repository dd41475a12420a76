package croft.site.serve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which every octet is the test's own.
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /// @param receiveBuffer octets; 0 for the system's choice
    Wire(InetSocketAddress server, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(server);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Wire endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Reply reply() throws IOException {
        return Reply.read(in, false);
    }

    Reply headReply() throws IOException {
        return Reply.read(in, true);
    }

    InputStream in() {
        return in;
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
