package croft.edge.listener;

import java.net.InetAddress;
import java.util.List;

/// Where the edge listens.
///
/// @param addresses at least one
/// @param http the plain port, which redirects
/// @param https the TLS port
public record Doors(List<InetAddress> addresses, int http, int https) {
    public Doors {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses: none (expected: at least one)");
        }
    }
}
