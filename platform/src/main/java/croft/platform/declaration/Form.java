package croft.platform.declaration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a value of croft.yml may be, and how it becomes a `T`. Closed, so that reader, schema and
/// reference page each treat every kind.
sealed interface Form<T> {
    /// The value, or nothing after a mistake was recorded.
    Optional<T> read(Yaml value, String path, Review review);

    /// For messages: `a host name, such as blog.localhost`.
    String expectation();

    /// Records that `value` is of a wrong kind.
    private static <T> Optional<T> wrongKind(Form<?> form, Yaml value, String path, Review review) {
        String found =
                value instanceof Yaml.Scalar(_, String text, Yaml.Type type)
                                && type != Yaml.Type.NOTHING
                        ? Shown.quoted(text) + " is " + value.kind()
                        : value.kind();
        String quotes =
                form instanceof Text
                                && value instanceof Yaml.Scalar(_, _, Yaml.Type type)
                                && type != Yaml.Type.NOTHING
                        ? "; quotes make it text"
                        : "";
        review.mistake(
                value.at(), path, found + " (expected: " + form.expectation() + quotes + ")");
        return Optional.empty();
    }

    /// Text that a parser turns into a `T`.
    ///
    /// @param noun with its article: `a host name`
    /// @param example a value that is right
    /// @param pattern an ECMA-262 expression for the schema; need not be as strict as the parser
    record Text<T>(String noun, String example, Optional<String> pattern, Parser<T> parser)
            implements Form<T> {
        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            if (!(value instanceof Yaml.Scalar(_, String text, Yaml.Type type))
                    || type != Yaml.Type.TEXT) {
                return wrongKind(this, value, path, review);
            }
            return parsed(parser, text, value, path, review);
        }

