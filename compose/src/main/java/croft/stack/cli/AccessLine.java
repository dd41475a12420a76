package croft.stack.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A line of the access log as people read it. What strangers wrote is shown as text: nothing of it
/// does anything to a terminal.
record AccessLine(Json line, ZoneId zone) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    /// A line of the format `json`.
    ///
    /// @throws IOException if it is of another one
    static AccessLine of(String text, ZoneId zone) throws IOException {
        return new AccessLine(Json.read(text), zone);
    }

    /// Whether it is of a site; one that no site answered counts for the host that was asked for.
    boolean isOf(String host) {
        return line.get("site").text("").equals(host) || line.get("host").text("").equals(host);
    }

    String shown(Terminal terminal) {
        StringBuilder shown = new StringBuilder(terminal.dim(time()));
        shown.append("  ").append(status(terminal));
        shown.append("  ").append(String.format("%-6s", text("cache", "-")));
        shown.append(String.format("%10s", Octets.of(line.get("bytes").number(0))));
        shown.append(String.format("%10s", duration()));
        shown.append("  ").append(terminal.bold(text("method", "-")));
        shown.append(' ').append(url());
        shown.append(terminal.dim(rest()));
        return shown.toString();
    }

    private String time() {
        try {
            return TIME.format(Instant.parse(line.get("time").text("")).atZone(zone));
        } catch (DateTimeException _) {
            return "-";
        }
    }

    private String status(Terminal terminal) {
        long status = line.get("status").number(0);
        String shown = status == 0 ? "---" : Long.toString(status);
        return switch ((int) status / 100) {
            case 1, 2 -> terminal.good(shown);
            case 3 -> terminal.dim(shown);
            case 4 -> terminal.warning(shown);
            default -> terminal.bad(shown);
        };
    }

    private String duration() {
        String millis = line.get("ms").text("0");
        try {
            double number = Double.parseDouble(millis);
            return number >= 1000
                    ? String.format(Locale.ROOT, "%.1f s", number / 1000)
                    : String.format(Locale.ROOT, number >= 10 ? "%.0f ms" : "%.1f ms", number);
        } catch (NumberFormatException _) {
            return "-";
        }
    }

    private String url() {
        return text("host", text("site", "")) + text("target", text("fault", ""));
    }

    /// Who asked, and how it ended where that is worth a word.
    private String rest() {
        StringBuilder rest = new StringBuilder();
        for (String name : new String[] {"end", "peer", "agent"}) {
            String value = text(name, "");
            if (!value.isEmpty()) {
                rest.append("  ").append(value);
            }
        }
        return rest.toString();
    }

    private String text(String name, String absent) {
        return harmless(line.get(name).text(absent));
    }

    /// The characters of what was octets, and none that steers a terminal or turns text around.
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        decoded(text)
                .codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    boolean shown =
                            type != Character.CONTROL
                                    && type != Character.FORMAT
                                    && type != Character.LINE_SEPARATOR
                                    && type != Character.PARAGRAPH_SEPARATOR
                                    && type != Character.SURROGATE
                                    && type != Character.PRIVATE_USE
                                    && type != Character.UNASSIGNED;
                    if (shown) {
                        harmless.appendCodePoint(c);
                    } else {
                        harmless.append(String.format("\\u{%x}", c));
                    }
                });
        return harmless.toString();
    }

    /// The log holds an octet a character (docs/guides/access-log.md); mostly they are UTF-8.
    private static String decoded(String text) {
        if (text.chars().allMatch(c -> c < 0x80) || text.chars().anyMatch(c -> c > 0xff)) {
            return text;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(ISO_8859_1))).toString();
        } catch (CharacterCodingException _) {
            return text;
        }
    }
}
