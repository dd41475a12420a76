package croft.chat.mattermost;

import java.util.ArrayList;
import java.util.List;

/// A text in pieces that each fit into a post. Cut where a paragraph ends, else a line, else a
/// word, else anywhere but inside a character; a code block that is cut goes on as one.
final class LongText {
    /// A post takes 16,383 characters. What remains is for the author's name before the text and
    /// for a note behind it, so that the number of pieces depends on the text alone.
    static final int LONGEST = 16_000;

    private static final String FENCE = "```";

    private LongText() {}

    /// At least one piece.
    static List<String> pieces(String text) {
        return pieces(text, LONGEST);
    }

    static List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            // room for the fences that may have to be added
            int end = end(rest, longest - 2 * (FENCE.length() + 1));
            String piece = rest.substring(0, end).stripTrailing();
            String next = rest.substring(end);
            if (isInsideCode(piece)) {
                piece = piece + "\n" + FENCE;
                next = FENCE + "\n" + next.replaceFirst("^\\n", "");
            } else {
                next = next.replaceFirst("^\\n+", "");
            }
            pieces.add(piece);
            rest = next;
        }
        pieces.add(rest);
        return pieces;
    }

    /// Cut to one piece, and saying so.
    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        String piece = text.substring(0, end(text, LONGEST - 10)).stripTrailing();
        return piece + (isInsideCode(piece) ? "\n" + FENCE : "") + " …";
    }

    private static int end(String text, int longest) {
        int paragraph = text.lastIndexOf("\n\n", longest);
        if (paragraph > longest / 2) {
            return paragraph;
        }
        int line = text.lastIndexOf('\n', longest);
        if (line > longest / 2) {
            return line;
        }
        int word = text.lastIndexOf(' ', longest);
        if (word > longest / 2) {
            return word + 1;
        }
        return Character.isLowSurrogate(text.charAt(longest)) ? longest - 1 : longest;
    }

    private static boolean isInsideCode(String text) {
        boolean inside = false;
        for (String line : text.split("\n", -1)) {
            inside ^= line.stripLeading().startsWith(FENCE);
        }
        return inside;
    }
}