        @Override
        public String expectation() {
            return noun + ", such as " + example;
        }
    }

    /// A number with its unit, or a word in its place. Plain numbers reach the parser too, whose
    /// message then says what is missing.
    ///
    /// @param noun with its article: `a size`
    /// @param example a value that is right
    /// @param pattern an ECMA-262 expression for the schema; need not be as strict as the parser
    record Quantity<T>(String noun, String example, String pattern, Parser<T> parser)
            implements Form<T> {
        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            if (!(value instanceof Yaml.Scalar(_, String text, Yaml.Type type))
                    || (type != Yaml.Type.TEXT && type != Yaml.Type.NUMBER)) {
                return wrongKind(this, value, path, review);
            }
            return parsed(parser, text, value, path, review);
        }

        @Override
        public String expectation() {
            return noun;
        }
    }

    private static <T> Optional<T> parsed(
            Parser<T> parser, String text, Yaml value, String path, Review review) {
        try {
            return Optional.of(parser.parse(text, review.folder()));
        } catch (IllegalArgumentException e) {
            review.mistake(value.at(), path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Turns text into a value.
    interface Parser<T> {
        /// The value that `text` stands for.
        ///
        /// @param folder where relative paths start from
        /// @throws IllegalArgumentException whose message names the value and the expectation
        T parse(String text, Path folder);
    }

    /// One of a few words.
    record Choice<T>(String noun, List<Option<T>> options) implements Form<T> {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            if (!(value instanceof Yaml.Scalar(_, String text, Yaml.Type type))
                    || type == Yaml.Type.NOTHING) {
                return wrongKind(this, value, path, review);
            }
            Optional<Option<T>> option = options.stream().filter(o -> o.matches(text)).findFirst();
            if (option.isPresent()) {
                Optional<T> chosen = option.get().value();
                if (chosen.isEmpty()) {
                    review.mistake(
                            value.at(),
                            path,
                            Shown.quoted(text) + NotYet.problem(words(available())));
                }
                return chosen;
            }
            List<String> known = options.stream().map(Option::word).toList();
            review.mistake(
                    value.at(),
                    path,
                    Shown.quoted(text)
                            + " is not "
                            + noun
                            + Suggestion.of(text, known)
                                    .map(word -> " (did you mean \"" + word + "\"?)")
                                    .orElse(" (expected: " + words(available()) + ")"));
            return Optional.empty();
        }

        Stream<String> available() {
            return options.stream().filter(o -> o.value().isPresent()).map(Option::word);
        }

        @Override
        public String expectation() {
            return words(available());
        }
    }

    /// One word of a choice.
    ///
    /// @param word as written; one that ends in `…` stands for everything that begins so
    /// @param value empty if this version does not know the feature
    record Option<T>(String word, Optional<T> value, String meaning) {
        boolean matches(String text) {
            return word.endsWith("…")
                    ? text.startsWith(word.substring(0, word.length() - 1))
                    : word.equals(text);
        }
    }

    /// A list; values with mistakes are left out of it.
    ///
    /// @param fewest how many there must be
    record Items<T>(Form<T> item, String noun, int fewest) implements Form<List<Placed<T>>> {
        @Override
        public Optional<List<Placed<T>>> read(Yaml value, String path, Review review) {
            if (!(value instanceof Yaml.Sequence(_, List<Yaml> elements))) {
                return wrongKind(this, value, path, review);
            }
            if (elements.size() < fewest) {
                review.mistake(
                        value.at(),
                        path,
                        (elements.isEmpty() ? "an empty list" : "a list of " + elements.size())
                                + " (expected: at least "
                                + fewest
                                + ")");
                return Optional.empty();
            }
            List<Placed<T>> read = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                Yaml element = elements.get(i);
                String place = path + "[" + i + "]";
                item.read(element, place, review)
                        .ifPresent(found -> read.add(new Placed<>(found, element.at(), place)));
            }
            return Optional.of(List.copyOf(read));
        }

        @Override
        public String expectation() {
            return noun;
        }
    }

    /// Keys and values.
    ///
    /// @param exactlyOne keys of which a section has exactly one; empty where there is no such rule
    record Section<T>(String noun, List<Key<?>> keys, List<Key<?>> exactlyOne, Builder<T> builder)
            implements Form<T> {
        public Section {
            keys = List.copyOf(keys);
            exactlyOne = List.copyOf(exactlyOne);
        }

        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            if (!(value instanceof Yaml.Mapping(Position at, List<Yaml.Entry> entries))) {
                return wrongKind(this, value, path, review);
            }
            Fields fields = new Fields(at, path);
            Map<String, Position> seen = new HashMap<>();
            for (Yaml.Entry entry : entries) {
                Yaml name = entry.key();
                if (name instanceof Yaml.Scalar(_, String text, _)) {
                    String place = under(path, text);
                    Position first = seen.putIfAbsent(text, name.at());
                    if (first != null) {
                        review.mistake(
                                name.at(),
                                place,
                                "the key is there twice (first: " + review.place(first) + ")");
                        continue;
                    }
                    field(text, name.at(), entry.value(), place, fields, review);
                } else {
                    review.mistake(name.at(), path, name.kind() + " as a key (expected: text)");
                }
            }
            missing(fields, review);
            return Optional.of(builder.build(fields, review));
        }

        private void field(
                String name, Position at, Yaml held, String place, Fields fields, Review review) {
            Key<?> key = key(name).orElse(null);
            if (key == null) {
                review.mistake(at, place, unknown(name));
                meant(name).ifPresent(fields::meant);
                return;
            }
            if (exactlyOne.contains(key)) {
                exactlyOne.stream()
                        .filter(fields::has)
                        .findFirst()
                        .ifPresent(other ->
                                review.mistake(
                                        at,
                                        place,
                                        "stands beside "
                                                + other.name()
                                                + " (expected: exactly one of "
                                                + available(exactlyOne)
                                                + ")"));
            }
            fields.saw(key);
            if (key.form() instanceof NotYet<?> notYet) {
                review.mistake(at, place, notYet.problem());
            } else {
                value(key, held, place, fields, review);
            }
        }

        private static <V> void value(
                Key<V> key, Yaml held, String place, Fields fields, Review review) {
            key.form()
                    .read(held, place, review)
                    .ifPresent(value -> fields.put(key, new Placed<>(value, held.at(), place)));
        }

        private String unknown(String name) {
            return "unknown key "
                    + meant(name)
                            .map(key -> "(did you mean \"" + key.name() + "\"?)")
                            .orElse("(expected: " + available(keys) + ")");
        }

        private Optional<Key<?>> meant(String name) {
            return Suggestion.of(name, keys.stream().map(Key::name).toList())
                    .flatMap(word -> key(word));
        }

        private Optional<Key<?>> key(String name) {
            for (Key<?> key : keys) {
                if (key.name().equals(name)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }

        private void missing(Fields fields, Review review) {
            for (Key<?> key : keys) {
                if (key.isRequired() && !fields.mentions(key)) {
                    review.mistake(
                            fields.at(),
                            under(fields.path(), key.name()),
                            "missing (expected: " + key.form().expectation() + ")");
                }
            }
            if (!exactlyOne.isEmpty() && exactlyOne.stream().noneMatch(fields::mentions)) {
                review.mistake(
                        fields.at(),
                        fields.path(),
                        "none of its kinds (expected: exactly one of "
                                + available(exactlyOne)
                                + ")");
            }
        }

        private static String available(List<Key<?>> keys) {
            return words(keys.stream().filter(Key::isAvailable).map(Key::name));
        }

        private static String under(String path, String key) {
            return path.isEmpty() ? Shown.inPath(key) : path + "." + Shown.inPath(key);
        }

        @Override
        public String expectation() {
            return noun + " with " + available(keys);
        }
    }

    /// Makes a section's value of what it holds. Called also after mistakes, so that checks across
    /// keys find theirs too.
    interface Builder<T> {
        T build(Fields fields, Review review);
    }

    /// A word or a line of text, or a section for those who want to say more.
    record TextOrSection<T>(Form<T> text, Form<T> section) implements Form<T> {
        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            return switch (value) {
                case Yaml.Mapping _ -> section.read(value, path, review);
                case Yaml.Scalar(_, _, Yaml.Type type) when type != Yaml.Type.NOTHING ->
                        text.read(value, path, review);
                case Yaml.Scalar _, Yaml.Sequence _ -> wrongKind(this, value, path, review);
            };
        }

        @Override
        public String expectation() {
            return section instanceof NotYet<?>
                    ? text.expectation()
                    : text.expectation() + ", or " + section.expectation();
        }
    }

    /// Names that the operator chooses, each with a value; in the order of the file.
    record Table<K, T>(Text<K> key, Form<T> value, String noun) implements Form<Map<K, T>> {
        @Override
        public Optional<Map<K, T>> read(Yaml held, String path, Review review) {
            if (!(held instanceof Yaml.Mapping(_, List<Yaml.Entry> entries))) {
                return wrongKind(this, held, path, review);
            }
            Map<K, T> read = new LinkedHashMap<>();
            for (Yaml.Entry entry : entries) {
                String place =
                        entry.key() instanceof Yaml.Scalar(_, String text, _)
                                ? path + "." + Shown.inPath(text)
                                : path;
                Optional<K> name = key.read(entry.key(), place, review);
                Optional<T> found = value.read(entry.value(), place, review);
                if (name.isPresent()
                        && found.isPresent()
                        && read.putIfAbsent(name.get(), found.get()) != null) {
                    review.mistake(entry.key().at(), place, "the key is there twice");
                }
            }
            return Optional.of(Collections.unmodifiableMap(read));
        }

        @Override
        public String expectation() {
            return noun;
        }
    }

    /// A feature that the declaration knows and this version does not have.
    ///
    /// @param feature its name, at the beginning of the message
    /// @param shape of the value once the feature is there, for the reference page
    /// @param available what does the job today
    record NotYet<T>(String feature, String shape, String available) implements Form<T> {
        @Override
        public Optional<T> read(Yaml value, String path, Review review) {
            review.mistake(value.at(), path, problem());
            return Optional.empty();
        }

        String problem() {
            return feature + problem(available);
        }

        static String problem(String available) {
            return " is not available in this version (available: " + available + ")";
        }

        @Override
        public String expectation() {
            return available;
        }
    }

    private static String words(Stream<String> words) {
        return words.collect(Collectors.joining(", "));
    }
}
