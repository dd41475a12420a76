package croft.edge.upstream;

import croft.platform.declaration.Origin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A backend that sends exactly the octets a test tells it to.
public final class RawBackend implements AutoCloseable {
    /// What happens on one connection; the connection is closed behind it.
    public interface Script {
        void run(Connection connection, int number) throws IOException;
    }

    public final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket listening;

    public RawBackend(Script script) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // not a virtual thread: one that waits in accept() keeps the port open behind close(),
        // until it is its turn to run and to see that
        Thread.ofPlatform().daemon().start(() -> accept(script));
    }

    /// Answers every request on every connection by the same octets.
    public static RawBackend answering(String response) throws IOException {
        return new RawBackend((connection, _) -> {
            while (!connection.readHead().isEmpty()) {
                connection.send(response);
            }
        });
    }

    /// Answers one request on each connection, and closes it.
    public static RawBackend answeringOnce(String response) throws IOException {
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
                open.add(socket);
                if (listening.isClosed()) {
                    // killed meanwhile, and perhaps before this one could be seen
                    cut(socket);
                }
                Thread.ofVirtual().start(() -> serve(script, socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Script script, Socket socket, int number) {
        try (socket) {
            script.run(new Connection(socket), number);
        } catch (IOException e) {
            // the other side closed first: for the test to judge
        } finally {
            open.remove(socket);
        }
    }

    /// Takes it away as a crash does: no connection stays open, and none can be made.
    public void kill() throws IOException {
        listening.close();
        for (Socket socket : open) {
            cut(socket);
        }
    }

    /// Its own thread may be closing it at this moment.
    private static void cut(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            return;
        }
        socket.close();
    }

    public Origin origin() {
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
    public static final class Connection {
        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /// The next head, or nothing if the connection ends.
        public String readHead() throws IOException {
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

        public String read(int octets) throws IOException {
            return new String(in.readNBytes(octets), StandardCharsets.ISO_8859_1);
        }

        public String readAll() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void halfClose() throws IOException {
            socket.shutdownOutput();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
