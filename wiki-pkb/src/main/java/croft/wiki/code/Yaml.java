package croft.wiki.code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// YAML: keys, values that are no text, and texts over several lines.
final class Yaml implements Colouring {
    private static final Pattern KEY =
            Pattern.compile(
                    "[\\s-]*+(\"[^\"]*+\"|'[^']*+'|[^\\s\"'#&*!|>%@{\\[:][^:#]*+):(?=\\s|$)");
    private static final Pattern VALUE =
            Pattern.compile(
                    "(?<comment>(?<=^|\\s)#.*)"
                            + "|(?<string>\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+(?:\"|\\\\?$)|'[^']*+')"
                            + "|(?<reference>[&*][\\w-]++)"
                            + "|(?<type>![\\w!/:.-]*+)"
                            + "|(?<number>(?<=^|[\\s,\\[:])[-+]?\\d[\\d_.:eExXa-fA-F+-]*+(?=[\\s,\\]}]|$))"
                            + "|(?<constant>(?<=^|[\\s,\\[:])"
                            + "(?:true|false|null|yes|no|on|off|~)(?=[\\s,\\]}]|$))"
                            + "|(?<plain>[^\\s,\\[\\]{}#&*!\"']++|.)");
    private static final Pattern LONG_TEXT = Pattern.compile("[|>][-+0-9]{0,2}\\s*+(?:#.*)?$");

    /// The indent of the key whose text goes on over the lines below; −1 for none.
    private int textOf = -1;

    @Override
    public void line(String line, Spans out) {
        int indent = line.length() - line.stripLeading().length();
        if (textOf >= 0 && (line.isBlank() || indent > textOf)) {
            out.add(Ink.STRING, line);
            return;
        }
        textOf = -1;
        if (line.equals("---") || line.equals("...") || line.startsWith("%")) {
            out.add(Ink.DIRECTIVE, line);
            return;
        }
        int at = 0;
        Matcher key = KEY.matcher(line);
        if (key.lookingAt()) {
            out.add(Ink.PLAIN, line.substring(0, key.start(1)));
            out.add(Ink.ATTRIBUTE, key.group(1));
            at = key.end(1);
        }
        value(line, at, out);
        Matcher longText = LONG_TEXT.matcher(line);
        if (longText.region(at, line.length()).find() && startsValue(line, at, longText.start())) {
            textOf = indent;
        }
    }

    private static void value(String line, int from, Spans out) {
        Matcher piece = VALUE.matcher(line).useTransparentBounds(true).region(from, line.length());
        while (piece.find()) {
            out.add(ink(piece), piece.group());
        }
    }

    private static Ink ink(Matcher piece) {
        if (piece.group("comment") != null) {
            return Ink.COMMENT;
        }
        if (piece.group("string") != null) {
            return Ink.STRING;
        }
        if (piece.group("reference") != null) {
            return Ink.VARIABLE;
        }
        if (piece.group("type") != null) {
            return Ink.TYPE;
        }
        if (piece.group("number") != null) {
            return Ink.NUMBER;
        }
        return piece.group("constant") != null ? Ink.CONSTANT : Ink.PLAIN;
    }

    /// Whether nothing but the colon, a dash or a tag is before the sign of a long text.
    private static boolean startsValue(String line, int from, int sign) {
        return line.substring(from, sign).matches("[:\\s-]*+(?:![\\w!/]*+\\s++)?");
    }
}
