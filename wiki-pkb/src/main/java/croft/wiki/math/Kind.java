package croft.wiki.math;

/// What an atom of a formula is to its neighbours; decides its element and the space around it.
enum Kind {
    /// Anything of no kind below: fractions, roots, groups, digits, text.
    ORDINARY,
    /// A letter, slanted where it stands alone.
    LETTER,
    /// A letter or symbol that stands upright.
    UPRIGHT,
    /// An operator before what it is of: `∇`.
    PREFIX,
    /// An operator whose limits stand below and above it where there is room: `∑`.
    LARGE,
    /// An operator whose limits stand beside it: `∫`.
    INTEGRAL,
    BINARY,
    RELATION,
    OPEN,
    CLOSE,
    PUNCTUATION,
    /// What stands between others in a row: dots, and all from a `\left` to its `\right`.
    INNER,
    PRIME,
    /// A name that is applied to what follows: `sin`.
    FUNCTION,
    /// A function whose limits stand below it where there is room: `lim`.
    LIMIT,
    SPACE;

    boolean isFunction() {
        return this == FUNCTION || this == LIMIT;
    }

    /// Whether a command may say where its limits stand.
    boolean takesLimits() {
        return isFunction() || this == LARGE || this == INTEGRAL;
    }

    /// Whether a sign behind it is of what follows, as both in `−(−x)`.
    boolean isBeforeSign() {
        return switch (this) {
            case PREFIX, LARGE, INTEGRAL, BINARY, RELATION, OPEN, PUNCTUATION, FUNCTION, LIMIT ->
                    true;
            case ORDINARY, LETTER, UPRIGHT, CLOSE, INNER, PRIME, SPACE -> false;
        };
    }

    /// Whether it can be multiplied by a function behind it, and so wants a space there.
    boolean isFactor() {
        return switch (this) {
            case ORDINARY, LETTER, UPRIGHT, CLOSE, INNER, PRIME -> true;
            case PREFIX,
                    LARGE,
                    INTEGRAL,
                    BINARY,
                    RELATION,
                    OPEN,
                    PUNCTUATION,
                    FUNCTION,
                    LIMIT,
                    SPACE ->
                    false;
        };
    }
}
