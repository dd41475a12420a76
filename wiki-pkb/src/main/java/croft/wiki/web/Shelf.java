package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Change;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The outputs that were made and are still good: the last used ones, as many as fit into a number
/// of octets. Any thread.
///
/// A change takes away what is stale by its facets. What is being made meanwhile may be made of
/// what was before, and is given to whoever asked, but not kept.
///
/// It also remembers when an output became another because of somebody else: the title of a page
/// that it names, a link to it from elsewhere. That is newer than its own file, and the date of
/// Last-Modified has to say so, or whoever asks by date alone (RFC 9110 §13.1.3) would keep the old
/// one.
final class Shelf {
    /// What an output takes beside its octets.
    private static final int OVERHEAD = 1024;

    /// Outputs whose time is remembered; with more, the time of any change holds for all.
    private static final int MOST_TIMES = 20_000;

    private final int room;
    private final InstantSource clock;
    private final Map<Key, Made> made = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, Instant> stale = new HashMap<>();
    private final Map<HostName, Instant> lastChange = new HashMap<>();

    /// Whether something was pushed out, so that not every change of an output was seen.
    private boolean overflowed;

    private long taken;
    private long changes;

    /// @param room octets
    Shelf(int room, InstantSource clock) {
        this.room = room;
        this.clock = clock;
    }

    /// @param what of the wiki, whatever tells it from others
    record Key(HostName host, String what) {}

    /// How many changes there have been. Whoever is to make an output asks before looking up
    /// anything of what it is made of.
    synchronized long changes() {
        return changes;
    }

    /// What is kept, or what `making` gives.
    ///
    /// @param seen the changes that what it is made of has at least
    Made get(Key key, long seen, Supplier<Made> making) {
        synchronized (this) {
            Made kept = made.get(key);
            if (kept != null) {
                return kept;
            }
        }
        Made fresh = making.get();
        synchronized (this) {
            Made dated = fresh.modified(latest(fresh.modified(), key));
            if (changes == seen) {
                put(key, dated);
            }
            return dated;
        }
    }

    private Instant latest(Instant modified, Key key) {
        Instant changed =
                overflowed
                        ? lastChange.getOrDefault(key.host, Instant.MIN)
                        : stale.getOrDefault(key, Instant.MIN);
        return changed.isAfter(modified) ? changed : modified;
    }

    private void put(Key key, Made fresh) {
        int size = size(fresh);
        if (size > room / 4) {
            return; // it would push out everything else
        }
        Made before = made.put(key, fresh);
        taken += size - (before == null ? 0 : size(before));
        Iterator<Made> oldest = made.values().iterator();
        while (taken > room && oldest.hasNext()) {
            taken -= size(oldest.next());
            oldest.remove();
            overflowed = true;
        }
    }

    private static int size(Made made) {
        return made.octets().length() + OVERHEAD;
    }

    /// Takes away what a change makes stale.
    synchronized void changed(HostName host, Change change) {
        changes++;
        Instant now = clock.instant();
        lastChange.put(host, now);
        made.entrySet()
                .removeIf(entry -> {
                    if (!entry.getKey().host.equals(host)
                            || !change.isStale(entry.getValue().facets())) {
                        return false;
                    }
                    taken -= size(entry.getValue());
                    remember(entry.getKey(), now);
                    return true;
                });
    }

    private void remember(Key key, Instant now) {
        if (stale.size() >= MOST_TIMES) {
            stale.clear();
            overflowed = true;
        }
        stale.put(key, now);
    }

    /// For tests: what is kept.
    synchronized Optional<Made> kept(Key key) {
        @Nullable Made kept = made.get(key);
        return Optional.ofNullable(kept);
    }
}
