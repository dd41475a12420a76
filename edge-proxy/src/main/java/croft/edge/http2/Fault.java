package croft.edge.http2;

/// What a peer did that ends its connection (RFC 9113 §5.4.1).
///
/// @param reason for the peer's developer, sent in GOAWAY: the rule that was broken
record Fault(ErrorCode code, String reason) {
    static Fault protocol(String reason) {
        return new Fault(ErrorCode.PROTOCOL_ERROR, reason);
    }

    static Fault size(String reason) {
        return new Fault(ErrorCode.FRAME_SIZE_ERROR, reason);
    }

    static Fault compression(String reason) {
        return new Fault(ErrorCode.COMPRESSION_ERROR, reason);
    }

    static Fault flow(String reason) {
        return new Fault(ErrorCode.FLOW_CONTROL_ERROR, reason);
    }

    static Fault closed(String reason) {
        return new Fault(ErrorCode.STREAM_CLOSED, reason);
    }

    /// More of something than a peer in good faith sends.
    static Fault excess(String reason) {
        return new Fault(ErrorCode.ENHANCE_YOUR_CALM, reason);
    }
}
