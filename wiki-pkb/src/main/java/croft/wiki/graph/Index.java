package croft.wiki.graph;

import croft.wiki.page.FilePath;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Paths by something, immutable. The next one shares every set that stays as it is.
final class Index<K> {
    private final Map<K, SortedSet<FilePath>> paths;

    private Index(Map<K, SortedSet<FilePath>> paths) {
        this.paths = paths;
    }

    static <K> Index<K> empty() {
        return new Index<>(Map.of());
    }

    /// In order; not to be changed.
    SortedSet<FilePath> get(K key) {
        SortedSet<FilePath> found = paths.get(key);
        return found == null
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(found);
    }

    boolean contains(K key, FilePath path) {
        SortedSet<FilePath> found = paths.get(key);
        return found != null && found.contains(path);
    }

    int count(K key) {
        SortedSet<FilePath> found = paths.get(key);
        return found == null ? 0 : found.size();
    }

    Set<K> keys() {
        return Collections.unmodifiableSet(paths.keySet());
    }

    /// Becomes the next index. One thread; used once.
    static final class Draft<K> {
        private final Map<K, SortedSet<FilePath>> paths;
        private final Set<K> own = new HashSet<>();

        Draft(Index<K> from) {
            paths = new HashMap<>(from.paths);
        }

        void add(K key, FilePath path) {
            SortedSet<FilePath> there = paths.get(key);
            if (there == null || !there.contains(path)) {
                own(key, there).add(path);
            }
        }

        void remove(K key, FilePath path) {
            SortedSet<FilePath> there = paths.get(key);
            if (there == null || !there.contains(path)) {
                return;
            }
            SortedSet<FilePath> left = own(key, there);
            left.remove(path);
            if (left.isEmpty()) {
                paths.remove(key);
                own.remove(key);
            }
        }

        /// The set of a key, which nobody else sees yet.
        private SortedSet<FilePath> own(K key, @Nullable SortedSet<FilePath> there) {
            if (there != null && own.contains(key)) {
                return there;
            }
            SortedSet<FilePath> copy = there == null ? new TreeSet<>() : new TreeSet<>(there);
            paths.put(key, copy);
            own.add(key);
            return copy;
        }

        Index<K> done() {
            return new Index<>(paths);
        }
    }
}
