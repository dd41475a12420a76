package croft.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row of a table of hostile messages (`*.cases`):
///
///     [400 close] what it is about
///     | POST /case HTTP/1.1
///     |
///     > what follows, of another kind
///     => POST /case hello
///
/// A line behind `|` ends with CR LF unless a backslash ends it. `\r`, `\n`, `\t`, `\0`, `\\` and
/// `\xNN` stand for octets, `{text*9000}` for a repetition, `#` begins a comment.
///
/// @param outcome between the brackets, word by word
/// @param name what is shown
/// @param lines what is sent: each with the sign before it
/// @param expected what the backend sees
record RawCase(List<String> outcome, String name, List<Line> lines, List<String> expected) {
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*(\\d+)}");

    RawCase {
        outcome = List.copyOf(outcome);
        lines = List.copyOf(lines);
        expected = List.copyOf(expected);
    }

    /// @param text with its end
    record Line(char sign, String text) {}

    static List<RawCase> read(String table) {
        List<RawCase> cases = new ArrayList<>();
        for (String line : text(table).split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                int end = line.indexOf(']');
                cases.add(
                        new RawCase(
                                Arrays.asList(line.substring(1, end).split(" ", -1)),
                                line.substring(end + 1).strip(),
                                List.of(),
                                List.of()));
            } else {
                cases.add(cases.removeLast().with(line));
            }
        }
        return cases;
    }

    private static String text(String table) {
        try (InputStream in = RawCase.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException(table + ": missing (expected: a table)");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawCase with(String line) {
        List<Line> all = new ArrayList<>(lines);
        List<String> seen = new ArrayList<>(expected);
        if (line.startsWith("=> ")) {
            seen.add(line.substring(3));
        } else {
            String text = repeated(line.length() < 2 ? "" : line.substring(2));
            boolean open = text.endsWith("\\") && !text.endsWith("\\\\");
            all.add(
                    new Line(
                            line.charAt(0),
                            open
                                    ? octets(text.substring(0, text.length() - 1))
                                    : octets(text) + "\r\n"));
        }
        return new RawCase(outcome, name, all, seen);
    }

    /// What the lines with a sign come to.
    String text(char sign) {
        StringBuilder all = new StringBuilder();
        lines.stream().filter(line -> line.sign() == sign).forEach(line -> all.append(line.text()));
        return all.toString();
    }

    boolean says(String word) {
        return outcome.contains(word);
    }

    private static String repeated(String text) {
        String expanded = text;
        Matcher matcher = REPEATED.matcher(expanded);
        while (matcher.find()) {
            String times = matcher.group(1).repeat(Integer.parseInt(matcher.group(2)));
            expanded =
                    expanded.substring(0, matcher.start())
                            + times
                            + expanded.substring(matcher.end());
            matcher = REPEATED.matcher(expanded);
        }
        return expanded;
    }

    private static String octets(String text) {
        StringBuilder octets = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                octets.append(c);
                continue;
            }
            char escaped = text.charAt(i++);
            switch (escaped) {
                case 'r' -> octets.append('\r');
                case 'n' -> octets.append('\n');
                case 't' -> octets.append('\t');
                case '0' -> octets.append('\0');
                case '\\' -> octets.append('\\');
                case 'x' -> {
                    octets.append((char) Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                default ->
                        throw new IllegalArgumentException(
                                text + ": \\" + escaped + " (expected: r n t 0 \\ or xNN)");
            }
        }
        return octets.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
