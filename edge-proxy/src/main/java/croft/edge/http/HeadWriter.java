package croft.edge.http;

import io.netty.buffer.ByteBuf;

/// Heads as octets on the wire. Framing and the fields of the connection are written from what the
/// writer is told, never from the fields: a `content-length` or `connection` among them is skipped.
/// The last barrier against injection: a name or value that could break out of its line is not
/// written, but an [IllegalArgumentException].
public final class HeadWriter {
    private HeadWriter() {}

    /// A request for a backend, with the body of its head.
    public static void request(ByteBuf out, RequestHead head) {
        plain("method", head.method());
        plain("target", head.target());
        HeadBuffer text =
                HeadBuffer.begin()
                        .text(head.method())
                        .octet(' ')
                        .text(head.target())
                        .text(" HTTP/1.1\r\n");
        field(text, "host", head.authority().toString());
        fields(text, head.fields());
        switch (head.body()) {
            case Body.None _ -> {
                // RFC 9110 §8.6: say so where a method anticipates content
                switch (head.method()) {
                    case "POST", "PUT", "PATCH" -> text.text("content-length: 0\r\n");
                    default -> {}
                }
            }
            case Body.Sized(long length) -> length(text, length);
            case Body.Open _ -> text.text("transfer-encoding: chunked\r\n");
        }
        if (head.protocol().isPresent()) {
            field(text, "upgrade", head.protocol().get());
            text.text("connection: upgrade\r\n");
        }
        text.text("\r\n").to(out);
    }

    /// A final response: how its body ends, and what becomes of the connection.
    ///
    /// @param framing chunked, a length, or none at all: with [Framing.None] the `content-length`
    ///   among the fields is written, or `0` if `emptied`
    /// @param emptied whether a body was possible, and is empty
    /// @param connection `close`, `keep-alive`, or empty for none
    public static void response(
            ByteBuf out, ResponseHead head, Framing framing, boolean emptied, String connection) {
        HeadBuffer text = status(head.status());
        fields(text, head.fields());
        switch (framing) {
            case Framing.None _ -> {
                String length = head.fields().first("content-length");
                if (emptied) {
                    text.text("content-length: 0\r\n");
                } else if (length != null && head.status() != 204) {
                    // the answer to HEAD, or 304: what the body would have had
                    field(text, "content-length", length);
                }
            }
            case Framing.Length(long octets) -> length(text, octets);
            case Framing.Chunked _ -> text.text("transfer-encoding: chunked\r\n");
            case Framing.UntilClose _, Framing.Refused _ -> {}
        }
        if (!connection.isEmpty()) {
            field(text, "connection", connection);
        }
        text.text("\r\n").to(out);
    }

    /// What of a final response is the same every time it is sent.
    static byte[] prepared(PreparedHead head) {
        HeadBuffer text = head.fields().write(status(head.status()));
        if (head.status() != 204 && head.status() != 304) {
            length(text, head.length());
        }
        return text.toArray();
    }

    /// A final response whose head was written before.
    ///
    /// @param stamp behind it
    /// @param connection `close`, `keep-alive`, or empty for none
    public static void prepared(ByteBuf out, PreparedHead head, Stamp stamp, String connection) {
        byte[] lines = head.http1();
        byte[] more = stamp.http1();
        HeadBuffer text = HeadBuffer.begin().octets(lines).octets(more);
        if (!connection.isEmpty()) {
            field(text, "connection", connection);
        }
        text.text("\r\n").to(out);
    }

    /// An interim response.
    public static void interim(ByteBuf out, ResponseHead head) {
        HeadBuffer text = status(head.status());
        fields(text, head.fields());
        text.text("\r\n").to(out);
    }

    /// The switch to another protocol.
    public static void switched(ByteBuf out, ResponseHead head, String protocol) {
        HeadBuffer text = status(101);
        fields(text, head.fields());
        field(text, "upgrade", protocol);
        text.text("connection: upgrade\r\n\r\n").to(out);
    }

    /// Fields alone: a piece of a head.
    static byte[] lines(Fields fields) {
        HeadBuffer text = HeadBuffer.begin();
        fields(text, fields);
        return text.toArray();
    }

    /// The trailers behind the last chunk, with the empty line that ends them.
    static void trailers(ByteBuf out, Fields trailers) {
        HeadBuffer text = HeadBuffer.begin();
        for (int i = 0; i < trailers.size(); i++) {
            field(text, trailers.name(i), trailers.value(i));
        }
        text.text("\r\n").to(out);
    }

    private static HeadBuffer status(int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 100-599)");
        }
        return HeadBuffer.begin()
                .text("HTTP/1.1 ")
                .number(status)
                .octet(' ')
                .text(ReasonPhrases.of(status))
                .text("\r\n");
    }

    private static void fields(HeadBuffer out, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (!ConnectionFields.isHopByHop(name)
                    && !name.equals("content-length")
                    && !name.equals("host")) {
                field(out, name, fields.value(i));
            }
        }
    }

    private static void field(HeadBuffer out, String name, String value) {
        out.text(checkedName(name)).text(": ").value(name, value).text("\r\n");
    }

    static String checkedName(String name) {
        if (!FieldNames.isKnown(name) && !FieldSyntax.isToken(name)) {
            throw new IllegalArgumentException(
                    "name: " + Refusal.shown(name) + " (expected: a token)");
        }
        return name;
    }

    static String checkedValue(String name, String value) {
        if (!FieldSyntax.isFieldValue(value)) {
            throw noValue(name, value);
        }
        return value;
    }

    static IllegalArgumentException noValue(String name, String value) {
        return new IllegalArgumentException(
                name + ": " + Refusal.shown(value) + " (expected: no control characters)");
    }

    private static void length(HeadBuffer out, long length) {
        out.text("content-length: ").number(length).text("\r\n");
    }

    private static void plain(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        what + ": " + Refusal.shown(value) + " (expected: visible ASCII)");
            }
        }
    }
}
