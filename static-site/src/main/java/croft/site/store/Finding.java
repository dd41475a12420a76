package croft.site.store;

import croft.site.content.SitePath;

/// Something wrong with what was uploaded, for the person who did.
///
/// @param entry which file, as far as it can be shown; empty if it is about the whole
/// @param problem what it is, with the value met
/// @param expected what would have been right
/// @param remedy what to do
public record Finding(String entry, String problem, String expected, String remedy) {
    private static final int SHOWN = 200;

    public Finding {
        entry = printable(entry);
        problem = printable(problem);
    }

    static Finding of(SitePath path, String problem, String expected, String remedy) {
        return new Finding(String.join("/", path.segments()), problem, expected, remedy);
    }

    static Finding ofWhole(String problem, String expected, String remedy) {
        return new Finding("", problem, expected, remedy);
    }

    /// Control characters, and what is too long to read, do not reach a terminal.
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .forEach(c -> {
                    if (Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE) {
                        shown.append("\\u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return text.codePointCount(0, text.length()) > SHOWN ? shown + "…" : shown.toString();
    }

    @Override
    public String toString() {
        return (entry.isEmpty() ? "" : entry + ": ")
                + problem
                + " (expected: "
                + expected
                + "; "
                + remedy
                + ")";
    }
}
