package croft.edge.exchange;

import croft.edge.cache.CacheKey;
import croft.edge.cache.StoredResponse;
import croft.edge.http.Body;
import croft.edge.http.FieldBlock;
import croft.edge.http.PreparedHead;
import croft.edge.http.ResponseHead;
import croft.edge.route.Route;
import croft.edge.store.Compression;
import croft.edge.store.Entry;
import croft.edge.store.StoredBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What becomes of a response that is for the store, at each stage: being received, stored,
/// validated.
final class Kept {
    /// Of a length that is not known, what is taken for it when it is asked whether compressed
    /// forms will be made: some page.
    private static final long SOME_LENGTH = 16 * 1024;

    private Kept() {}

    /// The length of a response's body, -1 if it is not known.
    static long length(ResponseHead response) {
        return switch (response.body()) {
            case Body.None _ -> 0;
            case Body.Sized(long octets) -> octets;
            case Body.Open _ -> -1;
        };
    }

    /// A response whose body is being received.
    ///
    /// @param length of the whole body, -1 if it is not known
    static Source arriving(StoredResponse response, StoredBody body, long length) {
        FieldBlock fields = fields(response, length);
        PreparedHead head = length < 0 ? null : head(response, fields, length);
        return new Source(response, fields, head, body, length, List.of());
    }

    /// A response whose body is complete.
    ///
    /// @param arrived with the caller's reference to the body
    static Entry entry(CacheKey key, Route.Forward route, Source arrived, Instant now) {
        @Nullable PreparedHead known = arrived.head();
        return new Entry(
                key,
                route.site(),
                arrived.response(),
                known == null
                        ? head(arrived.response(), arrived.fields(), arrived.body().written())
                        : known,
                arrived.body(),
                now);
    }

    /// A stored response that has been validated.
    ///
    /// @param stored to whose body the caller holds a reference
    static Entry freshened(Entry stored, StoredResponse response, Instant now) {
        FieldBlock fields = fields(response, stored.length());
        return stored.freshened(response, head(response, fields, stored.length()), now);
    }

    private static FieldBlock fields(StoredResponse response, long length) {
        return Heads.fields(
                response, Compression.isCompressible(response, length < 0 ? SOME_LENGTH : length));
    }

    private static PreparedHead head(StoredResponse response, FieldBlock fields, long length) {
        return new PreparedHead(response.status(), fields, Body.of(length));
    }
}
