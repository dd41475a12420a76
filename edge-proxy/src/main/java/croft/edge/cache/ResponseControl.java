package croft.edge.cache;

import croft.edge.http.Fields;
import java.util.Optional;

/// The directives of a response that hold for this cache.
///
/// @param targeted whether they come from a field meant for caches like this one: `Cache-Control`
///   and `Expires` are then as if they were not there (RFC 9213 §2.2)
record ResponseControl(Directives directives, boolean targeted) {
    /// Only for us: taken off before anybody else sees the response.
    static final String OWN = "edge-cache-control";

    /// For all caches in front of a backend (RFC 9213 §3.1).
    static final String CDN = "cdn-cache-control";

    static ResponseControl of(Fields fields) {
        // RFC 9213 §2.2: the first of our list of targets that is there and valid
        Optional<TargetedControl> targeted =
                TargetedControl.of(fields.all(OWN)).or(() -> TargetedControl.of(fields.all(CDN)));
        return targeted.isPresent()
                ? new ResponseControl(targeted.get(), true)
                : new ResponseControl(CacheControl.of(fields.all("cache-control")), false);
    }

    boolean has(String name) {
        return directives.has(name);
    }

    /// Whether the response says that it may be shared even where the request was authorised (RFC
    /// 9111 §3.5), which we ask of answers to requests with cookies as well. `must-revalidate`
    /// allows the first, but not the second: frameworks send it with everything.
    boolean forEverybody() {
        return targeted || has("public") || has("s-maxage");
    }
}
