package croft.site.rules;

import croft.platform.declaration.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `_headers`: lines that are patterns, each followed by its fields.
///
/// Whatever is wrong with a line, a password in it is never ignored: `Basic-Auth` closes what its
/// pattern matches, and the whole site where that cannot be told.
final class HeadersFile {
    /// Five times what Cloudflare takes.
    static final int MOST_BLOCKS = 500;

    private static final String BASIC_AUTH = "basic-auth";

    private final Dialect dialect;
    private final Problems problems;
    private final Map<String, HeaderBlock> byPath = new LinkedHashMap<>();
    private final List<PathPattern> closed = new ArrayList<>();

    private Section section = Section.none();
    private int sections;

    private HeadersFile(Dialect dialect, Problems problems) {
        this.dialect = dialect;
        this.problems = problems;
    }

    /// @param shut whether nothing of the site may be served
    static HeaderTable read(
            List<RuleLine> lines, Dialect dialect, boolean shut, Problems problems) {
        HeadersFile file = new HeadersFile(dialect, problems);
        if (shut) {
            file.closed.add(PatternSyntax.netlifyHeader("/*"));
        }
        lines.forEach(file::read);
        file.endSection();
        return new HeaderTable(List.copyOf(file.byPath.values()), file.closed);
    }

    /// Whether a password is asked for anywhere, perhaps beyond what is read.
    static boolean asksForPasswords(String text) {
        return text.toLowerCase(Locale.ROOT).contains(BASIC_AUTH);
    }

