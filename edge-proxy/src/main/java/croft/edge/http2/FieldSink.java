package croft.edge.http2;

/// Where decoded fields go, in the order sent.
interface FieldSink {
    void field(HeaderField field);
}
