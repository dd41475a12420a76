package croft.certs.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports that nobody listens on, below those that the kernel gives to clients.
final class FreePorts {
    private FreePorts() {}

    /// One that is free for TCP and UDP at all of these addresses.
    static int at(String... addresses) {
        for (int tries = 0; tries < 200; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port, addresses)) {
                return port;
            }
        }
        throw new AssertionError("no free port between 20000 and 32000");
    }

    private static boolean isFree(int port, String... addresses) {
        for (String address : addresses) {
            InetSocketAddress place = new InetSocketAddress(InetAddress.ofLiteral(address), port);
            try (ServerSocket tcp = new ServerSocket();
                    DatagramSocket udp = new DatagramSocket(null)) {
                tcp.bind(place);
                udp.bind(place);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
