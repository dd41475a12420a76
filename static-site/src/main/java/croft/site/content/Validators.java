package croft.site.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What tells one state of a document from another (RFC 9110 §8.8).
///
/// @param tag strong; empty while it is still being computed
/// @param modified in whole seconds
public record Validators(Optional<EntityTag> tag, Instant modified) {
    public Validators {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }
}
