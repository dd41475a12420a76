package croft.edge.cache;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads structured fields (RFC 9651 §4.2): a field with a mistake anywhere is no field at all.
/// Takes time in proportion to the field's length; nothing nests deeper than the grammar says,
/// which is two.
final class StructuredParser {
    /// RFC 9651 §3.3.1, §3.3.2: digits of an integer, and of a decimal before its point.
    private static final int INTEGER_DIGITS = 15;

    private static final int DECIMAL_DIGITS = 12;
    private static final int FRACTION_DIGITS = 3;

    private static final String TOKEN_EXTRAS = "!#$%&'*+-.^_`|~:/";
    private static final String KEY_EXTRAS = "_-.*";

    private final String text;
    private int at;

    private StructuredParser(String text) {
        this.text = text;
    }

    /// A list, from all lines of a field; empty where there is a mistake. A field without members
    /// is an empty list.
    static Optional<List<Structured.Member>> list(List<String> lines) {
        return read(lines, StructuredParser::members);
    }

    /// A dictionary, from all lines of a field; empty where there is a mistake.
    static Optional<Map<String, Structured.Member>> dictionary(List<String> lines) {
        return read(lines, StructuredParser::entries);
    }

    /// One item; empty where there is a mistake.
    static Optional<Structured.Item> item(List<String> lines) {
        return read(lines, StructuredParser::item);
    }

    private static <T> Optional<T> read(List<String> lines, Production<T> production) {
        StructuredParser parser = new StructuredParser(String.join(", ", lines));
        try {
            parser.skipSpaces();
            T value = production.read(parser);
            parser.skipSpaces();
            return parser.atEnd() ? Optional.of(value) : Optional.empty();
        } catch (Mistake e) {
            return Optional.empty();
        }
    }

    /// RFC 9651 §4.2.1.
    private List<Structured.Member> members() throws Mistake {
        List<Structured.Member> members = new ArrayList<>();
        while (!atEnd()) {
            members.add(member());
            if (!comma()) {
                break;
            }
        }
        return members;
    }

    /// RFC 9651 §4.2.2: of two with the same key, the last counts.
    private Map<String, Structured.Member> entries() throws Mistake {
        Map<String, Structured.Member> entries = new LinkedHashMap<>();
        while (!atEnd()) {
            String key = key();
            if (next('=')) {
                entries.put(key, member());
            } else {
                entries.put(key, new Structured.Item(new Structured.Truth(true), parameters()));
            }
            if (!comma()) {
                break;
            }
        }
        return entries;
    }

    /// Whether a comma follows, and behind it a member.
    private boolean comma() throws Mistake {
        skipBlanks();
        if (atEnd()) {
            return false;
        }
        expect(',');
        skipBlanks();
        if (atEnd()) {
            // RFC 9651 §4.2.1: a comma at the end
            throw new Mistake();
        }
        return true;
    }

    private Structured.Member member() throws Mistake {
        return peek() == '(' ? innerList() : item();
    }

    /// RFC 9651 §4.2.1.2.
    private Structured.InnerList innerList() throws Mistake {
        expect('(');
        List<Structured.Item> items = new ArrayList<>();
        while (true) {
            skipSpaces();
            if (next(')')) {
                return new Structured.InnerList(items, parameters());
            }
            items.add(item());
            if (peek() != ' ' && peek() != ')') {
                throw new Mistake();
            }
        }
    }

    /// RFC 9651 §4.2.3.
    private Structured.Item item() throws Mistake {
        Structured.Bare value = bare();
        return new Structured.Item(value, parameters());
    }

    /// RFC 9651 §4.2.3.2.
    private Map<String, Structured.Bare> parameters() throws Mistake {
        if (peek() != ';') {
            return Map.of();
        }
        Map<String, Structured.Bare> parameters = new LinkedHashMap<>();
        while (next(';')) {
            skipSpaces();
            String key = key();
            parameters.put(key, next('=') ? bare() : new Structured.Truth(true));
        }
        return parameters;
    }

