package croft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import croft.platform.declaration.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A backend that says hello, and that can be killed, with every connection, and started again on
/// the same port.
final class RestartingBackend implements AutoCloseable {
    private static final byte[] HELLO =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(US_ASCII);

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress address;
    private ServerSocket listening;

    RestartingBackend() throws IOException {
        listening = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) listening.getLocalSocketAddress();
    }

    Origin origin() {
        return new Origin("127.0.0.1", address.getPort());
    }

    void start() throws IOException {
        listening = listen(address);
    }

    void kill() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            cut(connection);
        }
        connections.clear();
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

    private ServerSocket listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(where, 500);
        // a virtual thread would keep the port open behind close() until it runs again
        Thread.ofPlatform().daemon().start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket connection = from.accept();
                connections.add(connection);
                if (from.isClosed()) {
                    // killed meanwhile, and perhaps before this one could be seen
                    cut(connection);
                }
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    connection.getOutputStream().write(HELLO);
                }
            }
        } catch (IOException e) {
            // killed
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
