package croft.certs.control;

import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.Declaration;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// The authorities that croft.yml names, by their directories.
record DeclaredAuthorities(Declaration declaration) {
    /// As croft.yml calls it, or its directory.
    String name(URI directory) {
        return find(directory).map(Authority.Acme::toString).orElse(directory.toString());
    }

    private Optional<Authority.Acme> find(URI directory) {
        return Stream.concat(
                        declaration.sites().stream().map(site -> site.certificate().authority()),
                        declaration.certificates().fallback().stream())
                .filter(Authority.Acme.class::isInstance)
                .map(Authority.Acme.class::cast)
                .filter(acme -> acme.directory().equals(directory))
                .findFirst();
    }
}
