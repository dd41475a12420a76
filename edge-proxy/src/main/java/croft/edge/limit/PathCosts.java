package croft.edge.limit;

import croft.edge.http.PercentEncoding;
import croft.platform.declaration.SiteLimits.PathCost;
import java.util.List;

/// What a request costs by its path. The longest prefix that fits counts.
///
/// A path that is written in a roundabout way (`/%73earch`, `//search`, `/x/../search`) is what the
/// backend will take it for: it costs what its plain spelling costs, if that is more.
final class PathCosts {
    private PathCosts() {}

    /// How many requests it is worth, 1 or more.
    static int of(String target, List<PathCost> costs) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        int cost = longest(path, costs);
        return isPlain(path) ? cost : Math.max(cost, longest(plain(path), costs));
    }

    private static int longest(String path, List<PathCost> costs) {
        int length = -1;
        int cost = 1;
        for (PathCost each : costs) {
            if (each.prefix().length() > length && path.startsWith(each.prefix())) {
                length = each.prefix().length();
                cost = each.requests();
            }
        }
        return cost;
    }

    private static boolean isPlain(String path) {
        return path.indexOf('%') < 0 && !path.contains("//") && !path.contains("/.");
    }

    private static String plain(String path) {
        StringBuilder out = new StringBuilder(path.length());
        boolean isFolder = false;
        for (String segment : PercentEncoding.decoded(path).split("/", -1)) {
            isFolder = true;
            switch (segment) {
                case "", "." -> {
                    // says nothing
                }
                case ".." -> out.setLength(Math.max(0, out.lastIndexOf("/")));
                default -> {
                    out.append('/').append(segment);
                    isFolder = false;
                }
            }
        }
        return isFolder ? out.append('/').toString() : out.toString();
    }
}
