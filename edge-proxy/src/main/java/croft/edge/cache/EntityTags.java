package croft.edge.cache;

import java.util.List;

/// Entity tags (RFC 9110 §8.8.3), alone and in the lists of conditions.
final class EntityTags {
    private EntityTags() {}

    /// Whether `text` is one tag, nothing before and nothing behind it.
    static boolean isTag(String text) {
        return end(text, 0) == text.length();
    }

    static boolean isWeak(String tag) {
        return tag.startsWith("W/");
    }

    /// RFC 9110 §8.8.3.2: the same, and neither weak.
    static boolean strongly(String one, String other) {
        return one.equals(other) && !isWeak(one);
    }

    /// RFC 9110 §8.8.3.2: the same, be it weakly.
    static boolean weakly(String one, String other) {
        return opaque(one).equals(opaque(other));
    }

    /// Whether one of the tags in these lists is `tag`. What is no tag is skipped up to the next
    /// comma.
    ///
    /// @param strong whether weak tags count as different from everything
    static boolean listed(List<String> lines, String tag, boolean strong) {
        for (String line : lines) {
            int at = 0;
            while (at < line.length()) {
                char c = line.charAt(at);
                if (c == ' ' || c == '\t' || c == ',') {
                    at++;
                    continue;
                }
                int end = end(line, at);
                if (end < 0) {
                    int comma = line.indexOf(',', at);
                    at = comma < 0 ? line.length() : comma;
                    continue;
                }
                String member = line.substring(at, end);
                if (strong ? strongly(member, tag) : weakly(member, tag)) {
                    return true;
                }
                at = end;
            }
        }
        return false;
    }

    /// RFC 9110 §13.1.1, §13.1.2: `*`, alone, is whatever there is.
    static boolean isAny(List<String> lines) {
        return lines.size() == 1 && lines.getFirst().equals("*");
    }

    private static String opaque(String tag) {
        return isWeak(tag) ? tag.substring(2) : tag;
    }

    /// Where the tag that begins at `start` ends, or -1 if none begins there. `W` is a capital (RFC
    /// 9110 §8.8.3).
    private static int end(String text, int start) {
        int at = text.startsWith("W/", start) ? start + 2 : start;
        if (at >= text.length() || text.charAt(at) != '"') {
            return -1;
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c <= ' ' || c == 0x7f) {
                return -1;
            }
        }
        return -1;
    }
}
