package croft.edge.cache;

import croft.edge.http.FieldSyntax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `Cache-Control` says (RFC 9111 §5.2). Read so that no directive is lost by a mistake in its
/// neighbour: a quotation mark without a second one quotes nothing.
final class CacheControl implements Directives {
    static final CacheControl NONE = new CacheControl(List.of());

    /// What no argument can be: stands for one that is malformed.
    private static final String MALFORMED = "";

    private final List<Directive> directives;

    private CacheControl(List<Directive> directives) {
        this.directives = directives;
    }

    /// Reads all lines of the field.
    static CacheControl of(List<String> lines) {
        if (lines.isEmpty()) {
            return NONE;
        }
        List<Directive> directives = new ArrayList<>();
        for (String line : lines) {
            new Reader(line, directives).read();
        }
        return new CacheControl(directives);
    }

    @Override
    public boolean has(String name) {
        for (Directive directive : directives) {
            if (directive.name.equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Duration> seconds(String name) {
        Duration found = null;
        for (Directive directive : directives) {
            if (directive.name.equals(name)) {
                Duration seconds = directive.seconds();
                if (found != null && !found.equals(seconds)) {
                    // RFC 9111 §4.2.1: conflicting values, so the response is stale
                    return Optional.of(Duration.ZERO);
                }
                found = seconds;
            }
        }
        return Optional.ofNullable(found);
    }

    /// Whether the directive is there without an argument.
    boolean isBare(String name) {
        for (Directive directive : directives) {
            if (directive.name.equals(name) && directive.argument == null) {
                return true;
            }
        }
        return false;
    }

    private record Directive(String name, @Nullable String argument) {
        Duration seconds() {
            return argument == null
                    ? Duration.ZERO
                    : DeltaSeconds.parse(argument).orElse(Duration.ZERO);
        }
    }

    /// Reads one line.
    private static final class Reader {
        private final String line;
        private final List<Directive> directives;
        private int at;

        Reader(String line, List<Directive> directives) {
            this.line = line;
            this.directives = directives;
        }

        void read() {
            while (at < line.length()) {
                directive();
                at++;
            }
        }

        /// One element of the list, up to the comma behind it.
        private void directive() {
            skipBlanks();
            int start = at;
            while (at < line.length() && isName(line.charAt(at))) {
                at++;
            }
            String name = line.substring(start, at).toLowerCase(Locale.ROOT);
            String argument = null;
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                argument = argument();
            }
            skipBlanks();
            if (at < line.length() && line.charAt(at) != ',') {
                argument = MALFORMED;
                toComma();
            }
            if (FieldSyntax.isToken(name)) {
                directives.add(new Directive(name, argument));
            }
        }

        /// RFC 9111 §5.2: as a token or quoted, both understood for every directive.
        private String argument() {
            if (at < line.length() && line.charAt(at) == '"') {
                String quoted = quoted();
                return quoted == null ? MALFORMED : quoted;
            }
            int start = at;
            while (at < line.length() && isName(line.charAt(at))) {
                at++;
            }
            return line.substring(start, at);
        }

        private @Nullable String quoted() {
            StringBuilder value = new StringBuilder();
            for (int i = at + 1; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    at = i + 1;
                    return value.toString();
                }
                if (c == '\\' && i + 1 < line.length()) {
                    i++;
                    c = line.charAt(i);
                }
                value.append(c);
            }
            return null;
        }

        private void toComma() {
            while (at < line.length() && line.charAt(at) != ',') {
                at++;
            }
        }

        private void skipBlanks() {
            while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isName(char c) {
            return c > ' ' && c < 0x7f && c != ',' && c != '=' && c != '"' && c != ';';
        }
    }
}
