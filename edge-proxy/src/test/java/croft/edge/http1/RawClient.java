package croft.edge.http1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends exactly the octets it is told to, and waits with a generous deadline.
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
    }

    RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// What comes, up to and with `end`.
    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf(end) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    /// What comes until the server closes.
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// How many octets come until the server closes, taken slowly.
    long readSlowly(int limit, Runnable between) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long count = 0;
        while (count < limit) {
            int read = socket.getInputStream().read(piece);
            if (read < 0) {
                return count;
            }
            count += read;
            between.run();
        }
        return count;
    }

    byte[] read(int octets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(socket.getInputStream().readNBytes(octets));
        return out.toByteArray();
    }

    /// Ends the connection by a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
