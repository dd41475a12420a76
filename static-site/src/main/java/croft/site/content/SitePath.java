package croft.site.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The name of a file or folder inside a site: decoded segments, none of which is empty or could
/// mean more than one name.
///
/// @param segments from the top; empty for the site's own folder
/// @param slash whether the name ends with a slash, which asks for a folder
public record SitePath(List<String> segments, boolean slash) {
    /// The site's own folder.
    public static final SitePath TOP = new SitePath(List.of(), true);

    private static final String UNESCAPED =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@";

    public SitePath {
        segments = List.copyOf(segments);
        for (String segment : segments) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.indexOf('/') >= 0
                    || segment.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "\"" + segment + "\" (expected: the name of one file or folder)");
            }
        }
    }

    /// A file's name, from segments.
    public static SitePath file(String... segments) {
        return new SitePath(List.of(segments), false);
    }

    public boolean isTop() {
        return segments.isEmpty();
    }

    /// The last segment; empty for the top.
    public String name() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    /// The folder that holds this, or the top itself.
    public SitePath parent() {
        return isTop() ? this : new SitePath(segments.subList(0, segments.size() - 1), true);
    }

    /// The file `name` in this folder.
    public SitePath child(String name) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new SitePath(longer, false);
    }

    /// The file whose name is this one's with `suffix` behind it; not for the top.
    public SitePath suffixed(String suffix) {
        return parent().child(name() + suffix);
    }

    public SitePath asFolder() {
        return new SitePath(segments, true);
    }

    public SitePath asFile() {
        return new SitePath(segments, false);
    }

    /// As the path of a URL. It starts with exactly one slash, so it never names another host.
    public String encoded() {
        StringBuilder url = new StringBuilder();
        for (String segment : segments) {
            url.append('/');
            for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
                if (octet > 0 && UNESCAPED.indexOf(octet) >= 0) {
                    url.append((char) octet);
                } else {
                    url.append('%')
                            .append(
                                    Character.toUpperCase(
                                            Character.forDigit((octet >> 4) & 15, 16)))
                            .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
                }
            }
        }
        return slash ? url.append('/').toString() : url.toString();
    }

    @Override
    public String toString() {
        return encoded();
    }
}
