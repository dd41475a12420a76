package croft.wiki.graph;

import croft.wiki.page.Facet;
import java.util.Set;

/// One garden taking the place of another.
///
/// @param facets what of the garden before is no more so: an output that was made of any of them is
///   stale, all others are as if made anew. [Facet#WIKI] stands for all
public record Change(Garden before, Garden after, Set<Facet> facets) {
    public Change {
        facets = Set.copyOf(facets);
    }

    /// Whether an output is stale.
    ///
    /// @param read the facets it was made of
    public boolean isStale(Set<Facet> read) {
        if (facets.contains(Facet.WIKI)) {
            return true;
        }
        return read.size() < facets.size()
                ? read.stream().anyMatch(facets::contains)
                : facets.stream().anyMatch(read::contains);
    }
}
