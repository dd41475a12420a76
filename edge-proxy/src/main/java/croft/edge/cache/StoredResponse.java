package croft.edge.cache;

import croft.edge.http.FieldBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything about a stored response but its body: what [Storing] made of a response, and what
/// [Reuse] decides from.
///
/// @param status final
/// @param fields as stored: without those of a connection, without our own targeted ones, and
///   without `content-length`
/// @param requested when the request was sent that it answered, or that validated it last
/// @param received when that answer came
/// @param initialAge the age it had then (`corrected_initial_age`, RFC 9111 §4.2.3)
/// @param freshness for how long it is good
/// @param selection which requests it may answer (RFC 9111 §4.1)
/// @param extent how much of the representation it is
/// @param etag as sent, with `W/` if weak
/// @param lastModified parsed; empty if absent or malformed
/// @param forEverybody whether the response says that it may be shared even where the request was
///   authorised or carried cookies (`public`, `s-maxage`, a targeted field; RFC 9111 §3.5)
/// @param keys surrogate keys and cache groups (RFC 9875) by which it can be purged
/// @param search what of the query does not matter (`No-Vary-Search`), if said
/// @param immutable RFC 8246
/// @param own lines of `Edge-Cache-Control`: not among the fields, but in force until an update
///   replaces them
public record StoredResponse(
        int status,
        FieldBlock fields,
        Instant requested,
        Instant received,
        Duration initialAge,
        Freshness freshness,
        Selection selection,
        Extent extent,
        Optional<String> etag,
        Optional<Instant> lastModified,
        boolean forEverybody,
        List<String> keys,
        Optional<SearchRule> search,
        boolean immutable,
        List<String> own) {
    public StoredResponse {
        keys = List.copyOf(keys);
        own = List.copyOf(own);
    }

    /// One whose `Edge-Cache-Control` said nothing.
    public StoredResponse(
            int status,
            FieldBlock fields,
            Instant requested,
            Instant received,
            Duration initialAge,
            Freshness freshness,
            Selection selection,
            Extent extent,
            Optional<String> etag,
            Optional<Instant> lastModified,
            boolean forEverybody,
            List<String> keys,
            Optional<SearchRule> search,
            boolean immutable) {
        this(
                status,
                fields,
                requested,
                received,
                initialAge,
                freshness,
                selection,
                extent,
                etag,
                lastModified,
                forEverybody,
                keys,
                search,
                immutable,
                List.of());
    }
}
