package croft.wiki.math;

/// The letters of a formula as characters of their own: bold, script, double-struck (Unicode's
/// block "Mathematical Alphanumeric Symbols", and the letters that older blocks already had).
enum Alphabet {
    /// Single letters slanted, as `mi` does by itself.
    NORMAL(0, 0, 0, ""),
    /// Letters as they are; several make one word.
    UPRIGHT(0, 0, 0, ""),
    BOLD(0x1D400, 0x1D41A, 0x1D7CE, ""),
    ITALIC(0x1D434, 0x1D44E, 0, "hℎ"),
    BOLD_ITALIC(0x1D468, 0x1D482, 0x1D7CE, ""),
    SCRIPT(0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
    FRAKTUR(0x1D504, 0x1D51E, 0, "CℭHℌIℑRℜZℨ"),
    DOUBLE(0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ"),
    SANS(0x1D5A0, 0x1D5BA, 0x1D7E2, ""),
    MONOSPACE(0x1D670, 0x1D68A, 0x1D7F6, "");

    private final int capitals;
    private final int smalls;
    private final int digits;
    private final String exceptions;

    Alphabet(int capitals, int smalls, int digits, String exceptions) {
        this.capitals = capitals;
        this.smalls = smalls;
        this.digits = digits;
        this.exceptions = exceptions;
    }

    /// Whether letters beside each other are a word.
    boolean joinsLetters() {
        return this == UPRIGHT || this == ITALIC;
    }

    String spell(String text) {
        StringBuilder spelled = new StringBuilder();
        text.codePoints().map(this::spell).forEach(spelled::appendCodePoint);
        return spelled.toString();
    }

    private int spell(int point) {
        int exception = exceptions.indexOf(point);
        if (point < 0x80 && exception >= 0) {
            return exceptions.charAt(exception + 1);
        }
        if (point >= 'A' && point <= 'Z' && capitals > 0) {
            return capitals + point - 'A';
        }
        if (point >= 'a' && point <= 'z' && smalls > 0) {
            return smalls + point - 'a';
        }
        if (point >= '0' && point <= '9' && digits > 0) {
            return digits + point - '0';
        }
        return switch (this) {
            case BOLD -> greek(point, 0x1D6A8);
            case BOLD_ITALIC -> greek(point, 0x1D71C);
            case NORMAL, UPRIGHT, ITALIC, SCRIPT, FRAKTUR, DOUBLE, SANS, MONOSPACE -> point;
        };
    }

    /// @param first the capital alpha; the small one is 26 behind it, then five variants
    private static int greek(int point, int first) {
        if (point >= 'Α' && point <= 'Ω') {
            return first + point - 'Α';
        }
        if (point >= 'α' && point <= 'ω') {
            return first + 26 + point - 'α';
        }
        int variant = "∂ϵϑϰϕϱϖ".indexOf(point);
        return variant >= 0 ? first + 51 + variant : point;
    }
}
