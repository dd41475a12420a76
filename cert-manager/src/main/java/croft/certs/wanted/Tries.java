package croft.certs.wanted;

import java.time.Instant;
import java.util.Optional;

/// Tries in a row that failed for one certificate.
///
/// @param count at least 1
/// @param failedAt when the last one did
/// @param again when the next one may be; empty: when something else is declared, or somebody asks
/// @param declared what was declared then: [Wanted#declared]
public record Tries(
        Wanted.Id id, int count, Instant failedAt, Optional<Instant> again, String declared) {
    public Tries {
        if (count < 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1 or more)");
        }
    }
}
