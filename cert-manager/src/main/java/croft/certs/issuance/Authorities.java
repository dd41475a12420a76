package croft.certs.issuance;

import croft.certs.acme.AcmeAuthority;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.Declaration;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The authorities that were spoken to, each with the connections to it. Any thread.
public final class Authorities implements AutoCloseable {
    private final InstantSource clock;
    private final Map<Place, AcmeAuthority> known = new ConcurrentHashMap<>();

    public Authorities(InstantSource clock) {
        this.clock = clock;
    }

    /// A declared one.
    AcmeAuthority of(Authority.Acme declared) {
        return of(declared.directory(), declared.root());
    }

    /// One by its directory.
    ///
    /// @param root who vouches for its server
    AcmeAuthority of(URI directory, Optional<Path> root) {
        return known.computeIfAbsent(
                new Place(directory, root),
                place -> new AcmeAuthority(place.directory(), place.root(), clock));
    }

    /// One by its directory, with the root that the declaration names for it, if it does.
    public AcmeAuthority of(URI directory, Declaration declaration) {
        return of(
                directory,
                Stream.concat(
                                declaration.sites().stream()
                                        .map(site -> site.certificate().authority()),
                                declaration.certificates().fallback().stream())
                        .filter(Authority.Acme.class::isInstance)
                        .map(Authority.Acme.class::cast)
                        .filter(acme -> acme.directory().equals(directory))
                        .findFirst()
                        .flatMap(Authority.Acme::root));
    }

    @Override
    public void close() {
        known.values().forEach(AcmeAuthority::close);
    }

    private record Place(URI directory, Optional<Path> root) {}
}
