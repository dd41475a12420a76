package croft.site.markup;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the start tags of HTML, by the rules of its tokenizer (HTML Living Standard §13.2.5), and
/// builds no tree.
///
/// A tree of a page takes fifty times its octets, more than this process has for pages that are
/// large but honest, and trees of hostile pages take quadratic time to build. For links none is
/// needed. What a tree would be needed for is guessed: inside `svg` and `math` an element may end
/// itself, and CDATA is text. Every character is looked at a bounded number of times.
public final class Markup {
    /// Elements whose content is text up to their end tag.
    private static final Set<String> TEXT_ONLY =
            Set.of("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp");

    private static final Set<String> FOREIGN = Set.of("svg", "math");

    /// The longest name worth remembering.
    private static final int LONGEST_NAME = 32;

    private final String text;
    private final Set<String> wanted;
    private final MarkupReader reader;
    private int at;
    private int line = 1;
    private int lineCountedTo;
    private int foreign;

    private Markup(String text, Set<String> wanted, MarkupReader reader) {
        this.text = text;
        this.wanted = wanted;
        this.reader = reader;
    }

    /// Reads a page, until its end or until the reader has enough.
    ///
    /// @param wanted names of attributes in lower case; all others are skipped over
    public static void read(String text, Set<String> wanted, MarkupReader reader) {
        new Markup(text, wanted, reader).read();
    }

    private void read() {
        while (!reader.hasEnough()) {
            int open = text.indexOf('<', at);
            if (open < 0 || open + 1 >= text.length()) {
                return;
            }
            char next = text.charAt(open + 1);
            if (isLetter(next)) {
                at = open + 1;
                startTag(open);
            } else if (next == '/') {
                at = open + 2;
                endTag();
            } else if (text.startsWith("<!--", open)) {
                comment(open + 4);
            } else if (foreign > 0 && text.startsWith("<![CDATA[", open)) {
                skipBehind("]]>", open + 9);
            } else if (next == '!' || next == '?') {
                skipBehind(">", open + 2);
            } else {
                at = open + 1;
            }
        }
    }

    private void startTag(int open) {
        int tagLine = line(open);
        String name = name();
        Map<String, MarkupReader.Attribute> attributes = new HashMap<>();
        boolean ended = attributes(attributes);
        if (at > text.length()) {
            at = text.length(); // a tag that never ends is none
            return;
        }
        reader.tag(name, attributes, tagLine);
        if (FOREIGN.contains(name)) {
            foreign += ended ? 0 : 1;
        } else if (name.equals("plaintext")) {
            at = text.length();
        } else if (TEXT_ONLY.contains(name) && !(ended && foreign > 0)) {
            textOf(name);
        }
    }

    private void endTag() {
        if (at >= text.length() || !isLetter(text.charAt(at))) {
            skipBehind(">", at);
            return;
        }
        String name = name();
        attributes(new HashMap<>());
        reader.end(name);
        if (FOREIGN.contains(name) && foreign > 0) {
            foreign--;
        }
    }

    private void comment(int start) {
        if (text.startsWith(">", start) || text.startsWith("->", start)) {
            skipBehind(">", start);
            return;
        }
        int end = text.indexOf("--", start);
        while (end >= 0) {
            if (text.startsWith(">", end + 2)) {
                at = end + 3;
                return;
            }
            if (text.startsWith("!>", end + 2)) {
                at = end + 4;
                return;
            }
            end = text.indexOf("--", end + 1);
        }
        at = text.length();
    }

    private void textOf(String name) {
        int start = at;
        for (int i = text.indexOf("</", at); i >= 0; i = text.indexOf("</", i + 2)) {
            int end = i + 2 + name.length();
            if (text.regionMatches(true, i + 2, name, 0, name.length())
                    && (end == text.length() || isTagNameEnd(text.charAt(end)))) {
                if (name.equals("style")) {
                    reader.style(text.substring(start, i), line(start));
                }
                at = i;
                return;
            }
        }
        at = text.length();
    }

    /// Up to the tag's end, which is behind `at` then, or the end of the text.
    ///
    /// @return whether the tag ended itself
    private boolean attributes(Map<String, MarkupReader.Attribute> attributes) {
        boolean slash = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '>') {
                at++;
                return slash;
            }
            slash = c == '/';
            if (slash || isSpace(c)) {
                at++;
            } else {
                attribute(attributes);
            }
        }
        at = text.length() + 1;
        return false;
    }

    private void attribute(Map<String, MarkupReader.Attribute> attributes) {
        int start = at++; // an equals sign may begin a name
        while (at < text.length() && !isAttributeNameEnd(text.charAt(at))) {
            at++;
        }
        String name = lower(start, at);
        int behind = at;
        while (behind < text.length() && isSpace(text.charAt(behind))) {
            behind++;
        }
        if (behind >= text.length() || text.charAt(behind) != '=') {
            at = behind;
            add(attributes, name, at, at);
            return;
        }
        at = behind + 1;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        if (at >= text.length()) {
            return;
        }
        char quote = text.charAt(at);
        if (quote == '"' || quote == '\'') {
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                at = text.length();
                return;
            }
            add(attributes, name, at + 1, end);
            at = end + 1;
        } else {
            int value = at;
            while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '>') {
                at++;
            }
            add(attributes, name, value, at);
        }
    }

    /// The first of a name counts.
    private void add(
            Map<String, MarkupReader.Attribute> attributes, String name, int start, int end) {
        if (wanted.contains(name) && !attributes.containsKey(name)) {
            attributes.put(
                    name,
                    new MarkupReader.Attribute(
                            Entities.decoded(text.substring(start, end)), line(start)));
        }
    }

    private String name() {
        int start = at;
        while (at < text.length() && !isTagNameEnd(text.charAt(at))) {
            at++;
        }
        return lower(start, at);
    }

    private String lower(int start, int end) {
        return text.substring(start, Math.min(end, start + LONGEST_NAME)).toLowerCase(Locale.ROOT);
    }

    private void skipBehind(String end, int from) {
        int found = text.indexOf(end, from);
        at = found < 0 ? text.length() : found + end.length();
    }

    /// On which line `position` is; never one before the last that was asked for.
    private int line(int position) {
        while (lineCountedTo < position) {
            if (text.charAt(lineCountedTo++) == '\n') {
                line++;
            }
        }
        return line;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean isTagNameEnd(char c) {
        return isSpace(c) || c == '/' || c == '>';
    }

    private static boolean isAttributeNameEnd(char c) {
        return isSpace(c) || c == '/' || c == '>' || c == '=';
    }
}
