package croft.edge.admin;

import croft.platform.declaration.HostName;

/// What the exchanges count of the cache, by site.
@FunctionalInterface
public interface SiteCounts {
    /// Where nothing is counted.
    SiteCounts NONE = _ -> new Counts(0, 0, 0, 0, 0);

    /// Since the edge began.
    ///
    /// @param site as declared
    Counts of(HostName site);

    /// The counts of one site.
    ///
    /// @param requests all that came for it
    /// @param hits answered from the store
    /// @param stale hits that were stale
    /// @param passes past the store
    /// @param octets of bodies that hits sent
    record Counts(long requests, long hits, long stale, long passes, long octets) {}
}
