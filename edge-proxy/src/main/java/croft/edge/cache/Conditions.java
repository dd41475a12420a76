package croft.edge.cache;

import croft.edge.http.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The conditions of a request, held against a stored response (RFC 9110 §13, RFC 9111 §4.3.2).
final class Conditions {
    private Conditions() {}

    /// What the request gets because of its conditions, in the order of RFC 9110 §13.2.2; empty if
    /// they let it have the response.
    static Optional<Delivery> judge(Asked asked, StoredResponse stored) {
        // RFC 9110 §13.2.1: they count only where the answer would be a success
        if (stored.status() < 200 || stored.status() > 299) {
            return Optional.empty();
        }
        // steps 1 and 2
        if (!asked.ifMatch().isEmpty()) {
            if (!matches(asked.ifMatch(), stored)) {
                return Optional.of(Delivery.PRECONDITION_FAILED);
            }
        } else if (!asked.ifUnmodifiedSince().isEmpty() && !unmodified(asked, stored)) {
            return Optional.of(Delivery.PRECONDITION_FAILED);
        }
        // steps 3 and 4
        if (!asked.ifNoneMatch().isEmpty()) {
            return noneMatches(asked.ifNoneMatch(), stored)
                    ? Optional.empty()
                    : Optional.of(Delivery.NOT_MODIFIED);
        }
        return !asked.ifModifiedSince().isEmpty() && !modified(asked, stored)
                ? Optional.of(Delivery.NOT_MODIFIED)
                : Optional.empty();
    }

    /// RFC 9110 §13.1.5: whether ranges may be sent of this response. A date must be the very
    /// `Last-Modified`, and strong.
    static boolean allowsRange(Asked asked, StoredResponse stored) {
        if (asked.ifRange().isEmpty()) {
            return true;
        }
        if (asked.ifRange().size() > 1) {
            return false;
        }
        String validator = asked.ifRange().getFirst();
        if (EntityTags.isTag(validator)) {
            return stored.etag().filter(tag -> EntityTags.strongly(tag, validator)).isPresent();
        }
        return Validators.isDateStrong(stored)
                && HttpDate.parse(validator, stored.received()).equals(stored.lastModified());
    }

    /// RFC 9110 §13.1.1.
    private static boolean matches(List<String> ifMatch, StoredResponse stored) {
        return EntityTags.isAny(ifMatch)
                || stored.etag().filter(tag -> EntityTags.listed(ifMatch, tag, true)).isPresent();
    }

    /// RFC 9110 §13.1.2.
    private static boolean noneMatches(List<String> ifNoneMatch, StoredResponse stored) {
        return !EntityTags.isAny(ifNoneMatch)
                && stored.etag()
                        .filter(tag -> EntityTags.listed(ifNoneMatch, tag, false))
                        .isEmpty();
    }

    /// RFC 9110 §13.1.4: also where the condition is malformed, or nothing is known of the last
    /// change.
    private static boolean unmodified(Asked asked, StoredResponse stored) {
        Optional<Instant> since = date(asked.ifUnmodifiedSince(), stored);
        return since.isEmpty()
                || stored.lastModified().isEmpty()
                || !stored.lastModified().get().isAfter(since.get());
    }

    /// RFC 9110 §13.1.3, RFC 9111 §4.3.2: without `Last-Modified` it is held against `Date`, and
    /// without that against when the response came. A malformed condition does not count.
    private static boolean modified(Asked asked, StoredResponse stored) {
        Optional<Instant> since = date(asked.ifModifiedSince(), stored);
        if (since.isEmpty()) {
            return true;
        }
        Instant changed =
                stored.lastModified()
                        .orElseGet(
                                () -> Ages.generated(stored.fields().fields(), stored.received()));
        return changed.isAfter(since.get());
    }

    private static Optional<Instant> date(List<String> lines, StoredResponse stored) {
        return lines.size() == 1
                ? HttpDate.parse(lines.getFirst(), stored.received())
                : Optional.empty();
    }
}
