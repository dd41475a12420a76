package croft.stack.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Loopback ports that nobody listens on. They are below the range that systems use for outgoing
/// connections (Linux `ip_local_port_range` begins at 32768), so that only another server could
/// take one between here and its use; and none is given twice. Called from any thread.
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private final RandomGenerator random;
    private final Set<Integer> given = new HashSet<>();

    public FreePorts(RandomGenerator random) {
        this.random = random;
    }

    /// A port that nobody listens on, another one each time.
    ///
    /// @throws IOException if none is found
    public synchronized int next() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (!given.contains(port) && isFree(InetAddress.getLoopbackAddress(), port)) {
                given.add(port);
                return port;
            }
        }
        throw new IOException(
                "no free port between "
                        + LOWEST
                        + " and "
                        + HIGHEST
                        + " on loopback in "
                        + ATTEMPTS
                        + " attempts");
    }

    static boolean isFree(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            // A port in TIME_WAIT is free for the services, which set the same option.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
