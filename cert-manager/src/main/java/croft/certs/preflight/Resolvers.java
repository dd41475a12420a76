package croft.certs.preflight;

import croft.platform.declaration.ServerAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/// Whom DNS is asked through, and which keys its signatures hang from.
///
/// @param servers the system's if empty
/// @param anchors DS or DNSKEY records as in a zone file
public record Resolvers(List<ServerAddress> servers, String anchors) {
    /// The keys of the root: of 2017, and of 2024, which signs since October 2026
    /// (https://data.iana.org/root-anchors/root-anchors.xml).
    static final String ROOT =
            """
            . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
            . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
            """;

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /// A packet gets lost now and then.
    private static final int TRIES = 2;

    public Resolvers {
        servers = List.copyOf(servers);
    }

    /// Those that are declared, below the root's keys.
    public static Resolvers of(List<ServerAddress> declared) {
        return new Resolvers(declared, ROOT);
    }

    /// Asks and believes; wants signatures along.
    Resolver plain() {
        ExtendedResolver resolver =
                new ExtendedResolver(
                        addresses().stream().map(SimpleResolver::new).toArray(Resolver[]::new));
        resolver.setTimeout(TIMEOUT);
        resolver.setRetries(TRIES);
        resolver.setEDNS(0, 0, ExtendedFlags.DO);
        return resolver;
    }

    /// Asks and checks signatures.
    ValidatingResolver validating(InstantSource clock) {
        ValidatingResolver resolver =
                new ValidatingResolver(plain(), clock.withZone(ZoneOffset.UTC));
        try {
            resolver.loadTrustAnchors(
                    new ByteArrayInputStream(anchors.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "anchors: " + anchors + " (expected: DS records)", e);
        }
        return resolver;
    }

    private List<InetSocketAddress> addresses() {
        return servers.isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : servers.stream().map(s -> new InetSocketAddress(s.host(), s.port())).toList();
    }

    /// `127.0.0.1:53`, or `the system's resolvers`.
    @Override
    public String toString() {
        return servers.isEmpty()
                ? "the system's resolvers"
                : String.join(", ", servers.stream().map(ServerAddress::toString).toList());
    }
}
