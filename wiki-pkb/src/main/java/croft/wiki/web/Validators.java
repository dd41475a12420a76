package croft.wiki.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What tells one state of an answer from another (RFC 9110 §8.8).
///
/// @param tag a strong entity tag, with its quotes
/// @param modified in whole seconds, as that is all that HTTP's dates hold
record Validators(String tag, Instant modified) {
    Validators {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    static Validators of(String digest, Instant modified) {
        return new Validators("\"" + digest + "\"", modified);
    }

    List<Field> fields() {
        return List.of(
                new Field("ETag", tag), new Field("Last-Modified", HttpDate.write(modified)));
    }
}
