package croft.wiki.sync;

import croft.wiki.page.FilePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which pages were renamed while nobody looked: one went and one came, with the same content, and
/// no other of either has it. When that was, and in which order, nobody knows.
final class Absence {
    private Absence() {}

    static List<Renames.Rename> renames(
            Map<FilePath, Chronicle.Row> before, Map<FilePath, Optional<Chronicle.Row>> now) {
        Map<ContentHash, List<FilePath>> went = new HashMap<>();
        before.forEach((path, row) -> {
            if (now.getOrDefault(path, Optional.empty()).isEmpty() && row.octets() > 0) {
                row.hash().ifPresent(hash -> add(went, hash, path));
            }
        });
        Map<ContentHash, List<FilePath>> came = new HashMap<>();
        now.forEach((path, row) -> {
            if (!before.containsKey(path)) {
                row.flatMap(Chronicle.Row::hash).ifPresent(hash -> add(came, hash, path));
            }
        });
        List<Renames.Rename> renames = new ArrayList<>();
        went.forEach((hash, paths) -> {
            List<FilePath> to = came.getOrDefault(hash, List.of());
            if (paths.size() == 1 && to.size() == 1) {
                renames.add(new Renames.Rename(paths.getFirst(), to.getFirst()));
            }
        });
        return renames;
    }

    private static void add(
            Map<ContentHash, List<FilePath>> paths, ContentHash hash, FilePath path) {
        paths.computeIfAbsent(hash, _ -> new ArrayList<>()).add(path);
    }
}
