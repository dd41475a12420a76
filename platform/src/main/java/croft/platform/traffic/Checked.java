package croft.platform.traffic;

/// What the checks on a request's head came to.
sealed interface Checked {
    /// It is for the handler.
    ///
    /// @param waits whether the client sends the body only when asked to (RFC 9110 §10.1.1)
    /// @param last whether the client wants the connection to end with the answer
    record InOrder(Request request, boolean waits, boolean last) implements Checked {}

    /// The answer is this status, and the connection ends: the two ends may not agree on where the
    /// next request starts.
    record Refused(Status status, boolean headOnly) implements Checked {}
}
