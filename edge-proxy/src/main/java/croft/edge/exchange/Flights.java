package croft.edge.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import croft.edge.cache.CacheKey;
import croft.edge.store.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The requests that are under way for the store, so that there is one for each key, and the keys
/// for which the backend has failed just now. Shared by all event loops.
final class Flights {
    /// After a failure, for how long what is stored stands in without the backend being asked
    /// again: long enough to spare visitors its timeouts, short enough that its return is seen
    /// soon.
    private static final Duration REST = Duration.ofSeconds(5);

    /// Characters of keys remembered as failing: some ten thousand keys as a rule. Of those beyond
    /// the backend is asked once more each.
    private static final int FAILING = 1 << 20;

    private final Map<Destination, Flight> flights = new ConcurrentHashMap<>();
    private final Cache<CacheKey, Instant> failing =
            Caffeine.newBuilder()
                    .maximumWeight(FAILING)
                    .weigher((CacheKey key, Instant _) -> key.target().length() + 50)
                    .executor(Runnable::run)
                    .build();

    /// The flight to a destination, if there is one to join.
    @Nullable Flight find(Destination destination) {
        return flights.get(destination);
    }

    /// Makes a flight known, unless there is one already.
    ///
    /// @return the one that is there already, or null
    @Nullable Flight announce(Destination destination, Flight flight) {
        return flights.putIfAbsent(destination, flight);
    }

    /// Nobody joins this flight any more.
    void close(Destination destination, Flight flight) {
        flights.remove(destination, flight);
    }

    /// Nobody joins flights whose answer may be from before a purge.
    void close(Purge purge) {
        flights.keySet().removeIf(destination -> purge.mayMatch(destination.key()));
    }

    int count() {
        return flights.size();
    }

    void failed(CacheKey key, Instant now) {
        failing.put(key, now.plus(REST));
    }

    void succeeded(CacheKey key) {
        failing.invalidate(key);
    }

    boolean isFailing(CacheKey key, Instant now) {
        Instant until = failing.getIfPresent(key);
        return until != null && now.isBefore(until);
    }

    /// What a flight is for.
    ///
    /// @param variant which of the key's variants, as far as it is known what they vary by
    record Destination(CacheKey key, String variant) {}
}
