package croft.edge.log;

import croft.edge.http.PercentEncoding;
import croft.platform.declaration.AccessLogPolicy;
import java.util.List;
import java.util.Locale;

/// What of a URL is written, so that no secret comes into the log.
///
/// A hidden path is looked for wherever in a URL it may be, and in every spelling that a backend
/// may take for it: with percent signs, in capitals, with empty segments. What stands behind it is
/// written as `*`, the query with it.
///
/// Immutable.
final class Redaction {
    /// A parameter's name that is longer is taken for a secret itself.
    private static final int LONGEST_NAME = 40;

    /// How many times over something may be encoded and still be understood.
    private static final int DEEPEST_ENCODING = 3;

    private static final int NONE = -1;
    private static final int UNCLEAR = -2;

    /// Characters of paths that are written as they are and mean nothing else.
    private static final boolean[] PLAIN = new boolean[LineBuffer.CHARACTERS];

    static {
        for (char c = ' '; c <= '~'; c++) {
            PLAIN[c] = "\"\\?%".indexOf(c) < 0;
        }
    }

    private final AccessLogPolicy.Query query;
    private final List<String> hidden;

    /// Characters that begin no hidden path, whatever comes then, and that have no other spelling.
    private final boolean[] innocent = new boolean[LineBuffer.CHARACTERS];

    /// @param hidden paths, such as `/hooks/`
    Redaction(AccessLogPolicy.Query query, List<String> hidden) {
        this.query = query;
        this.hidden = hidden.stream().map(path -> path.toLowerCase(Locale.ROOT)).toList();
        for (char c = ' '; c <= '~'; c++) {
            innocent[c] = PLAIN[c] && c != '/' && c != '.' && beginsNone(c);
        }
    }

    private boolean beginsNone(char first) {
        for (String path : hidden) {
            // letters of both cases differ in this bit alone
            if (path.length() < 2
                    || path.charAt(1) > 0x7f
                    || (path.charAt(1) | 0x20) == (first | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /// Appends the target of a request.
    void target(LineBuffer out, LineFormat format, String target, int longest) {
        boolean harmless =
                !target.isEmpty()
                        && target.length() <= longest
                        // every segment's first character tells enough
                        && out.path(target, PLAIN, innocent);
        if (!harmless) {
            local(out, format, target, 0, target.length(), longest);
        }
    }

    /// Appends a reference to a page, without who is said to ask for it and without a fragment.
    void reference(LineBuffer out, LineFormat format, String reference, int longest) {
        int fragment = reference.indexOf('#');
        int end = fragment < 0 ? reference.length() : fragment;
        int authority = reference.indexOf("://");
        if (authority < 0 || authority >= end) {
            local(out, format, reference, 0, end, longest);
            return;
        }
        authority += 3;
        int path = authority;
        while (path < end && "/?\\".indexOf(reference.charAt(path)) < 0) {
            path++;
        }
        int host = reference.lastIndexOf('@', path - 1) + 1;
        int left = text(out, format, reference, 0, authority, longest);
        left = text(out, format, reference, Math.max(host, authority), path, left);
        local(out, format, reference, path, end, left);
    }

    /// Appends a path and a query.
    private void local(
            LineBuffer out, LineFormat format, String text, int from, int end, int longest) {
        int mark = text.indexOf('?', from);
        int path = mark < 0 || mark > end ? end : mark;
        int secret = secret(text, from, path);
        if (secret == UNCLEAR) {
            String plain = plain(text.substring(from, path));
            int clear = secret(plain, 0, plain.length());
            if (clear >= 0) {
                hide(out, format, plain, 0, clear, plain.length(), longest);
                return;
            }
        } else if (secret >= 0) {
            hide(out, format, text, from, secret, end, longest);
            return;
        }
        int left = text(out, format, text, from, path, longest);
        if (path < end) {
            query(out, format, text, path, end, left);
        }
    }

    private static void hide(
            LineBuffer out,
            LineFormat format,
            String text,
            int from,
            int secret,
            int end,
            int longest) {
        int _ = text(out, format, text, from, secret, longest);
        if (secret < end) {
            out.octet('*');
        }
    }

    /// Where in a path a secret begins.
    private int secret(String text, int from, int end) {
        boolean clear =
                !isBetween(text.indexOf('%', from), end)
                        && !isBetween(text.indexOf('\\', from), end);
        for (int slash = text.indexOf('/', from);
                slash >= 0 && slash < end;
                slash = text.indexOf('/', slash + 1)) {
            for (String path : hidden) {
                if (slash + path.length() <= end
                        && text.regionMatches(true, slash, path, 0, path.length())) {
                    return slash + path.length();
                }
            }
            if (slash + 1 < end
                    && (text.charAt(slash + 1) == '/' || text.charAt(slash + 1) == '.')) {
                clear = false;
            }
        }
        return clear ? NONE : UNCLEAR;
    }

    private static boolean isBetween(int found, int end) {
        return found >= 0 && found < end;
    }

    /// A path as backends may understand it.
    private static String plain(String path) {
        String plain = path;
        for (int i = 0; i < DEEPEST_ENCODING && plain.indexOf('%') >= 0; i++) {
            plain = PercentEncoding.decoded(plain);
        }
        plain = plain.replace('\\', '/');
        StringBuilder clean = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean behindSlash = !clean.isEmpty() && clean.charAt(clean.length() - 1) == '/';
            boolean dot =
                    c == '.'
                            && behindSlash
                            && (i + 1 == plain.length() || plain.charAt(i + 1) == '/');
            if (!dot && (c != '/' || !behindSlash)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /// @param mark where the question mark is
    private void query(
            LineBuffer out, LineFormat format, String text, int mark, int end, int longest) {
        switch (query) {
            case NONE -> {}
            case FULL -> format.text(out, text, mark, end, longest);
            case NAMES -> format.text(out, names(text.substring(mark + 1, end)), longest);
        }
    }

    private static String names(String query) {
        StringBuilder names = new StringBuilder("?");
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            names.append(names.length() == 1 ? "" : "&")
                    .append(
                            equals > 0 && equals <= LONGEST_NAME
                                    ? parameter.substring(0, equals) + "="
                                    : "")
                    .append(parameter.isEmpty() ? "" : "*");
        }
        return names.toString();
    }

    /// @return how much more may be written
    private static int text(
            LineBuffer out, LineFormat format, String text, int from, int end, int longest) {
        format.text(out, text, from, end, longest);
        return Math.max(0, longest - (end - from));
    }
}
