package croft.chat.irc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a client and a server, and can be shut, be a black hole, or let one message
/// through and nothing of the answer.
final class Gate implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;

    /// @param port the server's
    Gate(int port) throws IOException {
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /// Ends what is there, and lets nobody in.
    void shut() throws IOException {
        state = State.SHUT;
        cut();
    }

    void open() {
        state = State.OPEN;
    }

    /// Swallows everything, and ends nothing.
    void swallow() {
        state = State.BLACK_HOLE;
    }

    /// The next message is passed on; what the server has to say from then on is not, and the
    /// connection ends.
    void cutNextAnswer() {
        state = State.CUT_NEXT;
    }

    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                if (state == State.SHUT) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> pass(client, server, true));
                Thread.ofVirtual().start(() -> pass(server, client, false));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean message =
                        new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("PRIVMSG ");
                if (fromClient && state == State.CUT_NEXT && message) {
                    state = State.CUTTING;
                } else if (!fromClient && state == State.CUTTING) {
                    state = State.OPEN;
                    return; // the server has dealt with it: this is its answer
                }
                if (state != State.BLACK_HOLE) {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException _) {
            // One side has ended, and with it the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private enum State {
        OPEN,
        SHUT,
        BLACK_HOLE,
        CUT_NEXT,
        CUTTING
    }
}
