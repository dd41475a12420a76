package croft.site.serve;

/// What the checks on a request came to.
sealed interface Checked {
    /// It is to be answered.
    ///
    /// @param last whether the connection ends with the answer
    record Accepted(Asked asked, boolean last) implements Checked {}

    /// It is for the [Desk].
    ///
    /// @param body what the visit reads
    /// @param waits whether the client sends the body only when asked to (RFC 9110 §10.1.1)
    record Handed(Visit visit, Upload body, boolean waits, boolean last) implements Checked {}

    /// The answer is this status, and the connection ends unless the request was well-formed.
    record Refused(Status status, boolean headOnly, boolean last) implements Checked {}
}
