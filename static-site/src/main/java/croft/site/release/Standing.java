package croft.site.release;

import croft.site.store.BlobId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a project stands: all that serving needs to know of it.
///
/// @param current empty before the first promotion
/// @param releases that are kept, newest first
/// @param oldAssets those whose time is not over
/// @param contentNames patterns of names that change with the content: see [BundledName]
public record Standing(
        Optional<Promotion> current,
        List<Release> releases,
        List<OldAsset> oldAssets,
        Set<String> contentNames) {
    /// Of a project that nobody has deployed to.
    public static final Standing NOTHING =
            new Standing(Optional.empty(), List.of(), List.of(), Set.of());

    public Standing {
        releases = List.copyOf(releases);
        oldAssets = List.copyOf(oldAssets);
        contentNames = Set.copyOf(contentNames);
    }

    /// The kept release with this label.
    public Optional<Release> find(Label label) {
        return releases.stream().filter(r -> r.label().equals(label)).findFirst();
    }

    Optional<Release> find(BlobId manifest) {
        return releases.stream().filter(r -> r.manifest().equals(manifest)).findFirst();
    }

    /// Whether it is the one that visitors see.
    public boolean isCurrent(Release release) {
        return current.filter(c -> c.manifest().equals(release.manifest())).isPresent();
    }
}
