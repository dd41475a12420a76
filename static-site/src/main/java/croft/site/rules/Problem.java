package croft.site.rules;

/// One thing wrong in a rule file, placed so that an editor can jump to it.
///
/// @param file `_redirects` or `_headers`
/// @param line from 1
/// @param column from 1, in characters
/// @param what was found
/// @param expected instead, or what to do about it
public record Problem(
        String file, int line, int column, String what, String expected, Effect effect) {
    /// What becomes of the rule.
    public enum Effect {
        /// It works, though perhaps not as meant.
        NOTED,
        /// It is left out; all others are kept.
        DROPPED,
        /// The release must not go out: without the rule, something would be public that was meant
        /// not to be, or the file was not read to its end.
        REFUSED
    }

    /// `_redirects:3:7: "301!" is no status (expected: …)`
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what + " (expected: " + expected + ")";
    }
}
