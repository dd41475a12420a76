package croft.platform.service;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The addresses for traffic: `CROFT_LISTEN` and `CROFT_PORT`.
///
/// @param addresses at least one
public record Listeners(List<InetSocketAddress> addresses) {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private static final String BOTH_LOOPBACKS = "127.0.0.1,::1";

    /// Addresses that this machine does not have are left out with a warning, as the default names
    /// one that machines without IPv6 lack; but one there must be.
    public static Listeners of(Variables variables) {
        int port = variables.port("CROFT_PORT");
        List<InetAddress> named =
                variables
                        .read("CROFT_LISTEN", Listeners::addresses, "IP addresses, comma-separated")
                        .orElseGet(() -> addresses(BOTH_LOOPBACKS));
        List<InetSocketAddress> present = new ArrayList<>();
        for (InetAddress address : named) {
            if (isHere(address)) {
                present.add(new InetSocketAddress(address, port));
            } else {
                LOG.warn("CROFT_LISTEN: this machine has no address {}", address.getHostAddress());
            }
        }
        if (present.isEmpty()) {
            throw CannotStart.misconfigured(
                    "CROFT_LISTEN: this machine has none of the addresses "
                            + named.stream().map(InetAddress::getHostAddress).toList()
                            + " (expected: at least one that `ip address` shows)");
        }
        return new Listeners(List.copyOf(present));
    }

    private static List<InetAddress> addresses(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(InetAddress::ofLiteral)
                .toList();
    }

    private static boolean isHere(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return true; // the attempt to listen will tell
        }
    }
}
