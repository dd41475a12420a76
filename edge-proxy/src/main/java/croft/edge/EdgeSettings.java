package croft.edge;

import croft.edge.listener.Doors;
import croft.edge.route.Backends;
import croft.edge.serving.EdgeName;
import croft.platform.declaration.Origin;
import croft.platform.service.Variables;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What only the edge reads of its environment (docs/contracts/environment.md).
///
/// @param publicHttpsPort as visitors see it
/// @param backends where the services listen that answer for sites
/// @param warmUp how long the edge may warm itself up before it lets anybody in; zero for not at
///   all
/// @param name of this edge among several; a random one, kept among its state, if empty
record EdgeSettings(
        Doors doors,
        int publicHttpsPort,
        Backends backends,
        Duration warmUp,
        Optional<EdgeName> name) {
    /// A longer one goes on to help, but who waits for a restart waits for it too.
    private static final Duration DEFAULT_WARM_UP = Duration.ofMillis(400);

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);

    static EdgeSettings of(Variables variables) {
        int https = variables.port("CROFT_HTTPS_PORT", 8443);
        List<InetAddress> addresses =
                variables
                        .read(
                                "CROFT_LISTEN",
                                EdgeSettings::addresses,
                                "IP addresses, comma-separated")
                        .orElseGet(() -> addresses("127.0.0.1,::1"));
        return new EdgeSettings(
                new Doors(addresses, variables.port("CROFT_HTTP_PORT", 8080), https),
                variables.port("CROFT_PUBLIC_HTTPS_PORT", https),
                new Backends(
                        backend(variables, "CROFT_STATIC_SITE"),
                        backend(variables, "CROFT_WIKI"),
                        variables
                                .read("CROFT_CHAT", EdgeSettings::origin, "host:port")
                                .orElse(new Origin("127.0.0.1", 8066))),
                variables
                        .read(
                                "CROFT_WARM_UP",
                                EdgeSettings::warmUp,
                                "milliseconds, 0 to " + LONGEST_WARM_UP.toMillis())
                        .orElse(DEFAULT_WARM_UP),
                variables.read("CROFT_EDGE_NAME", EdgeName::new, EdgeName.EXPECTATION));
    }

    private static Origin backend(Variables variables, String name) {
        variables.text(name);
        return variables.read(name, EdgeSettings::origin, "host:port").orElseThrow();
    }

    private static Duration warmUp(String text) {
        Duration wanted = Duration.ofMillis(Long.parseLong(text));
        if (wanted.isNegative() || wanted.compareTo(LONGEST_WARM_UP) > 0) {
            throw new IllegalArgumentException(text);
        }
        return wanted;
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
