package croft.site.publish;

import croft.site.content.SitePath;
import croft.site.store.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What differs between what is current and a release.
///
/// @param since the label of what is current; empty if nothing is
/// @param octets of the files that were added or changed
/// @param shown the first of them, for people
record Changes(
        Optional<String> since,
        int added,
        int changed,
        int removed,
        long octets,
        List<Shown> shown) {
    /// More than this nobody reads.
    private static final int SHOWN = 100;

    Changes {
        shown = List.copyOf(shown);
    }

    static Changes between(Optional<String> since, Manifest before, Manifest after) {
        Count count = new Count();
        before.compare(after, count::take);
        return new Changes(
                since, count.added, count.changed, count.removed, count.octets, count.shown);
    }

    /// For the answer.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("since", since);
        json.put("added", added);
        json.put("changed", changed);
        json.put("removed", removed);
        json.put("octets", octets);
        json.put(
                "files",
                shown.stream().map(s -> Map.of("path", s.path(), "what", s.what())).toList());
        return json;
    }

    /// One of them.
    ///
    /// @param what `added`, `changed` or `removed`
    record Shown(String path, String what) {}

    private static final class Count {
        private int added;
        private int changed;
        private int removed;
        private long octets;
        private final List<Shown> shown = new ArrayList<>();

        void take(Manifest.Change change) {
            switch (change) {
                case Manifest.Change.Added(Manifest.File file) -> {
                    added++;
                    octets += file.size();
                    show(file.path(), "added");
                }
                case Manifest.Change.Replaced(var _, Manifest.File file) -> {
                    changed++;
                    octets += file.size();
                    show(file.path(), "changed");
                }
                case Manifest.Change.Removed(Manifest.File file) -> {
                    removed++;
                    show(file.path(), "removed");
                }
            }
        }

        private void show(SitePath path, String what) {
            if (shown.size() < SHOWN) {
                shown.add(new Shown(String.join("/", path.segments()), what));
            }
        }
    }
}
