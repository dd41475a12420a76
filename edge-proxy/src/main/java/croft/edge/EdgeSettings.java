package croft.edge;

import croft.edge.listener.Doors;
import croft.platform.declaration.Origin;
import croft.platform.service.Variables;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// What only the edge reads of its environment (docs/contracts/environment.md).
///
/// @param publicHttpsPort as visitors see it
/// @param staticSite where the service listens that serves folders
record EdgeSettings(Doors doors, int publicHttpsPort, Origin staticSite) {
    static EdgeSettings of(Variables variables) {
        int https = variables.port("CROFT_HTTPS_PORT", 8443);
        List<InetAddress> addresses =
                variables
                        .read(
                                "CROFT_LISTEN",
                                EdgeSettings::addresses,
                                "IP addresses, comma-separated")
                        .orElseGet(() -> addresses("127.0.0.1,::1"));
        variables.text("CROFT_STATIC_SITE");
        return new EdgeSettings(
                new Doors(addresses, variables.port("CROFT_HTTP_PORT", 8080), https),
                variables.port("CROFT_PUBLIC_HTTPS_PORT", https),
                variables
                        .read("CROFT_STATIC_SITE", EdgeSettings::origin, "host:port")
                        .orElseThrow());
    }

    private static List<InetAddress> addresses(String text) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : text.split(",", -1)) {
            addresses.add(InetAddress.ofLiteral(literal.strip()));
        }
        return addresses;
    }

    private static Origin origin(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(text);
        }
        return new Origin(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
