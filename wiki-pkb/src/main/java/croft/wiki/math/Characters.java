package croft.wiki.math;

/// What the characters of a formula are that stand for themselves.
final class Characters {
    static final String NO_SPACE = " lspace=\"0\" rspace=\"0\"";

    static final String PRIME = NO_SPACE + " class=\"prime\"";

    private static final String STILL = " stretchy=\"false\"";

    private Characters() {}

    /// The atom that begins with a character.
    ///
    /// @param in what follows
    /// @param alone whether a digit is a number by itself
    static Atom atom(String text, Cursor in, Alphabet alphabet, boolean alone) {
        char c = text.charAt(0);
        if (isLetter(c)) {
            return letters(text, in, alphabet, alone);
        }
        if (isDigit(c) || (c == '.' && isDigit(in.raw()))) {
            return number(text, in, alphabet, alone);
        }
        return switch (c) {
            case '+' -> new Atom(Node.operator("+", ""), Kind.BINARY);
            case '-', '−' -> new Atom(Node.operator("−", ""), Kind.BINARY);
            case '*' -> new Atom(Node.operator("∗", ""), Kind.BINARY);
            case '·' -> new Atom(Node.operator("⋅", ""), Kind.BINARY);
            case '=', '<', '>' -> new Atom(Node.operator(text, ""), Kind.RELATION);
            case ':' -> colon(in);
            case ',', ';' -> new Atom(Node.operator(text, ""), Kind.PUNCTUATION);
            case '.', '?', '@', '`', '"' -> Atom.ordinary(Node.operator(text, Characters.NO_SPACE));
            case '!' -> Atom.ordinary(Node.operator("!", " form=\"postfix\""));
            case '/', '|' -> new Atom(new Node.Leaf("mi", "", text), Kind.UPRIGHT);
            case '(', '[' -> of(new Symbols.Symbol(Kind.OPEN, text), alphabet);
            case ')', ']' -> of(new Symbols.Symbol(Kind.CLOSE, text), alphabet);
            case '~' -> Atom.space(250);
            default -> foreign(text, alphabet);
        };
    }

    /// The atom of a symbol.
    static Atom of(Symbols.Symbol symbol, Alphabet alphabet) {
        String text = symbol.text();
        return new Atom(
                switch (symbol.kind()) {
                    case LETTER -> new Node.Leaf("mi", "", alphabet.spell(text));
                    case UPRIGHT ->
                            alphabet.spell(text).equals(text)
                                    ? upright(text)
                                    : new Node.Leaf("mi", "", alphabet.spell(text));
                    case ORDINARY, FUNCTION, LIMIT -> new Node.Leaf("mi", "", text);
                    case PREFIX -> Node.operator(text, " form=\"prefix\"");
                    case LARGE, INTEGRAL, BINARY, RELATION, PUNCTUATION, INNER, SPACE ->
                            Node.operator(text, "");
                    case OPEN -> Node.operator(text, " form=\"prefix\"" + STILL);
                    case CLOSE -> Node.operator(text, " form=\"postfix\"" + STILL);
                    case PRIME -> Node.operator(text, PRIME);
                },
                symbol.kind());
    }

    /// A letter by itself would be slanted.
    private static Node upright(String text) {
        boolean letter = Character.isLetter(text.codePointAt(0)) && text.codePointAt(0) < 0x2100;
        return new Node.Leaf("mi", letter ? " mathvariant=\"normal\"" : "", text);
    }

    private static Atom letters(String first, Cursor in, Alphabet alphabet, boolean alone) {
        StringBuilder word = new StringBuilder(first);
        while (alphabet.joinsLetters() && !alone && isLetter(in.raw())) {
            word.append(in.takeRaw(1));
        }
        boolean normal = alphabet == Alphabet.UPRIGHT && word.length() == 1;
        return new Atom(
                new Node.Leaf(
                        "mi",
                        normal ? " mathvariant=\"normal\"" : "",
                        alphabet.spell(word.toString())),
                Kind.LETTER);
    }

    private static Atom number(String first, Cursor in, Alphabet alphabet, boolean alone) {
        StringBuilder digits = new StringBuilder(first);
        while (!alone) {
            char c = in.raw();
            if (isDigit(c)) {
                digits.append(in.takeRaw(1));
            } else if (c == '.' && isDigitBehind(in, ".")) {
                digits.append(in.takeRaw(1));
            } else if (c == '{' && isDigitBehind(in, "{,}")) {
                in.takeRaw("{,}".length());
                digits.append(',');
            } else {
                break;
            }
        }
        return Atom.ordinary(new Node.Leaf("mn", "", alphabet.spell(digits.toString())));
    }

    private static boolean isDigitBehind(Cursor in, String separator) {
        for (char digit = '0'; digit <= '9'; digit++) {
            if (in.rawIs(separator + digit)) {
                return true;
            }
        }
        return false;
    }

    private static Atom colon(Cursor in) {
        if (in.raw() == '=') {
            in.takeRaw(1);
            return new Atom(Node.operator(":=", ""), Kind.RELATION);
        }
        return new Atom(Node.operator(":", ""), Kind.RELATION);
    }

    /// Of a character outside ASCII; what is left of ASCII means something else in TeX.
    private static Atom foreign(String text, Alphabet alphabet) {
        if (text.charAt(0) < 0x80) {
            throw new NotUnderstood(text);
        }
        return Symbols.ofText(text)
                .map(symbol -> of(symbol, alphabet))
                .orElseGet(() -> unknown(text));
    }

    private static Atom unknown(String text) {
        int point = text.codePointAt(0);
        return switch (Character.getType(point)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.OTHER_NUMBER,
                    Character.DECIMAL_DIGIT_NUMBER ->
                    new Atom(new Node.Leaf("mi", "", text), Kind.LETTER);
            case Character.MATH_SYMBOL -> new Atom(Node.operator(text, ""), Kind.RELATION);
            case Character.OTHER_PUNCTUATION, Character.DASH_PUNCTUATION ->
                    Atom.ordinary(Node.operator(text, NO_SPACE));
            default -> throw new NotUnderstood(text);
        };
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
