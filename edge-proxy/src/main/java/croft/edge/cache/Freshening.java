package croft.edge.cache;

import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a stored response becomes by a 304, or by the answer to HEAD (RFC 9111 §3.2, §4.3.4,
/// §4.3.5).
public final class Freshening {
    /// RFC 9111 §3.2: what describes the stored octets stays as it came with them.
    private static final Set<String> OF_THE_CONTENT =
            Set.of("content-encoding", "content-length", "content-range", "content-type");

    private Freshening() {}

    /// The stored response with the fields of the 304.
    ///
    /// @param request that was validated for
    /// @return empty if the 304 is about another representation, or forbids to keep it
    public static Optional<StoredResponse> by(
            StoredResponse stored,
            RequestHead request,
            CachePolicy policy,
            ResponseHead notModified,
            Instant requested,
            Instant received) {
        if (notModified.status() != 304 || !isAbout(stored, notModified.fields(), received)) {
            return Optional.empty();
        }
        return updated(
                stored,
                request,
                policy,
                notModified.fields(),
                stored.status(),
                stored.extent(),
                requested,
                received);
    }

    /// The same for the answer to HEAD; empty also if it shows that what is stored is outdated. An
    /// answer that shows nothing, such as 503, leaves all as it is.
    ///
    /// @param storedLength octets that are stored; -1 where that is not known
    public static Optional<StoredResponse> byHead(
            StoredResponse stored,
            long storedLength,
            RequestHead request,
            CachePolicy policy,
            ResponseHead response,
            Instant requested,
            Instant received) {
        if (response.status() == 304) {
            return by(stored, request, policy, response, requested, received);
        }
        if (response.status() >= 500 || response.status() == 429) {
            return Optional.of(stored);
        }
        // HEAD never says 206: a part is of what GET without a range would be answered with
        int expected = stored.status() == 206 ? 200 : stored.status();
        if (response.status() != expected
                || !isAbout(stored, response.fields(), received)
                || !isAsLong(response.fields(), wholeLength(stored, storedLength))) {
            return Optional.empty();
        }
        return updated(
                stored,
                request,
                policy,
                response.fields(),
                stored.status(),
                stored.extent(),
                requested,
                received);
    }

    /// A part and the 206 that continues it, as one stored response (RFC 9111 §3.4).
    ///
    /// @return empty unless both are of the same representation and touch
    public static Optional<StoredResponse> combined(
            StoredResponse part,
            RequestHead request,
            CachePolicy policy,
            ResponseHead partial,
            Instant requested,
            Instant received) {
        if (partial.status() != 206 || !(part.extent() instanceof Extent.Part held)) {
            return Optional.empty();
        }
        Optional<Extent.Part> more =
                ContentRange.of(partial.fields())
                        .filter(rest -> rest.total() == held.total())
                        .filter(rest -> rest.first() == held.last() + 1)
                        .filter(rest -> Storing.fits(rest, partial.body()));
        if (more.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = held.first() == 0 && more.get().last() == held.total() - 1;
        Extent extent =
                whole
                        ? Extent.WHOLE
                        : new Extent.Part(held.first(), more.get().last(), held.total());
        return updated(
                        part,
                        request,
                        policy,
                        partial.fields(),
                        whole ? 200 : 206,
                        extent,
                        requested,
                        received)
                // RFC 9110 §15.3.7.3: of one representation, which only strong validators tell
                .filter(both -> isSame(part, partial.fields(), received));
    }

    /// RFC 9111 §4.3.4: whether a 304, or the answer to HEAD, is about the stored response. With a
    /// strong tag it is about what has the same; with a weak one, or a date, about what has that;
    /// with neither about what we have asked for.
    private static boolean isAbout(StoredResponse stored, Fields update, Instant received) {
        Optional<String> tag = Validators.etag(update);
        if (tag.isPresent()) {
            return stored.etag()
                    .filter(held ->
                            EntityTags.isWeak(tag.get())
                                    ? EntityTags.weakly(held, tag.get())
                                    : EntityTags.strongly(held, tag.get()))
                    .isPresent();
        }
        Optional<Instant> modified = Validators.lastModified(update, received);
        return modified.isEmpty()
                || stored.lastModified().isEmpty()
                || modified.equals(stored.lastModified());
    }

    private static long wholeLength(StoredResponse stored, long storedLength) {
        return stored.extent() instanceof Extent.Part part ? part.total() : storedLength;
    }

    /// RFC 9111 §4.3.5.
    private static boolean isAsLong(Fields update, long storedLength) {
        String length = update.first("content-length");
        return length == null
                || storedLength < 0
                || RangeRequest.number(length, 0, length.length()) == storedLength;
    }

    /// Whether the fields of a 206 have the strong validator of the part; a tag suffices, and
    /// without one on either side a date.
    private static boolean isSame(StoredResponse part, Fields partial, Instant received) {
        Optional<String> tag = Validators.etag(partial);
        if (part.etag().isPresent() || tag.isPresent()) {
            return part.etag().isPresent()
                    && tag.isPresent()
                    && EntityTags.strongly(part.etag().get(), tag.get());
        }
        return Validators.isDateStrong(part)
                && Validators.lastModified(partial, received).equals(part.lastModified());
    }

    private static Optional<StoredResponse> updated(
            StoredResponse stored,
            RequestHead request,
            CachePolicy policy,
            Fields update,
            int status,
            Extent extent,
            Instant requested,
            Instant received) {
        Draft draft =
                new Draft(
                        request,
                        policy,
                        status,
                        merged(stored, update),
                        extent,
                        requested,
                        received);
        return draft.judged() instanceof Storability.Storable(StoredResponse fresh)
                ? Optional.of(fresh)
                : Optional.empty();
    }

    /// RFC 9111 §3.2: each field of the update replaces all of that name. `Date` is the update's,
    /// be it missing: then the update is as old as its arrival. What came in fields that are not
    /// stored goes on to hold like any other, unless the update has it.
    private static Fields merged(StoredResponse stored, Fields update) {
        Fields merged = stored.fields().fields();
        merged.remove("date");
        stored.own().forEach(line -> merged.add(ResponseControl.OWN, line));
        String words =
                stored.keys().stream()
                        .filter(key -> !SurrogateKeys.isGroup(key))
                        .collect(Collectors.joining(" "));
        if (!words.isEmpty()) {
            merged.add(SurrogateKeys.FIELD, words);
        }
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < update.size(); i++) {
            String name = update.name(i);
            if (OF_THE_CONTENT.contains(name)) {
                continue;
            }
            if (replaced.add(name)) {
                merged.remove(name);
            }
            merged.add(name, update.value(i));
        }
        return merged;
    }
}
