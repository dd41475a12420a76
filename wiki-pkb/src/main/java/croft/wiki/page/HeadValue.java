package croft.wiki.page;

import java.util.List;

/// A value in the head of a page.
sealed interface HeadValue {
    /// In the file, from 1.
    int line();

    /// A word, number, date or text.
    ///
    /// @param isPlain whether it stands there without quotes
    record Scalar(int line, String text, boolean isPlain) implements HeadValue {
        /// Whether it stands for nothing: `key:`, `key: ~`, `key: null`.
        boolean isNothing() {
            return isPlain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }
    }

    /// A list.
    record Items(int line, List<HeadValue> items) implements HeadValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Keys and values.
    record Section(int line, List<Entry> entries) implements HeadValue {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /// One line of a section.
    record Entry(String key, HeadValue value) {}

    /// What people call this kind of value.
    default String kind() {
        return switch (this) {
            case Scalar(int _, String _, boolean _) -> "text";
            case Items(int _, List<HeadValue> _) -> "a list";
            case Section(int _, List<Entry> _) -> "a section";
        };
    }
}
