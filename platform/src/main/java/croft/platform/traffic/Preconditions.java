package croft.platform.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The conditional fields of a GET or HEAD request (RFC 9110 §13.1), as they were sent.
///
/// Several lines of one field are to be given joined by a comma.
public record Preconditions(
        Optional<String> ifMatch,
        Optional<String> ifUnmodifiedSince,
        Optional<String> ifNoneMatch,
        Optional<String> ifModifiedSince,
        Optional<String> ifRange) {
    public static final Preconditions NONE =
            new Preconditions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// What the conditions say about a document.
    public enum Verdict {
        PROCEED,
        /// 304
        NOT_MODIFIED,
        /// 412
        FAILED
    }

    /// Whether the entity tag decides anything, so that it is worth waiting for.
    public boolean nameTags() {
        return ifMatch.isPresent() || ifNoneMatch.isPresent() || ifRange.isPresent();
    }

    /// RFC 9110 §13.2.2, steps 1 to 4.
    public Verdict judge(Validators current) {
        if (ifMatch.isPresent()) {
            if (!matches(ifMatch.get(), current, true)) {
                return Verdict.FAILED;
            }
        } else if (date(ifUnmodifiedSince).filter(current.modified()::isAfter).isPresent()) {
            return Verdict.FAILED;
        }
        if (ifNoneMatch.isPresent()) {
            return matches(ifNoneMatch.get(), current, false)
                    ? Verdict.NOT_MODIFIED
                    : Verdict.PROCEED;
        }
        return date(ifModifiedSince).filter(since -> !current.modified().isAfter(since)).isPresent()
                ? Verdict.NOT_MODIFIED
                : Verdict.PROCEED;
    }

    /// RFC 9110 §13.2.2, step 5: whether a Range field counts.
    ///
    /// @param now when the answer is made; a date younger than a second does not tell states apart
    ///   (§8.8.2.2)
    public boolean allowRange(Validators current, Instant now) {
        if (ifRange.isEmpty()) {
            return true;
        }
        Optional<List<EntityTag>> tags = EntityTag.list(ifRange.get());
        if (tags.isPresent()) {
            return tags.get().size() == 1
                    && current.tag().filter(tags.get().getFirst()::matchesStrongly).isPresent();
        }
        return date(ifRange).filter(current.modified()::equals).isPresent()
                && current.modified().isBefore(now.minusSeconds(1));
    }

    private static boolean matches(String field, Validators current, boolean strongly) {
        if (field.strip().equals("*")) {
            return true;
        }
        return current.tag()
                .filter(tag ->
                        EntityTag.list(field).orElse(List.of()).stream()
                                .anyMatch(sent ->
                                        strongly
                                                ? sent.matchesStrongly(tag)
                                                : sent.matchesWeakly(tag)))
                .isPresent();
    }

    private static Optional<Instant> date(Optional<String> field) {
        return field.flatMap(HttpDate::read);
    }
}
