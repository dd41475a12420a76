package croft.edge.listener;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Connections that the edge makes to its own ports, to see what visitors see. They are let in
/// whatever croft.yml says of this machine's addresses, and begin without a PROXY header: an edge
/// behind a balancer, or one that denies its own address, shows certificates all the same.
///
/// Such a connection is known by the address and port that it comes from. The caller binds its
/// socket to them before it says so here, and takes the word back before it closes the socket; in
/// between the kernel gives the pair to nobody else, and nobody elsewhere can complete a TCP
/// handshake from an address of this machine. So the exemption is for exactly one connection, and
/// there is no secret that could leak. A channel within the process would need no exemption, but
/// would prove nothing of the port. Thread-safe.
public final class OwnCalls {
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

    OwnCalls() {}

    /// A connection is about to be made.
    ///
    /// @param from what the caller's socket is bound to: an address and a port
    public void begin(InetSocketAddress from) {
        if (from.getAddress().isAnyLocalAddress() || from.getPort() == 0) {
            throw new IllegalArgumentException(
                    "from: " + from + " (expected: an address and a port of this machine)");
        }
        callers.add(from);
    }

    /// It has been made, or never will be.
    public void end(InetSocketAddress from) {
        callers.remove(from);
    }

    boolean isOwn(InetSocketAddress from) {
        return !callers.isEmpty() && callers.contains(from);
    }
}
