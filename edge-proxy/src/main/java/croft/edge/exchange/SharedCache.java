package croft.edge.exchange;

import croft.edge.store.Compression;
import croft.edge.store.Memory;
import croft.edge.store.Purge;
import croft.edge.store.Store;

/// The cache that all event loops share: what is stored, what is being fetched, what was counted.
public final class SharedCache {
    private final Store store;
    private final Memory memory;
    private final Compression compression;
    private final Flights flights = new Flights();
    private final CacheCounters counters = new CacheCounters();

    public SharedCache(Store store, Memory memory, Compression compression) {
        this.store = store;
        this.memory = memory;
        this.compression = compression;
    }

    /// Makes what a purge names unusable, stored or on its way into the store. What it looks
    /// through may be large: not for an event loop.
    ///
    /// @return how many stored responses it met
    public int purge(Purge purge) {
        int met = store.purge(purge);
        flights.close(purge);
        return met;
    }

    public Store store() {
        return store;
    }

    public CacheCounters counters() {
        return counters;
    }

    /// The number of requests under way for the store.
    public int fetches() {
        return flights.count();
    }

    public Memory memory() {
        return memory;
    }

    Compression compression() {
        return compression;
    }

    Flights flights() {
        return flights;
    }
}
