package croft.site.store;

import croft.site.content.SitePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The name of a file in a release, as somebody wrote it, judged.
sealed interface FileName {
    /// It may be a file's name.
    record Good(SitePath path) implements FileName {}

    /// It may not.
    record Bad(Finding finding) implements FileName {}

    /// Judges a name with slashes between its segments; `./` in front of it means nothing.
    static FileName of(String text) {
        return new Check(text).judge();
    }

    /// The octets by which names are sorted, compared and bounded: UTF-8 with slashes between the
    /// segments and none around them.
    static byte[] octets(SitePath path) {
        return String.join("/", path.segments()).getBytes(StandardCharsets.UTF_8);
    }

    /// From [#octets], which have been judged before.
    static SitePath path(byte[] octets, int from, int to) {
        String text = new String(octets, from, to - from, StandardCharsets.UTF_8);
        return new SitePath(Arrays.asList(text.split("/", -1)), false);
    }

    /// The rules for names, one after the other.
    record Check(String text) {
        FileName judge() {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                return bad("is not text", "a name in UTF-8", "rename the file");
            }
            if (text.indexOf('\\') >= 0) {
                return bad(
                        "has a backslash in its name",
                        "slashes between folders",
                        "rename the file, or pack it with a tool that writes slashes");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                return bad(
                        "has a control character in its name", "printable text", "rename the file");
            }
            if (text.startsWith("/")) {
                return bad(
                        "starts at the root",
                        "a name relative to the site",
                        "pack the content of the folder, as in tar -C FOLDER .");
            }
            return segments();
        }

        private FileName segments() {
            List<String> segments = new ArrayList<>();
            for (String segment : text.split("/", -1)) {
                if (segment.equals(".")) {
                    continue;
                }
                if (segment.equals("..")) {
                    return bad(
                            "leads out of the site with \"..\"",
                            "a name inside the site",
                            "pack the content of the folder, as in tar -C FOLDER .");
                }
                if (segment.isEmpty()) {
                    return bad(
                            "has an empty folder name",
                            "one slash between folders",
                            "rename the file");
                }
                if (segment.getBytes(StandardCharsets.UTF_8).length > Bounds.SEGMENT_OCTETS) {
                    return bad(
                            "has a part that is too long",
                            "at most " + Bounds.SEGMENT_OCTETS + " octets between slashes",
                            "shorten the name");
                }
                segments.add(segment);
            }
            if (segments.isEmpty()) {
                return bad("has no name", "a file's name", "name the file");
            }
            if (segments.size() > Bounds.DEPTH) {
                return bad(
                        "lies " + segments.size() + " folders deep",
                        "at most " + Bounds.DEPTH,
                        "use fewer folders inside each other");
            }
            SitePath path = new SitePath(segments, false);
            if (octets(path).length > Bounds.PATH_OCTETS) {
                return bad(
                        "has a name of " + octets(path).length + " octets",
                        "at most " + Bounds.PATH_OCTETS,
                        "shorten the names of the folders");
            }
            return new Good(path);
        }

        private FileName bad(String problem, String expected, String remedy) {
            return new Bad(new Finding(text, problem, expected, remedy));
        }
    }
}
