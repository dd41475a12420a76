package croft.certs.acme;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1 for programs that cannot choose one themselves. They are below those that the
/// system gives to clients (32768 and up), where an outgoing connection could take one in between.
public final class LoopbackPorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private LoopbackPorts() {}

    /// A port that nobody listens at, neither by TCP nor by UDP.
    public static int free() {
        for (int i = 0; i < 1000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no free port from " + FIRST + " to " + LAST);
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
