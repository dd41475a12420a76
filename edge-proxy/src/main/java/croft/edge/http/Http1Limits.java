package croft.edge.http;

/// How much of an HTTP/1.1 message is read before it is refused. Lengths are octets without the
/// line end.
///
/// @param startLine the request line (longer: 414) or the status line
/// @param field one field, name and value (longer: 431)
/// @param fieldsLength all fields of a head together (longer: 431)
/// @param fieldCount fields in a head, or in the trailers (more: 431)
/// @param chunkExtension the extension of one chunk
/// @param chunkExtensions the extensions of one body together; they are dropped, so this only has
///   to leave room for senders that sign each chunk
/// @param trailers all trailer fields together
public record Http1Limits(
        int startLine,
        int field,
        int fieldsLength,
        int fieldCount,
        int chunkExtension,
        int chunkExtensions,
        int trailers) {
    /// Room for every browser and for big cookies; what nginx and Apache allow is of the same size.
    public static final Http1Limits DEFAULT =
            new Http1Limits(8 * 1024, 8 * 1024, 32 * 1024, 100, 256, 64 * 1024, 8 * 1024);

    public Http1Limits {
        positive("startLine", startLine);
        positive("field", field);
        positive("fieldsLength", fieldsLength);
        positive("fieldCount", fieldCount);
        positive("chunkExtension", chunkExtension);
        positive("chunkExtensions", chunkExtensions);
        positive("trailers", trailers);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
