package croft.stack.cli;

/// A number of things, in words: `1 file`, `2 files`.
final class Counted {
    private Counted() {}

    /// @param noun in the singular; its plural has an `s`
    static String of(long number, String noun) {
        return String.format("%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
