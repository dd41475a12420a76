package croft.site.watch;

import croft.site.content.SitePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A folder's files at one time: what is needed to tell which of them are others at the next.
///
/// @param files state of each file, by its path inside the site; empty where there are too many
/// @param digest of all files
/// @param complete whether `files` holds all of them
/// @param problem why the folder could not be read; empty if it could
record Snapshot(
        Map<SitePath, Long> files, long digest, boolean complete, Optional<String> problem) {
    Snapshot {
        files = Map.copyOf(files);
    }

    static Snapshot unreadable(String problem) {
        return new Snapshot(Map.of(), 0, true, Optional.of(problem));
    }

    /// What differs between the two.
    Difference since(Snapshot earlier) {
        if (equals(earlier)) {
            return new Difference.None();
        }
        if (!complete || !earlier.complete || problem.isPresent() || earlier.problem.isPresent()) {
            return digest == earlier.digest
                            && complete == earlier.complete
                            && problem.equals(earlier.problem)
                    ? new Difference.None()
                    : new Difference.Everything();
        }
        Map<String, SitePath> changed = new TreeMap<>();
        files.forEach((path, state) -> {
            if (!state.equals(earlier.files.get(path))) {
                changed.put(path.encoded(), path);
            }
        });
        for (SitePath path : earlier.files.keySet()) {
            if (!files.containsKey(path)) {
                changed.put(path.encoded(), path);
            }
        }
        return changed.isEmpty()
                ? new Difference.None()
                : new Difference.Files(new ArrayList<>(changed.values()));
    }

    /// What changed from one snapshot to the next.
    sealed interface Difference {
        record None() implements Difference {}

        /// These files are new, others or gone.
        ///
        /// @param paths in the order of their names
        record Files(List<SitePath> paths) implements Difference {
            public Files {
                paths = List.copyOf(paths);
            }
        }

        /// More than can be told by name.
        record Everything() implements Difference {}
    }
}
