package croft.edge.cache;

import java.util.List;

/// What of a stored response a request gets (RFC 9110 §13, §14).
public sealed interface Delivery {
    /// All of it, with its own status.
    record Whole() implements Delivery {}

    /// A part of it, or several: 206.
    ///
    /// @param ranges one; or several, for `multipart/byteranges`; resolved, in the order asked for
    /// @param total octets of the representation
    record Part(List<ByteRange> ranges, long total) implements Delivery {
        public Part {
            ranges = List.copyOf(ranges);
        }
    }

    /// 304.
    record NotModified() implements Delivery {}

    /// 412.
    record PreconditionFailed() implements Delivery {}

    /// No part of it: 416.
    ///
    /// @param total octets of the representation
    record Unsatisfiable(long total) implements Delivery {}

    Delivery WHOLE = new Whole();
    Delivery NOT_MODIFIED = new NotModified();
    Delivery PRECONDITION_FAILED = new PreconditionFailed();
}
