package croft.stack.launch;

import croft.stack.report.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the edge is to listen.
///
/// @param addresses literals, such as `127.0.0.1`
/// @param chatPort where chat servers of this machine call back, on loopback
public record Listen(List<String> addresses, int httpPort, int httpsPort, int chatPort) {
    /// Both loopbacks: browsers try either for `*.localhost`.
    public static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    public Listen {
        addresses = List.copyOf(addresses);
    }

    /// Splits `ADDRESS,ADDRESS`.
    public static List<String> addresses(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    String environment() {
        return String.join(",", addresses);
    }

    /// This, without the loopback addresses that the machine does not have.
    ///
    /// @throws CannotStart if a port is taken, or an address is not the machine's
    Listen checked() throws CannotStart {
        if (httpPort == httpsPort) {
            throw new CannotStart(
                    Exit.USAGE,
                    "--http-port and --https-port are both " + httpPort + " (expected: two ports)");
        }
        var usable = new ArrayList<String>();
        for (String address : addresses) {
            InetAddress resolved = resolve(address);
            if (FreePorts.isFree(resolved, 0)) {
                check(resolved, httpPort, "HTTP", "--http-port");
                check(resolved, httpsPort, "HTTPS", "--https-port");
                usable.add(address);
            } else if (!LOOPBACK.contains(address)) {
                throw new CannotStart(
                        Exit.UNAVAILABLE,
                        "--listen "
                                + address
                                + " is not an address of this machine (expected: one of its own)");
            }
        }
        if (usable.isEmpty()) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "--listen " + environment() + ": nothing to listen on (expected: an address)");
        }
        return new Listen(usable, httpPort, httpsPort, chatPort);
    }

    private static InetAddress resolve(String address) throws CannotStart {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    Exit.USAGE,
                    "--listen "
                            + address
                            + " is not an address (expected: such as 127.0.0.1 or ::1)");
        }
    }

    private static void check(InetAddress address, int port, String protocol, String option)
            throws CannotStart {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("Permission denied")) {
                throw new CannotStart(
                        Exit.UNAVAILABLE,
                        "port "
                                + port
                                + " ("
                                + protocol
                                + ") is kept for root (expected: 1024 or above); choose another"
                                + " with "
                                + option);
            }
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    "port "
                            + port
                            + " ("
                            + protocol
                            + ") on "
                            + address.getHostAddress()
                            + " is in use (expected: free); stop what listens there, or choose another with "
                            + option);
        }
    }
}
