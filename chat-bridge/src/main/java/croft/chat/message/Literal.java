package croft.chat.message;

import java.util.regex.Pattern;

/// Text of others that stands for itself in Markdown: nothing in it is formatted, nobody is
/// mentioned by it, and it stays on its line.
public final class Literal {
    /// Line ends and what else moves a cursor; characters that turn the direction of a line.
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029]+|[\\u202A-\\u202E\\u2066-\\u2069]");

    private static final Pattern SIGNIFICANT = Pattern.compile("[\\\\`*_\\[\\]<>~|]");

    /// What would be a heading or a list at the beginning of a line.
    private static final Pattern LEADING = Pattern.compile("^([#+-])");

    private static final Pattern NUMBERED = Pattern.compile("^([0-9]{1,9})([.)])(?=\\s|$)");

    private Literal() {}

    /// The text as Markdown.
    public static String of(String text) {
        String seen = UNSEEN.matcher(text).replaceAll(" ");
        String escaped = SIGNIFICANT.matcher(seen).replaceAll("\\\\$0");
        String led = LEADING.matcher(escaped).replaceFirst("\\\\$1");
        return unmentioned(NUMBERED.matcher(led).replaceFirst("$1\\\\$2"));
    }

    /// The same, cut where it is longer.
    ///
    /// @param most characters of the text, at least 1
    public static String of(String text, int most) {
        return of(cut(text, most));
    }

    /// Text between backquotes. What is long is cut.
    public static String code(String text) {
        String seen = UNSEEN.matcher(cut(text, 300)).replaceAll(" ").replace('`', '\'').strip();
        return seen.isEmpty() ? "` `" : "`" + seen + "`";
    }

    /// A link, or the text alone where the address cannot stand in one.
    ///
    /// @param text plain
    public static String link(String text, String address) {
        return address.matches("https?://[^\\s<>\"\\\\]+")
                ? "[" + of(text) + "](" + address.replace("(", "%28").replace(")", "%29") + ")"
                : of(text);
    }

    /// The beginning of a text, never half a character.
    ///
    /// @param most characters, at least 1
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).stripTrailing() + "…";
    }

    /// A zero-width space behind each @: chats mention nobody then.
    private static String unmentioned(String text) {
        return text.replace("@", "@\u200B");
    }
}
