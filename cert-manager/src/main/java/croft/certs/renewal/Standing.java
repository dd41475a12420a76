package croft.certs.renewal;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How everything stood after the last look.
///
/// @param root of the local authority, once it is known
/// @param certificates all that are wanted, in the order of the declaration
/// @param problem what keeps this service from working, such as a database that is away
/// @param next when the first certificate is due; empty if none is held
/// @param lookWithin look again after this at the latest
public record Standing(
        Optional<X509Certificate> root,
        List<CertificateState> certificates,
        Optional<String> problem,
        Optional<Instant> next,
        Duration lookWithin) {
    public Standing {
        certificates = List.copyOf(certificates);
    }

    static Standing beforeTheFirstLook() {
        return new Standing(
                Optional.empty(),
                List.of(),
                Optional.of("not yet looked"),
                Optional.empty(),
                Duration.ofHours(1));
    }

    /// Whether something should be tried again soon. What an authority refused has its own time.
    boolean isTroubled() {
        return problem.isPresent()
                || certificates.stream()
                        .anyMatch(c -> c.wanted().directory().isEmpty() && c.error().isPresent());
    }
}
