package croft.wiki.code;

/// What names of program text tell by their spelling.
final class Names {
    private Names() {}

    /// Whether a name is spelled as types are: `Capital`, not `CONSTANT`.
    static boolean isCapitalised(String name) {
        return Character.isUpperCase(name.charAt(0))
                && name.chars().anyMatch(Character::isLowerCase);
    }
}
