package croft.house.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which every octet is the test's own.
public final class Wire implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    /// Connects.
    public Wire(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /// Connects, to read slowly.
    ///
    /// @param receiveBuffer octets; 0 for the system's choice
    public Wire(InetSocketAddress server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(server);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends octets, a character each.
    public Wire send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Says that no more will be sent.
    public Wire endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// The next answer, with its body.
    public Reply reply() throws IOException {
        return Reply.read(in, false);
    }

    /// The head of the next answer.
    public Reply headReply() throws IOException {
        return Reply.read(in, true);
    }

    /// One line as it came, without its end.
    public String line() throws IOException {
        return Reply.line(in);
    }

    /// So many octets as they came.
    public String octets(int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    /// What comes.
    public InputStream in() {
        return in;
    }

    /// Whether the server ends the connection without sending more.
    public boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
