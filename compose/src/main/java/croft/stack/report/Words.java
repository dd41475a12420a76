package croft.stack.report;

import java.util.Locale;

/// Constants of enums as words: `GIVEN_UP` is `given-up`.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException for a word that names none
    static <E extends Enum<E>> E in(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
