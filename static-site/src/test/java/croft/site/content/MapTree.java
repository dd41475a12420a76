package croft.site.content;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A tree of names without files.
final class MapTree implements Tree {
    private static final Fingerprint ANY = new Fingerprint(1, Instant.EPOCH, Instant.EPOCH, "");

    private final Map<String, Entry> entries = new HashMap<>();

    /// @param names with a leading slash; `-/name` is a file that may not be read
    MapTree(String... names) {
        for (String name : names) {
            boolean unreadable = name.startsWith("-");
            SitePath path =
                    ((Target.Named) Target.of(unreadable ? name.substring(1) : name)).path();
            entries.put(
                    path.encoded(),
                    unreadable
                            ? new Entry.Unreadable()
                            : new Document(
                                    path,
                                    Representation.changing(Path.of("/none"), ANY),
                                    Instant.EPOCH,
                                    false));
            for (SitePath up = path.parent(); !up.isTop(); up = up.parent()) {
                entries.put(up.asFile().encoded(), new Entry.Directory());
            }
        }
    }

    @Override
    public Entry look(SitePath path) {
        return entries.getOrDefault(path.asFile().encoded(), new Entry.Absent());
    }

    @Override
    public Coded coded(Document document) {
        return Coded.NONE;
    }

    @Override
    public Optional<OpenFile> open(Representation representation) {
        return Optional.empty();
    }

    @Override
    public Optional<Document> ruleFile(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Folder> list(SitePath path, int most) {
        return Optional.empty();
    }
}
