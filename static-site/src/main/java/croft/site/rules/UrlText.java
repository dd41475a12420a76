package croft.site.rules;

import java.nio.charset.StandardCharsets;

/// The text of a URL in one spelling: what is written in a rule file and what a browser asks for
/// are compared, and put together, in this form only (RFC 3986 §6.2.2). It consists of printable
/// ASCII without space, quotes, angle brackets and backslash, so it can stand in a field.
public final class UrlText {
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String DELIMITERS = "!$&'()*+,;=:@/?#[]";

    private UrlText() {}

    /// Escapes of unreserved characters undone, other escapes in upper case, and everything escaped
    /// that may not stand in a URL. Never undoes the escape of a separator.
    public static String canonical(String raw) {
        if (isCanonical(raw)) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            if (c == '%') {
                int octet = escaped(raw, i);
                if (octet < 0) {
                    text.append("%25");
                    i++;
                } else {
                    append(text, octet, isUnreserved(octet));
                    i += 3;
                }
            } else if (c < 0x80) {
                append(text, c, isPlain(c));
                i++;
            } else {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    append(text, octet & 0xff, false);
                }
                i += Character.charCount(c);
            }
        }
        return text.toString();
    }

    /// Text from inside a path as it may stand inside a query: nothing in it begins a new
    /// parameter.
    static String inQuery(String canonical) {
        return escaping(canonical, "&+#;");
    }

    /// Text from a query as it may stand inside one segment of a path.
    static String inSegment(String canonical) {
        return escaping(canonical, "/?#");
    }

    /// Whether a segment is `.` or `..`, however its separators are spelled: such a path means
    /// another one to whoever resolves it.
    static boolean climbs(String canonicalPath) {
        String plain =
                canonicalPath.indexOf('%') < 0
                        ? canonicalPath
                        : canonicalPath.replace("%2F", "/").replace("%5C", "/");
        for (int start = 0; start <= plain.length(); ) {
            int slash = plain.indexOf('/', start);
            int end = slash < 0 ? plain.length() : slash;
            int length = end - start;
            if ((length == 1 || length == 2)
                    && plain.charAt(start) == '.'
                    && plain.charAt(end - 1) == '.') {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /// Several slashes in a row become one: a path that begins with two names another host.
    static String withSingleSlashes(String path) {
        if (!path.contains("//")) {
            return path;
        }
        StringBuilder single = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || i == 0 || path.charAt(i - 1) != '/') {
                single.append(c);
            }
        }
        return single.toString();
    }

    private static boolean isCanonical(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (!isPlain(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return isUnreserved(c) || (c < 0x80 && DELIMITERS.indexOf(c) >= 0);
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x80 && UNRESERVED_MARKS.indexOf(c) >= 0);
    }

    /// The octet of the escape at `i`, or -1 if there is none.
    private static int escaped(String raw, int i) {
        int high = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
        int low = i + 2 < raw.length() ? hex(raw.charAt(i + 2)) : -1;
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String escaping(String canonical, String characters) {
        StringBuilder text = new StringBuilder(canonical.length());
        for (int i = 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            append(text, c, characters.indexOf(c) < 0);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet, boolean plain) {
        if (plain) {
            text.append((char) octet);
        } else {
            text.append('%')
                    .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
        }
    }
}
