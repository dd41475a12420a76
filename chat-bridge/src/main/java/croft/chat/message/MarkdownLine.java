package croft.chat.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line that is to be written as Markdown: its characters, and which styles each has.
///
/// CommonMark's rules for emphasis depend on the characters around a marker, and on each other. So
/// what is written is read again; where it would say something else, it is written with less style,
/// and at last with none. A text from IRC is never shown as something that nobody wrote.
final class MarkdownLine {
    /// What Markdown can mark by signs around it.
    private static final List<Style> MARKED = List.of(Style.BOLD, Style.ITALIC, Style.STRIKE);

    private static final Pattern ADDRESS = Pattern.compile("(?:https?|ftp)://[^\\s<>\"]+");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});");

    /// A tag as far as CommonMark is concerned, or an address in angle brackets; a nick is not
    /// taken for one, which is what angle brackets usually hold in IRC.
    private static final Pattern TAG = Pattern.compile("<(?![\\w|{}^`-]{1,40}>)[A-Za-z/!?]");

    /// What begins a block at the start of a line; what makes it do so is its last character.
    private static final Pattern BLOCK =
            Pattern.compile("(?:>|#(?=#{0,5}(?:\\s|$))|[+-](?=\\s|$|-)|\\d{1,9}[.)](?=\\s|$))");

    private final String text;
    private final List<Set<Style>> styles;
    private final BitSet addresses = new BitSet();
    private final boolean brackets;

    private MarkdownLine(String text, List<Set<Style>> styles) {
        this.text = text;
        this.styles = styles;
        Matcher found = ADDRESS.matcher(text);
        while (found.find()) {
            addresses.set(found.start(), found.end());
        }
        brackets = text.contains("](") || text.contains("]:") || text.contains("][");
    }

    static MarkdownLine of(StyledLine line) {
        StringBuilder text = new StringBuilder();
        List<Set<Style>> styles = new ArrayList<>();
        for (Span span : line.spans()) {
            Set<Style> marked = EnumSet.noneOf(Style.class);
            marked.addAll(span.styles());
            marked.remove(Style.UNDERLINE);
            String visible = Visible.inOneLine(span.text());
            text.append(visible);
            for (int i = 0; i < visible.length(); i++) {
                styles.add(marked);
            }
        }
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return new MarkdownLine(text.substring(start, end), styles.subList(start, end))
                .withSafeAddresses()
                .withSpacesOutside();
    }

    /// Its Markdown.
    String markdown() {
        for (Set<Style> allowed :
                List.of(
                        EnumSet.allOf(Style.class),
                        EnumSet.of(Style.BOLD, Style.MONO),
                        EnumSet.of(Style.MONO))) {
            MarkdownLine tried = limitedTo(allowed);
            String written = tried.written(false);
            if (tried.isRead(written)) {
                return written;
            }
        }
        MarkdownLine bare = limitedTo(EnumSet.noneOf(Style.class));
        String written = bare.written(false);
        return bare.isRead(written) ? written : bare.written(true);
    }

    /// What is to be read from its Markdown.
    StyledLine line() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < text.length(); i = runEnd(i)) {
            String run = text.substring(i, runEnd(i));
            boolean code = styles.get(i).contains(Style.MONO);
            spans.add(new Span(code ? run : Emoji.shown(run), styles.get(i)));
        }
        return new StyledLine(spans, false);
    }

    private boolean isRead(String written) {
        List<StyledLine> lines = Markdown.lines(written);
        return text.isEmpty() ? lines.isEmpty() : lines.equals(List.of(line()));
    }

    private MarkdownLine limitedTo(Set<Style> allowed) {
        List<Set<Style>> limited = new ArrayList<>();
        for (Set<Style> each : styles) {
            Set<Style> kept = EnumSet.noneOf(Style.class);
            kept.addAll(each);
            kept.retainAll(allowed);
            limited.add(kept);
        }
        return new MarkdownLine(text, limited);
    }

    /// Signs that would be Markdown in the middle of an address have another spelling there.
    private MarkdownLine withSafeAddresses() {
        StringBuilder spelled = new StringBuilder();
        List<Set<Style>> spelledStyles = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean coded =
                    addresses.get(i)
                            && ("*`\\[]~".indexOf(c) >= 0 || (c == '_' && !isInsideWord(i)));
            String spelling = coded ? "%%%02X".formatted((int) c) : String.valueOf(c);
            spelled.append(spelling);
            for (int n = 0; n < spelling.length(); n++) {
                spelledStyles.add(styles.get(i));
            }
        }
        return new MarkdownLine(spelled.toString(), spelledStyles);
    }

    /// A sign beside a space marks nothing, so spaces at both ends of what is marked are not
    /// marked.
    private MarkdownLine withSpacesOutside() {
        List<Set<Style>> trimmed = new ArrayList<>();
        styles.forEach(each -> trimmed.add(each.isEmpty() ? each : EnumSet.copyOf(each)));
        for (Style style : MARKED) {
            for (int i = 0; i < text.length(); ) {
                int end = styleEnd(style, i);
                for (int k = i; k < end && isSpace(text.charAt(k)); k++) {
                    trimmed.get(k).remove(style);
                }
                for (int k = end - 1; k >= i && isSpace(text.charAt(k)); k--) {
                    trimmed.get(k).remove(style);
                }
                i = Math.max(end, i + 1);
            }
        }
        return new MarkdownLine(text, trimmed);
    }

    /// @param everything whether every sign is escaped, and not only what would mean something
    private String written(boolean everything) {
        StringBuilder markdown = new StringBuilder();
        Deque<Style> open = new ArrayDeque<>();
        int escapedStart = blockSign();
        for (int i = 0; i < text.length(); ) {
            int end = runEnd(i);
            Set<Style> here = styles.get(i);
            while (!here.containsAll(open)) {
                markdown.append(sign(open.removeLast()));
            }
            for (Style style : toOpen(here, open, i)) {
                markdown.append(sign(style));
                open.addLast(style);
            }
            if (here.contains(Style.MONO)) {
                markdown.append(code(text.substring(i, end)));
            } else {
                for (int k = i; k < end; k++) {
                    boolean escaped = k == escapedStart || (everything && isSign(text.charAt(k)));
                    markdown.append(escaped ? "\\" + text.charAt(k) : character(k, end));
                }
            }
            i = end;
        }
        while (!open.isEmpty()) {
            markdown.append(sign(open.removeLast()));
        }
        return markdown.toString();
    }

    /// What lasts longest comes first, so that it need not be closed for what is in it.
    private List<Style> toOpen(Set<Style> here, Deque<Style> open, int at) {
        return MARKED.stream()
                .filter(style -> here.contains(style) && !open.contains(style))
                .sorted((a, b) -> Integer.compare(styleEnd(b, at), styleEnd(a, at)))
                .toList();
    }

    private String character(int at, int end) {
        char c = text.charAt(at);
        if (addresses.get(at)) {
            return String.valueOf(c);
        }
        return switch (c) {
            case '`', '*', '~' -> "\\" + c;
            case '[' -> brackets ? "\\[" : "[";
            case '_' -> isInsideWord(at) ? "_" : "\\_";
            case '\\' -> at + 1 == end || isSign(text.charAt(at + 1)) ? "\\\\" : "\\";
            case '&' -> starts(ENTITY, at) ? "&amp;" : "&";
            case '<' -> starts(TAG, at) ? "&lt;" : "<";
            default -> String.valueOf(c);
        };
    }

    private boolean starts(Pattern pattern, int at) {
        return pattern.matcher(text).region(at, text.length()).lookingAt();
    }

    /// The character that would begin a block, or -1.
    private int blockSign() {
        Matcher block = BLOCK.matcher(text);
        return block.lookingAt() ? block.end() - 1 : -1;
    }

    private boolean isInsideWord(int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }

    private int runEnd(int at) {
        int end = at;
        while (end < text.length() && styles.get(end).equals(styles.get(at))) {
            end++;
        }
        return end;
    }

    /// Where what has the style at `at` ends; `at` if nothing has it there.
    private int styleEnd(Style style, int at) {
        int end = at;
        while (end < text.length() && styles.get(end).contains(style)) {
            end++;
        }
        return end;
    }

    private static String sign(Style style) {
        return switch (style) {
            case BOLD -> "**";
            case ITALIC -> "*";
            case STRIKE -> "~~";
            case MONO, UNDERLINE -> throw new IllegalArgumentException(style.toString());
        };
    }

    /// Between more backticks than are in it (CommonMark 0.31 §6.1).
    private static String code(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        boolean padded =
                text.startsWith("`")
                        || text.endsWith("`")
                        || (text.startsWith(" ") && text.endsWith(" ") && !text.isBlank());
        return padded ? fence + " " + text + " " + fence : fence + text + fence;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isSign(char c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
}
