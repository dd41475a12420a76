package croft.wiki.graph;

import croft.wiki.page.FilePath;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Paths by something, immutable. The next one shares every set that stays as it is.
final class Index<K> {
    private final Map<K, TreeSet<FilePath>> paths;

    private Index(Map<K, TreeSet<FilePath>> paths) {
        this.paths = paths;
    }

    static <K> Index<K> empty() {
        return new Index<>(Map.of());
    }

    /// In order; not to be changed.
    SortedSet<FilePath> get(K key) {
        TreeSet<FilePath> found = paths.get(key);
        return found == null
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(found);
    }

    boolean contains(K key, FilePath path) {
        TreeSet<FilePath> found = paths.get(key);
        return found != null && found.contains(path);
    }

    int count(K key) {
        TreeSet<FilePath> found = paths.get(key);
        return found == null ? 0 : found.size();
    }

    Set<K> keys() {
        return Collections.unmodifiableSet(paths.keySet());
    }

    /// Becomes the next index. One thread; used once.
    static final class Draft<K> {
        private final Map<K, TreeSet<FilePath>> paths;
        private final Set<K> own = new HashSet<>();

        Draft(Index<K> from) {
            paths = new HashMap<>(from.paths);
        }

        void add(K key, FilePath path) {
            TreeSet<FilePath> there = paths.get(key);
            if (there != null && there.contains(path)) {
                return;
            }
            if (own.add(key)) {
                there = there == null ? new TreeSet<>() : new TreeSet<>(there);
                paths.put(key, there);
            }
            paths.get(key).add(path);
        }

        void remove(K key, FilePath path) {
            TreeSet<FilePath> there = paths.get(key);
            if (there == null || !there.contains(path)) {
                return;
            }
            if (own.add(key)) {
                paths.put(key, new TreeSet<>(there));
            }
            TreeSet<FilePath> left = paths.get(key);
            left.remove(path);
            if (left.isEmpty()) {
                paths.remove(key);
                own.remove(key);
            }
        }

        Index<K> done() {
            return new Index<>(paths);
        }
    }
}
