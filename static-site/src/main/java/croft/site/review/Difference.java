package croft.site.review;

import croft.site.content.SitePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a release changes in the one before it.
record Difference(Part added, Part changed, Part removed, Part unchanged) {
    /// Files with one fate.
    ///
    /// @param octets of them together; as they are now, or were where they are removed
    /// @param first the first names, in order
    public record Part(int files, long octets, List<SitePath> first) {
        public Part {
            first = List.copyOf(first);
        }
    }

    static Difference between(List<ReleaseFile> before, List<ReleaseFile> now, int listed) {
        Map<SitePath, ReleaseFile> old = new HashMap<>();
        before.forEach(file -> old.put(file.path(), file));
        List<ReleaseFile> added = new ArrayList<>();
        List<ReleaseFile> changed = new ArrayList<>();
        List<ReleaseFile> unchanged = new ArrayList<>();
        for (ReleaseFile file : now) {
            ReleaseFile earlier = old.remove(file.path());
            if (earlier == null) {
                added.add(file);
            } else if (earlier.sha256().equals(file.sha256())) {
                unchanged.add(file);
            } else {
                changed.add(file);
            }
        }
        return new Difference(
                part(added, listed),
                part(changed, listed),
                part(List.copyOf(old.values()), listed),
                part(unchanged, 0));
    }

    private static Part part(List<ReleaseFile> files, int listed) {
        return new Part(
                files.size(),
                files.stream().mapToLong(ReleaseFile::size).sum(),
                listed == 0
                        ? List.of()
                        : files.stream()
                                .map(ReleaseFile::path)
                                .sorted(Comparator.comparing(SitePath::encoded))
                                .limit(listed)
                                .toList());
    }
}
