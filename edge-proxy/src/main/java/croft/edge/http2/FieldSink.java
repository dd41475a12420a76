package croft.edge.http2;

/// Where decoded fields go, in the order sent.
interface FieldSink {
    void field(HeaderField field);

    /// Whether so much has come that the rest of the block is not worth reading, nor the
    /// connection.
    default boolean isFlooded() {
        return false;
    }
}
