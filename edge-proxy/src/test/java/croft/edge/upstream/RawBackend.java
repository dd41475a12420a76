package croft.edge.upstream;

import croft.platform.declaration.Origin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A backend that sends exactly the octets a test tells it to.
final class RawBackend implements AutoCloseable {
    /// What happens on one connection; the connection is closed behind it.
    interface Script {
        void run(Connection connection, int number) throws IOException;
    }

    final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket listening;

    RawBackend(Script script) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(script));
    }

    /// Answers every request on every connection by the same octets.
    static RawBackend answering(String response) throws IOException {
        return new RawBackend((connection, _) -> {
            while (!connection.readHead().isEmpty()) {
                connection.send(response);
            }
        });
    }

    /// Answers one request on each connection, and closes it.
    static RawBackend answeringOnce(String response) throws IOException {
        return new RawBackend((connection, _) -> {
            connection.readHead();
            connection.send(response);
        });
    }

    private void accept(Script script) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(script, socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Script script, Socket socket, int number) {
        try (socket) {
            script.run(new Connection(socket), number);
        } catch (IOException e) {
            // the other side closed first: for the test to judge
        }
    }

    Origin origin() {
        return new Origin("127.0.0.1", port());
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    /// One accepted connection.
    static final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /// The next head, or nothing if the connection ends.
        String readHead() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return "";
                }
                head.append((char) octet);
            }
            return head.toString();
        }

        String read(int octets) throws IOException {
            return new String(in.readNBytes(octets), StandardCharsets.ISO_8859_1);
        }

        String readAll() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void halfClose() throws IOException {
            socket.shutdownOutput();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
