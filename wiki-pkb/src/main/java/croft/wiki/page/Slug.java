package croft.wiki.page;

import java.util.Optional;
import net.gcardone.junidecode.Junidecode;

/// A heading's text as the fragment of an address: `Étude no. 3 & 4` is `etude-no-3-and-4`.
///
/// The rules are those of pkb, so that links into its pages keep working: everything is spelled in
/// ASCII, emoji by their names, and what is neither letter nor digit parts words.
public final class Slug {
    private Slug() {}

    /// The slug of a text; empty if the text has nothing that could be spelled.
    public static String of(String text) {
        StringBuilder slug = new StringBuilder(text.length());
        boolean gap = false;
        String ascii = spelled(text);
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c == '\'') {
                continue;
            }
            String word =
                    switch (c) {
                        case '@' -> "at";
                        case '&' -> "and";
                        case '/' -> "slash";
                        case '+' -> "plus";
                        default ->
                                isLetterOrDigit(c) ? String.valueOf(Character.toLowerCase(c)) : "";
                    };
            if (!word.isEmpty()) {
                boolean sign = word.length() > 1;
                slug.append((gap || sign) && !slug.isEmpty() ? "-" : "").append(word);
                gap = sign;
            } else {
                gap = true;
            }
        }
        return slug.toString();
    }

    private static String spelled(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    if (point < 0x80) {
                        ascii.append((char) point);
                    } else {
                        ascii.append(spelled(point));
                    }
                });
        return ascii.toString();
    }

    private static String spelled(int point) {
        String letters =
                Character.isBmpCodePoint(point)
                        ? Junidecode.unidecode(Character.toString(point))
                        : "";
        if (!letters.isEmpty() && !letters.startsWith("[?]")) {
            return letters;
        }
        Optional<String> emoji = EmojiNames.of(point);
        if (emoji.isPresent()) {
            return emoji.get() + " ";
        }
        return letters.isEmpty() && isInvisible(point) ? "" : "-";
    }

    /// What joins emoji or chooses how they look.
    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