    /// RFC 9651 §4.2.3.3.
    private String key() throws Mistake {
        int start = at;
        if (!isLower(peek()) && peek() != '*') {
            throw new Mistake();
        }
        while (isLower(peek()) || isDigit(peek()) || isOneOf(KEY_EXTRAS, peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    /// RFC 9651 §4.2.3.1.
    private Structured.Bare bare() throws Mistake {
        char c = peek();
        return switch (c) {
            case '"' -> new Structured.Text(string());
            case ':' -> octets();
            case '?' -> truth();
            case '@' -> date();
            case '%' -> display();
            case '*' -> token();
            default -> {
                if (c == '-' || isDigit(c)) {
                    yield number();
                }
                if (isAlpha(c)) {
                    yield token();
                }
                throw new Mistake();
            }
        };
    }

    /// RFC 9651 §4.2.4.
    private Structured.Bare number() throws Mistake {
        boolean negative = next('-');
        int start = at;
        long whole = digits();
        int wholeDigits = at - start;
        if (wholeDigits == 0 || wholeDigits > INTEGER_DIGITS) {
            throw new Mistake();
        }
        if (!next('.')) {
            return new Structured.Whole(negative ? -whole : whole);
        }
        int point = at;
        long fraction = digits();
        int fractionDigits = at - point;
        if (wholeDigits > DECIMAL_DIGITS
                || fractionDigits == 0
                || fractionDigits > FRACTION_DIGITS) {
            throw new Mistake();
        }
        for (int i = fractionDigits; i < FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        long thousandths = 1000 * whole + fraction;
        return new Structured.Decimal(negative ? -thousandths : thousandths);
    }

    /// The number that the digits make; of more than 15 digits only how many there are matters.
    private long digits() {
        long number = 0;
        int start = at;
        while (isDigit(peek())) {
            if (at - start < INTEGER_DIGITS) {
                number = 10 * number + (peek() - '0');
            }
            at++;
        }
        return number;
    }

    /// RFC 9651 §4.2.5.
    private String string() throws Mistake {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\') {
                c = take();
                if (c != '"' && c != '\\') {
                    throw new Mistake();
                }
            } else if (c < ' ' || c >= 0x7f) {
                throw new Mistake();
            }
            value.append(c);
        }
    }

    /// RFC 9651 §4.2.6.
    private Structured.Token token() {
        int start = at++;
        while (isAlpha(peek()) || isDigit(peek()) || isOneOf(TOKEN_EXTRAS, peek())) {
            at++;
        }
        return new Structured.Token(text.substring(start, at));
    }

    /// RFC 9651 §4.2.7.
    private Structured.Octets octets() throws Mistake {
        expect(':');
        int end = text.indexOf(':', at);
        if (end < 0) {
            throw new Mistake();
        }
        String base64 = text.substring(at, end);
        try {
            Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Mistake();
        }
        at = end + 1;
        return new Structured.Octets(base64);
    }

    /// RFC 9651 §4.2.8.
    private Structured.Truth truth() throws Mistake {
        expect('?');
        return switch (take()) {
            case '0' -> new Structured.Truth(false);
            case '1' -> new Structured.Truth(true);
            default -> throw new Mistake();
        };
    }

    /// RFC 9651 §4.2.9.
    private Structured.Date date() throws Mistake {
        expect('@');
        if (number() instanceof Structured.Whole(long seconds)) {
            return new Structured.Date(seconds);
        }
        throw new Mistake();
    }

    /// RFC 9651 §4.2.10.
    private Structured.Display display() throws Mistake {
        expect('%');
        expect('"');
        byte[] octets = new byte[text.length() - at];
        int length = 0;
        while (true) {
            char c = take();
            if (c < ' ' || c >= 0x7f) {
                throw new Mistake();
            }
            if (c == '"') {
                break;
            }
            octets[length++] = (byte) (c == '%' ? 16 * hex() + hex() : c);
        }
        try {
            return new Structured.Display(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets, 0, length))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new Mistake();
        }
    }

    /// RFC 9651 §4.2.10: lower case only.
    private int hex() throws Mistake {
        char c = take();
        if (isDigit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw new Mistake();
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    /// The next character, or NUL, which no field holds, at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char take() throws Mistake {
        if (atEnd()) {
            throw new Mistake();
        }
        return text.charAt(at++);
    }

    private boolean next(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) throws Mistake {
        if (!next(c)) {
            throw new Mistake();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isAlpha(char c) {
        return isLower(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOneOf(String characters, char c) {
        return characters.indexOf(c) >= 0;
    }

    private interface Production<T> {
        T read(StructuredParser parser) throws Mistake;
    }

    /// The field does not follow the grammar. Says no more, as nobody asks: the field is ignored.
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake() {
            super("not a structured field", null, false, false);
        }
    }
}
