package croft.wiki.sync;

import java.time.Instant;
import java.util.Optional;

/// What is known of a file of the wiki.
///
/// @param hash of a page's octets; other files are known by their stat alone
/// @param settled whether the same stat means the same file: not so if it was read within the grain
///   of its time of change
record Known(Stat stat, Optional<ContentHash> hash, Instant firstSeen, boolean settled) {
    /// Whether a look shows the same file.
    boolean isStill(Stat now) {
        return settled && stat.equals(now);
    }
}
