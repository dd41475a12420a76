package croft.stack.figures;

/// What a figure is against its target.
public enum Verdict {
    MET("met"),
    MISSED("missed"),
    /// No target, or no figure.
    NONE("");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
