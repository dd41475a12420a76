package croft.platform.declaration;

import java.util.List;

/// A YAML value with its position, aliases already followed.
sealed interface Yaml {
    Position at();

    /// What people call this kind of value.
    String kind();

    /// One word, number or line of text.
    ///
    /// @param text as written, without quotes
    record Scalar(Position at, String text, Type type) implements Yaml {
        @Override
        public String kind() {
            return switch (type) {
                case TEXT -> "text";
                case NUMBER -> "a number";
                case TRUTH -> "true or false";
                case NOTHING -> "no value";
            };
        }
    }

    /// A list.
    record Sequence(Position at, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// Keys and values, in the order of the file; a key may stand there twice.
    record Mapping(Position at, List<Entry> entries) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a section";
        }
    }

    /// One line of a mapping.
    record Entry(Yaml key, Yaml value) {}

    /// What a scalar is by the core schema (YAML 1.2.2 §10.3).
    enum Type {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }
}
