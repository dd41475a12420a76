package croft.chat.message;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text as IRC writes it: one line of UTF-8, with control characters that switch a style on and off
/// (https://modern.ircdocs.horse/formatting).
public final class IrcText {
    private static final char BOLD = 0x02;
    private static final char COLOUR = 0x03;
    private static final char HEX_COLOUR = 0x04;
    private static final char RESET = 0x0F;
    private static final char MONO = 0x11;
    private static final char ITALIC = 0x1D;
    private static final char STRIKE = 0x1E;
    private static final char UNDERLINE = 0x1F;

    /// Room for one character of four octets and each of the codes before it.
    private static final int LEAST = 4 + Style.values().length;

    private IrcText() {}

    /// Reads what somebody wrote. Colours are left out, as no other network has them.
    public static StyledLine read(String text) {
        List<Span> spans = new ArrayList<>();
        Set<Style> styles = EnumSet.noneOf(Style.class);
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            int end = codeEnd(text, i);
            if (end > i) {
                spans.add(new Span(Visible.inOneLine(text.substring(from, i)), styles));
                change(styles, text.charAt(i));
                from = end;
                i = end;
            } else {
                i++;
            }
        }
        spans.add(new Span(Visible.inOneLine(text.substring(from)), styles));
        return new StyledLine(spans, false);
    }

    /// Writes lines in so many of IRC's that none is longer than `octets`: parted between words
    /// where there are any, and never inside a character as people see it. A style goes on in the
    /// next line. Lines of code are parted as well, and lose nothing; of others, the spaces at
    /// which they are parted go. What is empty is left out, except in code, where it is a space.
    ///
    /// @param octets at least 9
    public static List<String> write(List<StyledLine> lines, int octets) {
        if (octets < LEAST) {
            throw new IllegalArgumentException(
                    "octets: " + octets + " (expected: at least " + LEAST + ")");
        }
        List<String> written = new ArrayList<>();
        for (StyledLine line : lines) {
            List<Cell> cells = cells(line, octets - LEAST + 4);
            if (!line.plain().isBlank()) {
                part(cells, line.code(), octets, written);
            } else if (line.code()) {
                written.add(" ");
            }
        }
        return written;
    }

    private static void part(List<Cell> cells, boolean code, int octets, List<String> written) {
        int start = 0;
        while (start < cells.size()) {
            if (!code && start > 0 && cells.get(start).isSpace()) {
                start++;
                continue;
            }
            int size = 0;
            int space = -1; // the last one after a word
            int end = start;
            Set<Style> styles = Set.of();
            while (end < cells.size()) {
                Cell cell = cells.get(end);
                size += cell.octets() + changes(styles, cell.styles());
                if (size > octets) {
                    break;
                }
                if (cell.isSpace()) {
                    space = end;
                }
                styles = cell.styles();
                end++;
            }
            int cut = end;
            if (end < cells.size() && !code && !cells.get(end).isSpace() && space > start) {
                cut = space + 1;
            }
            String piece = written(cells.subList(start, cut), code);
            if (!piece.isEmpty()) {
                written.add(piece);
            }
            start = cut;
        }
    }

    private static String written(List<Cell> cells, boolean code) {
        int end = cells.size();
        while (!code && end > 0 && cells.get(end - 1).isSpace()) {
            end--;
        }
        StringBuilder line = new StringBuilder();
        Set<Style> styles = Set.of();
        for (Cell cell : cells.subList(0, end)) {
            for (Style style : Style.values()) {
                if (styles.contains(style) != cell.styles().contains(style)) {
                    line.append(code(style));
                }
            }
            styles = cell.styles();
            line.append(cell.text());
        }
        return line.toString();
    }

    private static int changes(Set<Style> from, Set<Style> to) {
        if (from.equals(to)) {
            return 0;
        }
        int changes = 0;
        for (Style style : Style.values()) {
            if (from.contains(style) != to.contains(style)) {
                changes++;
            }
        }
        return changes;
    }

    /// Characters as people see them; one that is longer than a line may be falls into code points.
    private static List<Cell> cells(StyledLine line, int longest) {
        List<Cell> cells = new ArrayList<>();
        for (Span span : line.spans()) {
            String text = Visible.of(span.text()).replace("\n", " ").replace("\t", "    ");
            BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
            characters.setText(text);
            int start = characters.first();
            for (int end = characters.next();
                    end != BreakIterator.DONE;
                    start = end, end = characters.next()) {
                String cell = text.substring(start, end);
                int octets = cell.getBytes(StandardCharsets.UTF_8).length;
                if (octets <= longest) {
                    cells.add(new Cell(cell, octets, span.styles()));
                } else {
                    cell.codePoints()
                            .mapToObj(Character::toString)
                            .map(point ->
                                    new Cell(
                                            point,
                                            point.getBytes(StandardCharsets.UTF_8).length,
                                            span.styles()))
                            .forEach(cells::add);
                }
            }
        }
        return cells;
    }

    /// Where the code that is at `at` ends; `at` if none is there.
    private static int codeEnd(String text, int at) {
        return switch (text.charAt(at)) {
            case BOLD, RESET, MONO, ITALIC, STRIKE, UNDERLINE -> at + 1;
            case COLOUR -> colourEnd(text, at + 1, 2, 10);
            case HEX_COLOUR -> colourEnd(text, at + 1, 6, 16);
            default -> at;
        };
    }

    /// One colour, or two with a comma.
    private static int colourEnd(String text, int at, int digits, int radix) {
        int end = digitsEnd(text, at, digits, radix);
        if (end > at && end + 1 < text.length() && text.charAt(end) == ',') {
            int second = digitsEnd(text, end + 1, digits, radix);
            return second > end + 1 ? second : end;
        }
        return end;
    }

    private static int digitsEnd(String text, int at, int digits, int radix) {
        int end = at;
        while (end < text.length()
                && end - at < digits
                && text.charAt(end) < 0x80
                && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        return end;
    }

    private static void change(Set<Style> styles, char code) {
        switch (code) {
            case BOLD -> toggle(styles, Style.BOLD);
            case ITALIC -> toggle(styles, Style.ITALIC);
            case STRIKE -> toggle(styles, Style.STRIKE);
            case MONO -> toggle(styles, Style.MONO);
            case UNDERLINE -> toggle(styles, Style.UNDERLINE);
            case RESET -> styles.clear();
            default -> {} // a colour
        }
    }

    private static void toggle(Set<Style> styles, Style style) {
        if (!styles.remove(style)) {
            styles.add(style);
        }
    }

    private static char code(Style style) {
        return switch (style) {
            case BOLD -> BOLD;
            case ITALIC -> ITALIC;
            case STRIKE -> STRIKE;
            case MONO -> MONO;
            case UNDERLINE -> UNDERLINE;
        };
    }

    /// A character as people see it.
    private record Cell(String text, int octets, Set<Style> styles) {
        boolean isSpace() {
            return text.equals(" ");
        }
    }
}
