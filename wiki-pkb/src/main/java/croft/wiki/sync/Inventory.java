package croft.wiki.sync;

import croft.wiki.page.FilePath;
import croft.wiki.page.SyncName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is known of the files of one wiki, kept from look to look: each with what tells whether it
/// is still the same. For one thread.
final class Inventory {
    /// A write within this time of another may leave the same size and time. File systems count in
    /// milliseconds, those of cameras and networks in two seconds.
    private static final Duration GRAIN = Duration.ofSeconds(2);

    private final NavigableMap<FilePath, Known> files = new TreeMap<>();
    private final NavigableMap<FilePath, Stat> aside = new TreeMap<>();
    private final NavigableMap<String, String> problems = new TreeMap<>();
    private final Set<FilePath> links = new HashSet<>();
    private final Set<FilePath> unsettled = new TreeSet<>();
    private boolean complete = true;

    /// Takes the result of looking through a part of the folder in place of what was known of it.
    ///
    /// @param start the path in the wiki that was looked at, and all below it; empty for all
    /// @return what is to be read or was there before
    Delta take(Optional<FilePath> start, FolderScan scan) {
        List<FilePath> gone = new ArrayList<>();
        for (FilePath path : part(files, start)) {
            if (!scan.files().containsKey(path)
                    && scan.unread().stream().noneMatch(unread -> isWithin(path.text(), unread))) {
                gone.add(path);
            }
        }
        if (!scan.complete()) {
            gone.clear(); // what was not looked at may be there
        }
        part(aside, start).forEach(aside::remove);
        List<FilePath> other = new ArrayList<>();
        scan.files()
                .forEach((path, stat) -> {
                    if (SyncName.of(path) instanceof SyncName.Conflict) {
                        aside.put(path, stat);
                    } else {
                        Known known = files.get(path);
                        if (known == null || !known.isStill(stat)) {
                            other.add(path);
                        }
                    }
                });
        String from = start.map(FilePath::text).orElse("");
        problems.keySet().removeIf(path -> from.isEmpty() || isWithin(path, from));
        problems.putAll(scan.problems());
        links.removeIf(path -> from.isEmpty() || isWithin(path.text(), from));
        links.addAll(scan.links());
        if (from.isEmpty()) {
            complete = scan.complete();
        }
        return new Delta(other, gone);
    }

    Optional<Known> known(FilePath path) {
        return Optional.ofNullable(files.get(path));
    }

    /// A file was read, or looked at if it is none to read.
    void put(FilePath path, Stat stat, Optional<ContentHash> hash, Instant now) {
        Known before = files.get(path);
        boolean settled =
                hash.isEmpty() || Duration.between(stat.modified(), now).abs().compareTo(GRAIN) > 0;
        files.put(path, new Known(stat, hash, before == null ? now : before.firstSeen(), settled));
        if (settled) {
            unsettled.remove(path);
        } else {
            unsettled.add(path);
        }
    }

    void remove(FilePath path) {
        files.remove(path);
        unsettled.remove(path);
    }

    /// Forgets what files hold, as all are to be read anew.
    void clear() {
        files.clear();
        unsettled.clear();
    }

    boolean has(FilePath path) {
        return files.containsKey(path);
    }

    int size() {
        return files.size();
    }

    Map<FilePath, Known> files() {
        return files;
    }

    /// Copies that are neither pages nor files of the wiki.
    List<Conflict> conflicts() {
        return aside.keySet().stream().map(Conflict::of).toList();
    }

    /// A file cannot be read.
    void problem(FilePath path, String problem) {
        problems.put(path.text(), problem);
    }

    /// By path.
    Map<String, String> problems() {
        Map<String, String> all = new TreeMap<>(problems);
        if (!complete) {
            all.put(
                    "",
                    "holds more than "
                            + FolderScan.MOST_FILES
                            + " files, the rest is not published (divide it into several wikis)");
        }
        return all;
    }

    /// What the kernel tells nothing of: links, and files that may have been written to since
    /// without a trace.
    Set<FilePath> uncertain() {
        Set<FilePath> all = new TreeSet<>(unsettled);
        all.addAll(links);
        return all;
    }

    boolean isUnsettled() {
        return !unsettled.isEmpty();
    }

    private static <V> List<FilePath> part(
            NavigableMap<FilePath, V> all, Optional<FilePath> start) {
        if (start.isEmpty()) {
            return List.copyOf(all.keySet());
        }
        FilePath path = start.get();
        List<FilePath> part = new ArrayList<>();
        // '0' is the character behind '/'; names such as `a b` lie between `a` and `a/b`
        for (FilePath near : all.subMap(path, true, new FilePath(path + "0"), false).keySet()) {
            if (isWithin(near.text(), path.text())) {
                part.add(near);
            }
        }
        return part;
    }

    private static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    /// What differs from what was known.
    ///
    /// @param other files that are new, or may be others than they were
    /// @param gone files that are there no more
    record Delta(List<FilePath> other, List<FilePath> gone) {
        boolean isNothing() {
            return other.isEmpty() && gone.isEmpty();
        }
    }
}
