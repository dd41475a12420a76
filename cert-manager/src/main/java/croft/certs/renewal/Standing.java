package croft.certs.renewal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How everything stood after the last look.
///
/// @param root of the local authority, once it is known
/// @param certificates all that are wanted, in the order of the declaration
/// @param problem what keeps this service from working, such as a database that is away
/// @param next when the first certificate is due; empty if none is held
public record Standing(
        Optional<X509Certificate> root,
        List<CertificateState> certificates,
        Optional<String> problem,
        Optional<Instant> next) {
    public Standing {
        certificates = List.copyOf(certificates);
    }

    static Standing beforeTheFirstLook() {
        return new Standing(
                Optional.empty(), List.of(), Optional.of("not yet looked"), Optional.empty());
    }

    /// Whether something should be tried again soon.
    boolean isTroubled() {
        return problem.isPresent() || certificates.stream().anyMatch(c -> c.error().isPresent());
    }
}
