package croft.wiki.math;

/// A piece of a row: what scripts are set on.
record Atom(Node node, Kind kind, Limits limits) {
    Atom(Node node, Kind kind) {
        this(node, kind, Limits.of(kind));
    }

    static Atom ordinary(Node node) {
        return new Atom(node, Kind.ORDINARY);
    }

    static Atom space(int thousandths) {
        return new Atom(Node.space(thousandths), Kind.SPACE);
    }

    /// Where its scripts stand.
    enum Limits {
        BESIDE,
        /// Below and above in formulas that have a line of their own, beside elsewhere.
        WHERE_THERE_IS_ROOM,
        BELOW_AND_ABOVE;

        static Limits of(Kind kind) {
            return kind == Kind.LARGE || kind == Kind.LIMIT ? WHERE_THERE_IS_ROOM : BESIDE;
        }
    }
}
