package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// By what two representations are told apart (RFC 9110 §8.8).
final class Validators {
    /// RFC 9110 §8.8.2.2: `Last-Modified` is a strong validator if it lies so far before `Date`
    /// that no second change can have happened in the same second, even if two clocks wrote them. A
    /// minute is what RFC 7232 §2.2.2 suggested.
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private Validators() {}

    /// `ETag` as sent, if it is there once and is one.
    static Optional<String> etag(Fields fields) {
        List<String> tags = fields.all("etag");
        return tags.size() == 1 && EntityTags.isTag(tags.getFirst())
                ? Optional.of(tags.getFirst())
                : Optional.empty();
    }

    static Optional<Instant> lastModified(Fields fields, Instant received) {
        String modified = fields.first("last-modified");
        return modified == null ? Optional.empty() : HttpDate.parse(modified, received);
    }

    /// Whether anything allows to put ranges of it together.
    static boolean isStrong(StoredResponse stored) {
        return stored.etag().isPresent()
                ? !EntityTags.isWeak(stored.etag().get())
                : isDateStrong(stored);
    }

    static boolean isDateStrong(StoredResponse stored) {
        if (stored.lastModified().isEmpty()) {
            return false;
        }
        String date = stored.fields().first("date");
        return date != null
                && HttpDate.parse(date, stored.received())
                        .filter(generated ->
                                !generated.isBefore(stored.lastModified().get().plus(SETTLED)))
                        .isPresent();
    }

    static boolean isThere(StoredResponse stored) {
        return stored.etag().isPresent() || stored.lastModified().isPresent();
    }
}
