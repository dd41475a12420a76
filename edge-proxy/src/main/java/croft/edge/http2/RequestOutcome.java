package croft.edge.http2;

import croft.edge.http.RequestHead;

/// What a request's header block turned out to be.
sealed interface RequestOutcome {
    /// A request to be answered.
    record Request(RequestHead head) implements RequestOutcome {}

    /// Understood, and answered with this status and no more.
    record Refused(int status, String reason) implements RequestOutcome {}

    /// No request: a stream error of type PROTOCOL_ERROR (RFC 9113 §8.1.1).
    record Malformed(String reason) implements RequestOutcome {}
}
