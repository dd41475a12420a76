package croft.certs.dns;

import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.DnsProvider.Kind;
import croft.platform.declaration.ServerAddress;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Providers as croft.yml would declare them, and drivers for them.
final class Declared {
    static final SecretName SECRET = new SecretName("dns");
    static final String USER = "user@example.test";

    private Declared() {}

    static DnsProvider http(Kind kind, URI url, ServerAddress... authoritative) {
        return new DnsProvider(
                kind,
                Optional.of(url),
                Optional.of(USER),
                Optional.of(SECRET),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(authoritative));
    }

    static DnsProvider rfc2136(ServerAddress server) {
        return rfc2136(server, Knot.KEY);
    }

    static DnsProvider rfc2136(ServerAddress server, String key) {
        return new DnsProvider(
                Kind.RFC2136,
                Optional.empty(),
                Optional.of(key),
                Optional.of(SECRET),
                Optional.of(server),
                Optional.empty(),
                List.of(),
                List.of(server));
    }

    static DnsProvider exec(List<String> command, ServerAddress... authoritative) {
        return new DnsProvider(
                Kind.EXEC,
                Optional.empty(),
                Optional.of(USER),
                Optional.of(SECRET),
                Optional.empty(),
                Optional.empty(),
                command,
                List.of(authoritative));
    }

    static DnsProvider manual(ServerAddress... authoritative) {
        return new DnsProvider(
                Kind.MANUAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(authoritative));
    }

    /// Drivers that know one secret.
    static DnsDrivers drivers(Path folder, String secret) {
        return new DnsDrivers(
                Secrets.of(folder, Map.of("CROFT_SECRET_DNS", secret)),
                folder,
                visibility(),
                DnsDrivers::alone,
                HttpDriverConformance.LIMIT,
                Duration.ofSeconds(2));
    }

    static Visibility visibility() {
        return new Visibility(new Nameservers(List::of), InstantSource.system());
    }
}
