package croft.edge.exchange;

import croft.platform.declaration.HostName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How each site's requests were answered, counted by every event loop.
public final class CacheCounters {
    private final Map<HostName, Site> sites = new ConcurrentHashMap<>();

    /// The counters of a site.
    Site of(HostName site) {
        Site known = sites.get(site);
        return known == null ? sites.computeIfAbsent(site, _ -> new Site()) : known;
    }

    /// What was counted of a site since the start.
    public Count count(HostName site) {
        return of(site).count();
    }

    /// One site's numbers.
    ///
    /// @param hits answered from the store, fresh
    /// @param stale answered from the store, stale
    /// @param misses for which the backend was asked, or another request's answer was waited for
    /// @param passes sent past the store
    /// @param octetsFromStore of bodies
    /// @param octetsFromBackend of bodies
    public record Count(
            long hits,
            long stale,
            long misses,
            long passes,
            long octetsFromStore,
            long octetsFromBackend) {
        public long requests() {
            return hits + stale + misses + passes;
        }
    }

    static final class Site {
        private final LongAdder hits = new LongAdder();
        private final LongAdder stale = new LongAdder();
        private final LongAdder misses = new LongAdder();
        private final LongAdder passes = new LongAdder();
        private final LongAdder fromStore = new LongAdder();
        private final LongAdder fromBackend = new LongAdder();

        void hit(long octets) {
            hits.increment();
            fromStore.add(octets);
        }

        void stale(long octets) {
            stale.increment();
            fromStore.add(octets);
        }

        void missed() {
            misses.increment();
        }

        void passed() {
            passes.increment();
        }

        void received(int octets) {
            fromBackend.add(octets);
        }

        Count count() {
            return new Count(
                    hits.sum(),
                    stale.sum(),
                    misses.sum(),
                    passes.sum(),
                    fromStore.sum(),
                    fromBackend.sum());
        }
    }
}
