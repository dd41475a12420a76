package croft.site.content;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The names of a site without its octets: enough to ask what would answer a request.
public final class ListedTree implements Tree {
    private static final Path NOWHERE = Path.of("");

    private final Map<SitePath, Entry> entries = new HashMap<>();

    /// The tree of these names.
    ///
    /// @param files hidden ones are left out, as nobody is served them
    public ListedTree(Collection<SitePath> files) {
        for (SitePath file : files) {
            if (Visibility.DEFAULT.hides(file.segments())) {
                continue;
            }
            Fingerprint none = new Fingerprint(0, Instant.EPOCH, Instant.EPOCH, file);
            entries.put(
                    file,
                    new Document(
                            file, Representation.changing(NOWHERE, none), Instant.EPOCH, false));
            SitePath folder = file.parent();
            while (!folder.isTop()
                    && entries.putIfAbsent(folder.asFile(), new Entry.Directory()) == null) {
                folder = folder.parent();
            }
        }
    }

    @Override
    public Entry look(SitePath path) {
        Entry entry = entries.get(path.slash() ? path.asFile() : path);
        return entry == null ? new Entry.Absent() : entry;
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
