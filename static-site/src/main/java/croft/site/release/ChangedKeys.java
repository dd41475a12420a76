package croft.site.release;

import croft.platform.declaration.HostName;
import croft.site.content.SitePath;
import croft.site.content.SurrogateKey;
import croft.site.store.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which stored answers of a host become stale when one release takes the place of another
/// (docs/contracts/surrogate-keys.md).
final class ChangedKeys {
    /// More changes than this are told as one: all of the site.
    private static final int MOST_KEYS = 500;

    private ChangedKeys() {}

    /// The keys; none if nothing differs.
    ///
    /// @param before empty if nobody knows what was served
    static List<String> of(HostName host, Optional<Manifest> before, Manifest after) {
        if (before.isEmpty()) {
            return all(host);
        }
        List<String> keys = new ArrayList<>();
        boolean[] everything = {false};
        before.get()
                .compare(
                        after,
                        change -> {
                            SitePath path = path(change);
                            // a rule may have a part in any answer
                            everything[0] |= isRuleFile(path) || keys.size() == MOST_KEYS;
                            if (!everything[0]) {
                                keys.add(SurrogateKey.file(host, path).value());
                            }
                        });
        return everything[0] ? all(host) : List.copyOf(keys);
    }

    static List<String> all(HostName host) {
        return List.of(SurrogateKey.site(host).value());
    }

    private static boolean isRuleFile(SitePath path) {
        return path.segments().size() == 1
                && (path.name().equals("_redirects") || path.name().equals("_headers"));
    }

    private static SitePath path(Manifest.Change change) {
        return switch (change) {
            case Manifest.Change.Added(Manifest.File file) -> file.path();
            case Manifest.Change.Removed(Manifest.File file) -> file.path();
            case Manifest.Change.Replaced(Manifest.File file, Manifest.File _) -> file.path();
        };
    }
}
