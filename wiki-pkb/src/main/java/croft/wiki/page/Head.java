package croft.wiki.page;

import croft.platform.declaration.Shown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The head of a page, asked key by key. What cannot be understood is a problem for the owner, and
/// for the reader as if it were not there; only what narrows who sees the page counts also when it
/// is misspelled.
final class Head {
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)[ \\t]*:(?:[ \\t].*)?");

    private static final Pattern DATE =
            Pattern.compile(
                    "([0-9]{4}-[0-9]{2}-[0-9]{2})"
                            + "(?:[Tt ]+([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)"
                            + "[ ]*([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

    /// `[[picture.png]]`, which YAML reads as a list of a list.
    private static final Pattern WIKILINK = Pattern.compile("!?\\[\\[([^\\]|]+)(?:\\|[^\\]]*)?]]");

    /// How much of a broken head is looked at; one with more lines is taken for private.
    private static final int MOST_LINES = 1_000;

    private static final int LONGEST_LINE = 1_000;

    private final List<HeadValue.Entry> entries;
    private final List<Problem> problems = new ArrayList<>();

    private Head(List<HeadValue.Entry> entries) {
        this.entries = entries;
    }

    /// Reads a head.
    ///
    /// @param firstLine of the head in its file
    static Head of(String text, int firstLine) {
        try {
            Optional<HeadValue> value = HeadYaml.read(text, firstLine);
            if (value.isEmpty()) {
                return new Head(List.of());
            }
            if (value.get() instanceof HeadValue.Section(int _, List<HeadValue.Entry> entries)) {
                return new Head(entries);
            }
            Head head = new Head(List.of());
            head.problem(
                    value.get().line(),
                    "the head is "
                            + value.get().kind()
                            + " (expected: lines such as \"title: Tea\")");
            return head;
        } catch (HeadYaml.NotYaml e) {
            Head head = new Head(lineByLine(text, firstLine));
            head.problem(
                    e.line(),
                    "the head is not YAML: "
                            + e.problem()
                            + "; of it, only lines that can be understood by themselves count");
            return head;
        }
    }

    /// Whether this is a head at all: a section, or nothing.
    static boolean isOne(String text) {
        try {
            return HeadYaml.read(text, 1)
                    .map(value -> value instanceof HeadValue.Section)
                    .orElse(true);
        } catch (HeadYaml.NotYaml _) {
            return false;
        }
    }

    /// What can be saved of a broken head. A page with `private: true` and a forgotten quote must
    /// not be published.
    private static List<HeadValue.Entry> lineByLine(String text, int firstLine) {
        List<HeadValue.Entry> saved = new ArrayList<>();
        int at = firstLine;
        int looked = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.length() <= LONGEST_LINE && LINE.matcher(line).matches()) {
                if (++looked > MOST_LINES) {
                    saved.add(
                            new HeadValue.Entry("private", new HeadValue.Scalar(at, "true", true)));
                    break;
                }
                try {
                    HeadYaml.read(line, at)
                            .filter(HeadValue.Section.class::isInstance)
                            .map(HeadValue.Section.class::cast)
                            .ifPresent(section -> saved.addAll(section.entries()));
                } catch (HeadYaml.NotYaml _) {
                    // That line is what is broken, or one of several.
                }
            }
            at++;
        }
        return saved;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// One line of text; empty text is none.
    Optional<String> text(String... keys) {
        Optional<String> found = Optional.empty();
        for (HeadValue.Entry entry : entries(keys)) {
            switch (entry.value()) {
                case HeadValue.Scalar scalar when scalar.isNothing() -> {}
                case HeadValue.Scalar(int line, String text, boolean _) -> {
                    if (found.isPresent()) {
                        problem(line, entry.key() + ": is there twice; the first one counts");
                    } else {
                        found = Optional.of(inOneLine(text)).filter(it -> !it.isEmpty());
                    }
                }
                case HeadValue.Items _, HeadValue.Section _ ->
                        problem(
                                entry.value().line(),
                                entry.key()
                                        + ": "
                                        + entry.value().kind()
                                        + " (expected: text); put it into quotes");
            }
        }
        return found;
    }

    /// Words: a list, or one text with commas between them.
    ///
    /// @param spaces whether spaces can be between them too, where there are no commas
    List<String> words(boolean spaces, String... keys) {
        Set<String> words = new LinkedHashSet<>();
        for (HeadValue.Entry entry : entries(keys)) {
            switch (entry.value()) {
                case HeadValue.Scalar scalar when scalar.isNothing() -> {}
                case HeadValue.Scalar(int _, String text, boolean _) ->
                        Arrays.stream(
                                        text.split(
                                                spaces && text.indexOf(',') < 0 ? "\\s+" : ",", -1))
                                .forEach(word -> words.add(inOneLine(word)));
                case HeadValue.Items(int _, List<HeadValue> items) -> {
                    for (HeadValue item : items) {
                        if (!(item instanceof HeadValue.Scalar scalar)) {
                            problem(
                                    item.line(),
                                    entry.key()
                                            + ": "
                                            + item.kind()
                                            + " in the list (expected: words)");
                        } else if (!scalar.isNothing()) {
                            words.add(inOneLine(scalar.text()));
                        }
                    }
                }
                case HeadValue.Section(int line, var _) ->
                        problem(
                                line,
                                entry.key()
                                        + ": a section (expected: a list, such as [tea, cake])");
            }
        }
        words.remove("");
        return List.copyOf(words);
    }

    /// Who sees the page: the strictest of all that the head says.
    Visibility visibility() {
        Visibility visibility = Visibility.PUBLIC;
        for (HeadValue.Entry entry : entries) {
            visibility =
                    visibility.and(
                            switch (entry.key().toLowerCase(Locale.ROOT)) {
                                case "hidden" -> truth(entry, Visibility.UNLISTED, true);
                                case "private", "draft" -> truth(entry, Visibility.PRIVATE, true);
                                case "publish" -> truth(entry, Visibility.PRIVATE, false);
                                case "visibility" -> word(entry);
                                default -> Visibility.PUBLIC;
                            });
        }
        return visibility;
    }

    /// @param narrowing what the head means
    /// @param when it has this value, or one that cannot be understood
    private Visibility truth(HeadValue.Entry entry, Visibility narrowing, boolean when) {
        if (entry.value() instanceof HeadValue.Scalar scalar) {
            if (scalar.isNothing()) {
                return Visibility.PUBLIC;
            }
            switch (scalar.text().strip().toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> {
                    return when ? narrowing : Visibility.PUBLIC;
                }
                case "false", "no", "off", "0" -> {
                    return when ? Visibility.PUBLIC : narrowing;
                }
                default -> {}
            }
        }
        problem(
                entry.value().line(),
                entry.key()
                        + ": "
                        + shown(entry.value())
                        + " (expected: true or false); the page is "
                        + name(narrowing)
                        + " until this is clear");
        return narrowing;
    }

    private Visibility word(HeadValue.Entry entry) {
        if (entry.value() instanceof HeadValue.Scalar scalar) {
            if (scalar.isNothing()) {
                return Visibility.PUBLIC;
            }
            switch (scalar.text().strip().toLowerCase(Locale.ROOT)) {
                case "public" -> {
                    return Visibility.PUBLIC;
                }
                case "unlisted", "hidden" -> {
                    return Visibility.UNLISTED;
                }
                case "private", "draft" -> {
                    return Visibility.PRIVATE;
                }
                default -> {}
            }
        }
        problem(
                entry.value().line(),
                entry.key()
                        + ": "
                        + shown(entry.value())
                        + " (expected: public, unlisted or private); the page is private until this"
                        + " is clear");
        return Visibility.PRIVATE;
    }

    /// A date, or a date and a time; without a zone, in UTC.
    Optional<Instant> date(String... keys) {
        for (String key : keys) {
            Optional<Instant> found = Optional.empty();
            for (HeadValue.Entry entry : entries(key)) {
                if (entry.value() instanceof HeadValue.Scalar scalar) {
                    if (scalar.isNothing()) {
                        continue;
                    }
                    found = instant(scalar.text().strip());
                }
                if (found.isPresent()) {
                    return found;
                }
                problem(
                        entry.value().line(),
                        key
                                + ": "
                                + shown(entry.value())
                                + " (expected: a date, such as 2026-01-31 or 2026-01-31T10:00:00Z)");
            }
        }
        return Optional.empty();
    }

    /// A language as BCP 47 names it.
    Optional<String> language(String... keys) {
        Optional<String> text = text(keys);
        Optional<String> tag =
                text.map(it -> Locale.forLanguageTag(it.replace('_', '-')))
                        .map(Locale::toLanguageTag)
                        .filter(it -> !it.equals("und"));
        if (text.isPresent() && tag.isEmpty()) {
            problem(
                    entries(keys).getFirst().value().line(),
                    entries(keys).getFirst().key()
                            + ": "
                            + Shown.quoted(text.get())
                            + " (expected: a language, such as en or de-CH)");
        }
        return tag;
    }

    /// A picture: an address, a path, or a link as Obsidian writes them.
    Optional<String> image(String... keys) {
        for (HeadValue.Entry entry : entries(keys)) {
            if (entry.value() instanceof HeadValue.Items(int _, var outer)
                    && outer.size() == 1
                    && outer.getFirst() instanceof HeadValue.Items(int _, var inner)
                    && inner.size() == 1
                    && inner.getFirst()
                            instanceof HeadValue.Scalar(int _, String text, boolean _)) {
                return Optional.of(inOneLine(text)).filter(it -> !it.isEmpty());
            }
        }
        return text(keys)
                .map(text -> {
                    Matcher link = WIKILINK.matcher(text);
                    return link.matches() ? link.group(1).strip() : text;
                });
    }

    private List<HeadValue.Entry> entries(String... keys) {
        return Arrays.stream(keys)
                .flatMap(key -> entries.stream().filter(entry -> entry.key().equals(key)))
                .toList();
    }

    private void problem(int line, String text) {
        problems.add(new Problem(line, text));
    }

    private static Optional<Instant> instant(String text) {
        Matcher match = DATE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime time =
                    match.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(match.group(2));
            ZoneOffset zone =
                    match.group(3) == null
                            ? ZoneOffset.UTC
                            : ZoneOffset.of(match.group(3).toUpperCase(Locale.ROOT));
            return Optional.of(LocalDate.parse(match.group(1)).atTime(time).toInstant(zone));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String shown(HeadValue value) {
        return value instanceof HeadValue.Scalar(int _, String text, boolean _)
                ? Shown.quoted(text)
                : value.kind();
    }

    private static String name(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    /// Without control characters, and with single spaces.
    static String inOneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
