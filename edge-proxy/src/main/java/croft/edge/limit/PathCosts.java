package croft.edge.limit;

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
        for (String segment : decoded(path).split("/", -1)) {
            switch (segment) {
                case "", "." -> {
                    // says nothing
                }
                case ".." -> out.setLength(Math.max(0, out.lastIndexOf("/")));
                default -> out.append('/').append(segment);
            }
        }
        return out.isEmpty() ? "/" : out.toString();
    }

    private static String decoded(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && i + 2 < path.length()) {
                int high = Character.digit(path.charAt(i + 1), 16);
                int low = Character.digit(path.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    out.append((char) ((high << 4) | low));
                    i += 2;
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }
}
