package croft.site.release;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Leave to deploy to one project, held by whoever knows its secret.
///
/// @param label what the operator calls it
/// @param expires empty: never
public record Token(
        UUID id,
        String label,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked,
        Optional<Instant> used) {
    /// What a label may be long.
    public static final int LONGEST_LABEL = 100;

    public Token {
        if (label.isBlank() || label.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException(
                    "label: "
                            + label.length()
                            + " characters (expected: 1 to "
                            + LONGEST_LABEL
                            + ")");
        }
    }

    /// Whether it lets anybody in.
    public boolean isGood(Instant now) {
        return revoked.isEmpty() && expires.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
