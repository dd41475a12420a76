package croft.edge.cache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a client demands of caches (RFC 9111 §5.2.1).
///
/// @param noCache nothing that has not been validated now
/// @param noStore nothing is to be kept
/// @param onlyIfCached a stored response, or none
/// @param maxAge how old it may be
/// @param minFresh how much longer it must stay fresh
/// @param maxStale how much longer than its lifetime it may be old
record RequestControl(
        boolean noCache,
        boolean noStore,
        boolean onlyIfCached,
        Optional<Duration> maxAge,
        Optional<Duration> minFresh,
        Optional<Duration> maxStale) {
    private static final RequestControl NOTHING =
            new RequestControl(
                    false, false, false, Optional.empty(), Optional.empty(), Optional.empty());

    static RequestControl of(List<String> cacheControl, List<String> pragma) {
        if (cacheControl.isEmpty() && pragma.isEmpty()) {
            return NOTHING;
        }
        if (cacheControl.isEmpty()) {
            // RFC 9111 §5.4: Pragma counts only where there is no Cache-Control
            return CacheControl.of(pragma).has("no-cache")
                    ? new RequestControl(
                            true,
                            false,
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    : NOTHING;
        }
        CacheControl said = CacheControl.of(cacheControl);
        return new RequestControl(
                said.has("no-cache"),
                said.has("no-store"),
                said.has("only-if-cached"),
                said.seconds("max-age"),
                said.seconds("min-fresh"),
                // RFC 9111 §5.2.1.2: without an argument, however stale
                said.isBare("max-stale")
                        ? Optional.of(DeltaSeconds.LARGEST)
                        : said.seconds("max-stale"));
    }
}
