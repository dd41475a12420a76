package croft.edge.log;

import java.util.Locale;

/// What the cache did, in a word: read off from what `Cache-Status` says.
enum CacheWord {
    /// Answered from the store, fresh.
    HIT,
    /// Answered from the store although stale.
    STALE,
    /// The backend was asked, or the answer to another one's question was taken.
    MISS,
    /// Sent past the store.
    PASS;

    /// How `Cache-Status` begins for what is answered from the store.
    static final String HIT_TEXT = "croft; hit; ttl=";

    private static final String FORWARD = "croft; fwd=";

    // written into lines, never changed
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] octets = Ascii.octets(name().toLowerCase(Locale.ROOT));

    /// @param cacheStatus our member of the field
    static CacheWord of(String cacheStatus) {
        if (cacheStatus.startsWith(HIT_TEXT)) {
            return cacheStatus.startsWith("-", HIT_TEXT.length()) ? STALE : HIT;
        }
        if (cacheStatus.startsWith("bypass", FORWARD.length())
                || cacheStatus.startsWith("method", FORWARD.length())) {
            return PASS;
        }
        // only what stands in for a backend's answer has a time to live and is no hit
        return cacheStatus.contains("; ttl=") ? STALE : MISS;
    }

    byte[] octets() {
        return octets;
    }
}
