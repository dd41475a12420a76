package croft.wiki.sync;

import croft.wiki.page.FilePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Tells which page bears another name now: one that went, where one with exactly its content came
/// a little before or after. Syncthing sends the new name first, and a minute later that the old
/// one is gone; other programs do it the other way round. A page that was edited on the way is
/// none: no content tells what it was.
///
/// For one thread.
final class Renames {
    /// Syncthing waits 10 s with a change and a minute with a deletion, and devices are not always
    /// connected.
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Map<ContentHash, List<Trace>> gone = new HashMap<>();
    private final Map<ContentHash, List<Trace>> come = new HashMap<>();

    /// Takes notice of one change of the folder.
    ///
    /// @param vanished pages that are there no more, with the content they had
    /// @param appeared pages that were not there before
    /// @param isThere whether there is a page now
    /// @return what was renamed, in no order; each old name once
    List<Rename> notice(
            Map<FilePath, ContentHash> vanished,
            Map<FilePath, ContentHash> appeared,
            Predicate<FilePath> isThere,
            Instant now) {
        forget(gone, now);
        forget(come, now);
        appeared.forEach((path, hash) -> note(come, path, hash, now));
        List<Rename> renames = new ArrayList<>();
        vanished.forEach((path, hash) ->
                newName(path, hash, isThere)
                        .ifPresentOrElse(
                                to -> renames.add(new Rename(path, to)),
                                () -> note(gone, path, hash, now)));
        appeared.forEach((path, hash) -> renames.addAll(oldNames(path, hash, isThere)));
        return renames;
    }

    private Optional<FilePath> newName(
            FilePath from, ContentHash hash, Predicate<FilePath> isThere) {
        return come.getOrDefault(hash, List.of()).stream()
                .filter(trace -> !trace.path.equals(from) && isThere.test(trace.path))
                .max(likest(from))
                .map(Trace::path);
    }

    private List<Rename> oldNames(FilePath to, ContentHash hash, Predicate<FilePath> isThere) {
        List<Rename> renames = new ArrayList<>();
        List<Trace> traces = gone.getOrDefault(hash, List.of());
        for (Trace trace : List.copyOf(traces)) {
            if (!trace.path.equals(to) && !isThere.test(trace.path)) {
                renames.add(new Rename(trace.path, to));
                traces.remove(trace);
            }
        }
        return renames;
    }

    /// A page that moved keeps its name; else the one that came last.
    private static Comparator<Trace> likest(FilePath from) {
        return Comparator.<Trace, Boolean>comparing(trace -> trace.path.name().equals(from.name()))
                .thenComparing(Trace::at);
    }

    private static void note(
            Map<ContentHash, List<Trace>> traces, FilePath path, ContentHash hash, Instant now) {
        List<Trace> list = traces.computeIfAbsent(hash, _ -> new ArrayList<>());
        list.removeIf(trace -> trace.path.equals(path));
        list.add(new Trace(path, now));
    }

    private static void forget(Map<ContentHash, List<Trace>> traces, Instant now) {
        traces.values()
                .removeIf(list -> {
                    list.removeIf(trace -> trace.at.plus(WINDOW).isBefore(now));
                    return list.isEmpty();
                });
    }

    private record Trace(FilePath path, Instant at) {}

    /// A page under a name that it had, and the one that it has.
    record Rename(FilePath from, FilePath to) {}
}
