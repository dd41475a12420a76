package croft.wiki.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The conditional fields of a request to read (RFC 9110 §13.1), as they were sent; several lines
/// of one joined by commas.
record Preconditions(
        Optional<String> ifNoneMatch, Optional<String> ifModifiedSince, Optional<String> ifRange) {

    /// Whether the asker has what is current (RFC 9110 §13.2.2, steps 3 and 4): an entity tag
    /// decides alone, if there is one.
    boolean isCurrent(Validators current) {
        if (ifNoneMatch.isPresent()) {
            return ifNoneMatch.get().strip().equals("*")
                    || Arrays.stream(ifNoneMatch.get().split(",", -1))
                            .map(String::strip)
                            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                            .anyMatch(current.tag()::equals);
        }
        return ifModifiedSince
                .flatMap(HttpDate::read)
                .filter(since -> !current.modified().isAfter(since))
                .isPresent();
    }

    /// Whether a Range field counts (step 5).
    ///
    /// @param now when the answer is made; a date younger than a second does not tell states apart
    ///   (RFC 9110 §8.8.2.2)
    boolean allowRange(Validators current, Instant now) {
        if (ifRange.isEmpty() || ifRange.get().strip().equals(current.tag())) {
            return true;
        }
        return HttpDate.read(ifRange.get()).filter(current.modified()::equals).isPresent()
                && current.modified().isBefore(now.minusSeconds(1));
    }
}
