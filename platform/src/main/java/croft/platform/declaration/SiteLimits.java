package croft.platform.declaration;

import java.util.List;
import java.util.Optional;

/// What croft.yml says of the load that a site bears.
///
/// @param costs of paths that are dearer than others
/// @param bandwidthPerDay octets of answers between one midnight UTC and the next, before the site
///   is slowed down; unlimited if empty
public record SiteLimits(List<PathCost> costs, Optional<ByteSize> bandwidthPerDay) {
    /// Of a site that says nothing of it.
    public static final SiteLimits NONE = new SiteLimits(List.of(), Optional.empty());

    public SiteLimits {
        costs = List.copyOf(costs);
    }

    /// What a request that the store cannot answer counts for.
    ///
    /// @param prefix of the path, beginning with a slash
    /// @param requests how many other requests it is worth, 1 or more
    public record PathCost(String prefix, int requests) {}
}
