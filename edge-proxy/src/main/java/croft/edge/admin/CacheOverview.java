package croft.edge.admin;

import croft.edge.exchange.CacheCounters;
import croft.edge.exchange.SharedCache;
import croft.edge.store.Statistics;
import croft.edge.store.Usage;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Site;
import croft.platform.service.LiveDeclaration;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;

/// What the store is good for: the answer to `GET /control/cache`. Searches the whole store, so it
/// is asked on virtual threads.
public record CacheOverview(SharedCache cache, LiveDeclaration declaration) {
    /// @param top how many of the most wanted answers
    Overview now(int top) {
        Statistics statistics = cache.store().statistics();
        return new Overview(
                statistics.stored().entries(),
                new MemoryUse(statistics.used(), statistics.limit()),
                declaration.current().sites().stream()
                        .map(Site::host)
                        .map(host -> site(host, statistics))
                        .toList(),
                cache.store().hottest(top).stream()
                        .map(hot -> new Top(hot.key().toString(), hot.hits(), hot.bytes()))
                        .toList());
    }

    private SiteUse site(HostName host, Statistics statistics) {
        long stored =
                Optional.ofNullable(statistics.sites().get(host)).map(Usage::entries).orElse(0L);
        CacheCounters.Count counted = cache.counters().count(host);
        return new SiteUse(
                host.value(),
                stored,
                counted.requests(),
                counted.hits() + counted.stale(),
                counted.stale(),
                counted.passes(),
                counted.octetsFromStore());
    }

    /// The answer, as `docs/contracts/environment.md` describes it.
    @Serdeable
    record Overview(long stored, MemoryUse memory, List<SiteUse> sites, List<Top> top) {}

    /// Octets, bodies in flight among them.
    @Serdeable
    record MemoryUse(long used, long bound) {}

    /// One site.
    @Serdeable
    record SiteUse(
            String host,
            long stored,
            long requests,
            long hits,
            long stale,
            long passes,
            long octets) {}

    /// One stored answer.
    @Serdeable
    record Top(String key, long hits, long octets) {}
}
