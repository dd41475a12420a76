package croft.wiki.web;

/// What the checks on a request came to.
sealed interface Checked {
    /// It is to be answered.
    ///
    /// @param last whether the connection ends with the answer
    record Accepted(Asked asked, boolean last) implements Checked {}

    /// The answer is this status, in plain words.
    record Refused(Status status, boolean headOnly, boolean last) implements Checked {}
}
