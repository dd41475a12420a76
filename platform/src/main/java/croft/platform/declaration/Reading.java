package croft.platform.declaration;

import java.util.List;

/// What came of reading a croft.yml.
public sealed interface Reading {
    /// The text is a declaration.
    ///
    /// @param digest SHA-256 of the text in lower-case hex, to tell versions apart
    record Accepted(Declaration declaration, String digest) implements Reading {}

    /// The text is none.
    ///
    /// @param mistakes all of them, in the order of the file; never empty
    record Rejected(List<Mistake> mistakes) implements Reading {
        public Rejected {
            mistakes = List.copyOf(mistakes);
        }
    }
}
