package croft.platform.traffic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// What tells one state of a document from another (RFC 9110 §8.8).
///
/// @param tag strong; empty while it is still being computed
/// @param modified in whole seconds
public record Validators(Optional<EntityTag> tag, Instant modified) {
    public Validators {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /// As they are sent: ETag, if there is a tag, and Last-Modified.
    public List<Field> fields() {
        Field date = new Field("Last-Modified", HttpDate.write(modified));
        return tag.map(it -> List.of(new Field("ETag", it.toString()), date))
                .orElseGet(() -> List.of(date));
    }
}
