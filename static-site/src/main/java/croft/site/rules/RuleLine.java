package croft.site.rules;

import java.util.ArrayList;
import java.util.List;

/// One line of a rule file that is neither empty nor a comment.
///
/// @param number from 1
/// @param column of its first character, from 1
/// @param text without the white space around it
record RuleLine(int number, int column, String text) {
    /// Rules of real sites are below 300; Cloudflare's bound.
    static final int LONGEST = 2_000;

    /// More than any site needs, and read in a blink.
    static final int MOST_LINES = 20_000;

    /// A run of characters without white space.
    ///
    /// @param column from 1
    record Word(int column, String text) {}

    /// The lines of `text`, as far as the bounds allow; what lies beyond is reported.
    static List<RuleLine> of(String text, Problems problems) {
        List<RuleLine> lines = new ArrayList<>();
        int number = 1;
        for (int start = text.startsWith("\uFEFF") ? 1 : 0; start < text.length(); number++) {
            if (number > MOST_LINES) {
                problems.refuse(number, 1, "the file goes on", "at most " + MOST_LINES + " lines");
                break;
            }
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            RuleLine line = trimmed(number, text, start, end);
            if (!line.text.isEmpty() && !line.text.startsWith("#")) {
                lines.add(line);
            }
            start = end + 1;
        }
        return lines;
    }

    boolean isTooLong() {
        return text.length() > LONGEST;
    }

    List<Word> words() {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < text.length(); ) {
            if (isSpace(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && !isSpace(text.charAt(i))) {
                i++;
            }
            words.add(new Word(column + start, text.substring(start, i)));
        }
        return words;
    }

    private static RuleLine trimmed(int number, String text, int start, int end) {
        int first = start;
        while (first < end && isSpace(text.charAt(first))) {
            first++;
        }
        int last = end;
        while (last > first && isSpace(text.charAt(last - 1))) {
            last--;
        }
        return new RuleLine(number, first - start + 1, text.substring(first, last));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0';
    }
}
