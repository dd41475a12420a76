package croft.edge.store;

import croft.edge.cache.CacheKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The keys with a query, by host and path: so that everything that is stored for a URL is found
/// without a look at the whole store. Keys without one are found by themselves.
final class Queries {
    private final ConcurrentHashMap<CacheKey, Set<CacheKey>> byPath = new ConcurrentHashMap<>();

    /// A key that is about to be in the table.
    void add(CacheKey key) {
        if (key.target().indexOf('?') >= 0) {
            byPath.compute(
                    pathOf(key),
                    (_, keys) -> {
                        Set<CacheKey> all = keys == null ? ConcurrentHashMap.newKeySet(2) : keys;
                        all.add(key);
                        return all;
                    });
        }
    }

    /// A key that has left the table.
    void remove(CacheKey key) {
        if (key.target().indexOf('?') >= 0) {
            byPath.computeIfPresent(
                    pathOf(key), (_, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
        }
    }

    /// Those of one path.
    Set<CacheKey> of(String host, String path) {
        return byPath.getOrDefault(new CacheKey(host, path), Set.of());
    }

    /// How many keys there are.
    int size() {
        return byPath.values().stream().mapToInt(Set::size).sum();
    }

    private static CacheKey pathOf(CacheKey key) {
        return new CacheKey(key.host(), key.path());
    }
}
