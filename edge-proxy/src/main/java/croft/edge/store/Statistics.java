package croft.edge.store;

import croft.platform.declaration.HostName;
import java.util.Map;

/// What the store holds at a moment.
///
/// @param stored by all sites
/// @param sites by each
/// @param used bytes of the budget that are taken, bodies in flight among them
/// @param limit of the budget
/// @param held bytes really taken from the system for bodies
/// @param evictions responses that left for want of room, since the start
public record Statistics(
        Usage stored,
        Map<HostName, Usage> sites,
        long used,
        long limit,
        long held,
        long evictions) {
    public Statistics {
        sites = Map.copyOf(sites);
    }
}