    private void read(RuleLine line) {
        String text = line.text();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean pattern =
                text.startsWith("/") || lower.startsWith("https://") || lower.startsWith("http://");
        if (pattern) {
            endSection();
            section = begin(line, lower);
            return;
        }
        int colon = text.indexOf(':');
        if (lower.startsWith(BASIC_AUTH) && colon >= 0) {
            close(line);
        } else if (line.isTooLong()) {
            problems.drop(
                    line.number(),
                    line.column(),
                    "a line of " + text.length() + " characters",
                    "at most " + RuleLine.LONGEST);
        } else if (section.kind == Section.Kind.NONE) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(text) + " stands before any path",
                    "a line such as /* first");
        } else if (text.startsWith("! ") && colon < 0) {
            remove(line, text.substring(2).strip());
        } else if (colon < 0) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(text) + " is neither a path nor a field",
                    "/PATH or Name: value");
        } else {
            field(line, text.substring(0, colon).strip(), text.substring(colon + 1).strip());
        }
        section.lines++;
    }

    /// Nobody asks for passwords here, and what was to be behind one must not be public.
    private void close(RuleLine line) {
        problems.refuse(
                line.number(),
                line.column(),
                "Basic-Auth is not supported",
                "no such line: without a password the path would be public, so it is not served;"
                        + " keep what is private out of the site");
        if (section.kind == Section.Kind.OPEN) {
            // in any case and as either dialect reads it: rather too much than too little
            String path = ClosedPaths.named(section.path).toLowerCase(Locale.ROOT);
            closed.add(PatternSyntax.netlifyHeader(path));
            closed.add(PatternSyntax.cloudflare(path));
        } else {
            closed.add(PatternSyntax.netlifyHeader("/*"));
        }
        section.lines++;
    }

    private Section begin(RuleLine line, String lower) {
        if (line.isTooLong()) {
            problems.drop(
                    line.number(),
                    line.column(),
                    "a path of " + line.text().length() + " characters",
                    "at most " + RuleLine.LONGEST);
            return Section.ignored(line);
        }
        if (++sections > MOST_BLOCKS) {
            if (sections == MOST_BLOCKS + 1) {
                problems.drop(
                        line.number(),
                        line.column(),
                        "this path and all behind it are left out",
                        "at most " + MOST_BLOCKS + " paths");
            }
            return Section.ignored(line);
        }
        String text = line.text();
        if (text.startsWith("/")) {
            String path = UrlText.canonical(text);
            PathPattern pattern =
                    dialect == Dialect.NETLIFY
                            ? PatternSyntax.netlifyHeader(path)
                            : PatternSyntax.cloudflare(path);
            return open(line, path, pattern, "");
        }
        if (dialect == Dialect.NETLIFY || lower.startsWith("http://")) {
            return refused(
                    line, "is no path", "/PATH; https://HOST/PATH in the dialect of Cloudflare");
        }
        int slash = text.indexOf('/', "https://".length());
        String host = text.substring("https://".length(), slash < 0 ? text.length() : slash);
        if (host.isEmpty() || !host.chars().allMatch(HeadersFile::isOfHost) || hasPort(host)) {
            return refused(line, "names no host", "https://HOST/PATH without a port");
        }
        String path = slash < 0 ? "/" : UrlText.canonical(text.substring(slash));
        return open(line, path, PatternSyntax.cloudflare(host, path), host);
    }

    private Section open(RuleLine line, String path, PathPattern pattern, String host) {
        RuleLine.Word word = new RuleLine.Word(line.column(), line.text());
        boolean usable =
                dialect == Dialect.NETLIFY
                        ? hasFewVariables(line, pattern)
                        : Variables.check(line, word, pattern, problems);
        return usable ? Section.open(line, path, host, pattern) : Section.ignored(line);
    }

    /// Here stars may repeat, as nothing is taken from what they stand for.
    private boolean hasFewVariables(RuleLine line, PathPattern pattern) {
        boolean few = pattern.names().size() <= PatternSyntax.MOST_VARIABLES;
        if (!few) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(line.text()) + " has too many placeholders",
                    "at most " + PatternSyntax.MOST_VARIABLES);
        }
        return few;
    }

    private Section refused(RuleLine line, String what, String expected) {
        problems.drop(
                line.number(), line.column(), Shown.quoted(line.text()) + " " + what, expected);
        return Section.ignored(line);
    }

    private static boolean isOfHost(int c) {
        return c == '*'
                || c == ':'
                || c == '-'
                || c == '.'
                || Character.isLetterOrDigit(c)
                || c == '_';
    }

    private static boolean hasPort(String host) {
        for (int i = host.indexOf(':'); i >= 0; i = host.indexOf(':', i + 1)) {
            if (PatternSyntax.nameEnd(host, i) == i) {
                return true;
            }
        }
        return false;
    }

    private void remove(RuleLine line, String name) {
        if (dialect == Dialect.NETLIFY) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted("! " + name) + " means nothing to Netlify",
                    "Name: value; fields are removed in the dialect of Cloudflare Pages");
        } else if (isName(line, name) && isTheirs(line, name) && isRemovable(line, name)) {
            section.removed.add(name.toLowerCase(Locale.ROOT));
        }
    }

    private boolean isRemovable(RuleLine line, String name) {
        boolean removable = !name.equalsIgnoreCase("vary");
        if (!removable) {
            problems.drop(
                    line.number(),
                    line.column(),
                    "\"Vary\" cannot be removed",
                    "no such line: caches would mix up what the server chose");
        }
        return removable;
    }

    private void field(RuleLine line, String name, String value) {
        if (!isName(line, name) || !isTheirs(line, name)) {
            return;
        }
        if (value.isEmpty() || !FieldNames.isValue(value)) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(name)
                            + (value.isEmpty()
                                    ? " has no value"
                                    : " has a value that is not ASCII"),
                    "printable ASCII behind the colon");
            return;
        }
        Template template =
                dialect == Dialect.NETLIFY
                        ? new Template(List.of(new Template.Piece.Text(evenlySpaced(value))))
                        : Template.of(value);
        section.fields.merge(
                name.toLowerCase(Locale.ROOT),
                new HeaderBlock.Field(
                        dialect == Dialect.NETLIFY ? name : name.toLowerCase(Locale.ROOT),
                        List.of(template)),
                HeadersFile::joined);
    }

    private static HeaderBlock.Field joined(HeaderBlock.Field first, HeaderBlock.Field second) {
        List<Template> values = new ArrayList<>(first.values());
        values.addAll(second.values());
        return new HeaderBlock.Field(first.name(), values);
    }

    private boolean isName(RuleLine line, String name) {
        boolean token = FieldNames.isToken(name);
        if (!token) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(name) + " is no name of a field",
                    "letters, digits and hyphens before the colon");
        }
        return token;
    }

    private boolean isTheirs(RuleLine line, String name) {
        boolean theirs = !FieldNames.isKept(name.toLowerCase(Locale.ROOT));
        if (!theirs) {
            problems.drop(
                    line.number(),
                    line.column(),
                    Shown.quoted(name) + " is the server's own",
                    "no such line: only the server knows its value");
        }
        return theirs;
    }

    /// As Netlify sends it: one space behind each comma, none before. Quoted text stays as it is.
    private static String evenlySpaced(String value) {
        StringBuilder even = new StringBuilder(value.length() + 8);
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' && (i == 0 || value.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
            if (quoted || c != ',') {
                even.append(c);
                continue;
            }
            while (!even.isEmpty() && isBlank(even.charAt(even.length() - 1))) {
                even.setLength(even.length() - 1);
            }
            while (i + 1 < value.length() && isBlank(value.charAt(i + 1))) {
                i++;
            }
            even.append(i + 1 < value.length() ? ", " : ",");
        }
        return even.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void endSection() {
        if (section.kind != Section.Kind.NONE && section.lines == 0) {
            problems.note(
                    section.line,
                    section.column,
                    "a path without fields",
                    "lines of the form Name: value below it");
        }
        Optional<PathPattern> pattern = section.pattern;
        boolean says = !section.fields.isEmpty() || !section.removed.isEmpty();
        if (pattern.isEmpty() || !says) {
            return;
        }
        HeaderBlock block =
                new HeaderBlock(
                        pattern.get(),
                        dialect == Dialect.NETLIFY,
                        !section.host.isEmpty(),
                        section.removed,
                        section.fields);
        // the same path twice: to Netlify both count, to Cloudflare the later one
        String key =
                dialect == Dialect.NETLIFY
                        ? section.line + section.path
                        : section.host + section.path;
        if (byPath.put(key, block) != null) {
            problems.note(
                    section.line,
                    section.column,
                    Shown.quoted(section.host + section.path) + " is there before, and replaced",
                    "each path once");
        }
    }

    /// A path and what follows it, while it is being read.
    private static final class Section {
        private enum Kind {
            /// Before the first path.
            NONE,
            OPEN,
            /// Behind a path that was reported.
            IGNORED
        }

        private final Kind kind;
        private final int line;
        private final int column;
        private final String path;
        private final String host;
        private final Optional<PathPattern> pattern;
        private final Set<String> removed = new LinkedHashSet<>();
        private final Map<String, HeaderBlock.Field> fields = new LinkedHashMap<>();
        private int lines;

        private Section(
                Kind kind,
                int line,
                int column,
                String path,
                String host,
                Optional<PathPattern> pattern) {
            this.kind = kind;
            this.line = line;
            this.column = column;
            this.path = path;
            this.host = host;
            this.pattern = pattern;
        }

        private static Section none() {
            return new Section(Kind.NONE, 0, 0, "", "", Optional.empty());
        }

        private static Section open(RuleLine line, String path, String host, PathPattern pattern) {
            return new Section(
                    Kind.OPEN, line.number(), line.column(), path, host, Optional.of(pattern));
        }

        private static Section ignored(RuleLine line) {
            return new Section(
                    Kind.IGNORED, line.number(), line.column(), "", "", Optional.empty());
        }
    }
}
