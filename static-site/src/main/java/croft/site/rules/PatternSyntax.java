package croft.site.rules;

import croft.site.rules.PathPattern.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the patterns that the dialects write for paths.
final class PatternSyntax {
    /// More than any sensible path has, and few enough that the longest path against the most
    /// elaborate pattern stays a matter of microseconds.
    static final int MOST_VARIABLES = 10;

    static final String SPLAT = "splat";

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private PatternSyntax() {}

    /// Netlify's redirects: `:name` is a whole segment, a star only counts at the very end, and a
    /// slash at the end makes no difference.
    static PathPattern netlifyRedirect(String path) {
        PatternSyntax syntax = new PatternSyntax();
        if (path.endsWith("/*")) {
            syntax.segments(path.substring(0, path.length() - 2));
            return syntax.with(new Part.SlashAndRest(SPLAT)).done();
        }
        if (path.endsWith("*")) {
            syntax.segments(path.substring(0, path.length() - 1));
            return syntax.with(new Part.Rest(SPLAT)).done();
        }
        syntax.segments(withoutSlash(path));
        return syntax.with(new Part.OptionalSlash()).done();
    }

    /// Netlify's headers: any case, a slash at the end makes no difference, a segment that is a
    /// star also matches without the slash before it (`/a/*` is also `/a` and `/abc`), and beside a
    /// star inside a segment a dot is any character: its parser makes a regular expression of it.
    static PathPattern netlifyHeader(String path) {
        PatternSyntax syntax = new PatternSyntax();
        String[] segments = withoutSlash(path).toLowerCase(Locale.ROOT).split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i];
            if (segment.equals("*")) {
                syntax.with(new Part.OptionalSlash()).with(new Part.Rest(SPLAT));
                continue;
            }
            syntax.text.append('/');
            if (segment.indexOf('*') >= 0) {
                syntax.looseSegment(segment);
            } else {
                syntax.segment(segment);
            }
        }
        return syntax.with(new Part.OptionalSlash()).done();
    }

    /// Cloudflare's: a star anywhere, `:name` anywhere, all else exactly.
    static PathPattern cloudflare(String path) {
        PatternSyntax syntax = new PatternSyntax();
        syntax.anywhere(path, "/");
        return syntax.done();
    }

    /// Cloudflare's headers for a host: to be matched with the host and the path in one. In a host
    /// a name also ends at a dot.
    static PathPattern cloudflare(String host, String path) {
        PatternSyntax syntax = new PatternSyntax();
        syntax.anywhere(host.toLowerCase(Locale.ROOT), "/.");
        syntax.anywhere(path, "/");
        return syntax.done();
    }

    /// Where the name that begins behind the colon at `i` ends; `i` if there is none.
    static int nameEnd(String text, int i) {
        int end = i + 1;
        if (end >= text.length() || !isLetter(text.charAt(end))) {
            return i;
        }
        while (end < text.length()
                && (isLetter(text.charAt(end))
                        || text.charAt(end) == '_'
                        || (text.charAt(end) >= '0' && text.charAt(end) <= '9'))) {
            end++;
        }
        return end;
    }

    static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void segments(String path) {
        String[] segments = path.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (i > 0) {
                text.append('/');
            }
            segment(segments[i]);
        }
    }

    private void segment(String segment) {
        if (segment.startsWith(":") && nameEnd(segment, 0) == segment.length()) {
            with(new Part.Run(segment.substring(1), "/"));
        } else {
            text.append(segment);
        }
    }

    private void looseSegment(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            switch (segment.charAt(i)) {
                case '*' -> with(new Part.Rest(SPLAT));
                case '.' -> with(new Part.AnyCharacter());
                default -> text.append(segment.charAt(i));
            }
        }
    }

    private void anywhere(String pattern, String stops) {
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            int end = c == ':' ? nameEnd(pattern, i) : i;
            if (c == '*') {
                with(new Part.Rest(SPLAT));
                i++;
            } else if (end > i) {
                with(new Part.Run(pattern.substring(i + 1, end), stops));
                i = end;
            } else {
                text.append(c);
                i++;
            }
        }
    }

    private PatternSyntax with(Part part) {
        endText();
        if (parts.isEmpty() || !parts.getLast().equals(part)) { // ** is *
            parts.add(part);
        }
        return this;
    }

    private PathPattern done() {
        endText();
        return new PathPattern(parts);
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
            text.setLength(0);
        }
    }
}
