package croft.wiki.code;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Colours for program text, on the server, so that readers need no script: words in spans whose
/// classes the style sheet `code.css` knows.
///
/// Any thread. The same text has the same HTML always: what bounds the work is the length of the
/// text, never time. Keeping results is the caller's.
public final class CodeColours {
    /// In characters. Text behind this is not coloured; nobody reads 128 KiB of code on a page.
    static final int LONGEST_TEXT = 128 * 1024;

    /// In characters. Some scanners take time that grows with the square of a line, and longer
    /// lines are data, not written by hand.
    static final int LONGEST_LINE = 500;

    private CodeColours() {}

    /// The inside of a `code` element.
    ///
    /// @param language as it stands behind a fence, such as `js`, in any case; what follows a
    ///   space, a comma or a brace does not count
    /// @param code any text
    /// @return escaped, for HTML; empty if the language is not known
    public static Optional<String> html(String language, String code) {
        @Nullable Colouring colouring = Colouring.of(name(language));
        if (colouring == null) {
            return Optional.empty();
        }
        Spans out = new Spans(code.length());
        int start = 0;
        while (start < code.length()) {
            int end = code.indexOf('\n', start);
            boolean last = end < 0;
            String line = code.substring(start, last ? code.length() : end);
            if (start > LONGEST_TEXT || line.length() > LONGEST_LINE) {
                out.add(Ink.PLAIN, line);
            } else {
                colouring.line(line, out);
            }
            if (last) {
                break;
            }
            out.add(Ink.PLAIN, "\n");
            start = end + 1;
        }
        return Optional.of(out.html());
    }

    private static String name(String language) {
        String text = language.strip();
        int start = 0;
        while (start < text.length() && "{.".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < text.length() && " \t,{}:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
