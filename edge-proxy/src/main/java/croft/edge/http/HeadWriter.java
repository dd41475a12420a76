package croft.edge.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

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
        text(out, head.method());
        out.writeByte(' ');
        text(out, head.target());
        text(out, " HTTP/1.1\r\n");
        field(out, "host", head.authority().toString());
        fields(out, head.fields());
        switch (head.body()) {
            case Body.None _ -> {
                // RFC 9110 §8.6: say so where a method anticipates content
                switch (head.method()) {
                    case "POST", "PUT", "PATCH" -> text(out, "content-length: 0\r\n");
                    default -> {}
                }
            }
            case Body.Sized(long length) -> length(out, length);
            case Body.Open _ -> text(out, "transfer-encoding: chunked\r\n");
        }
        if (head.protocol().isPresent()) {
            field(out, "upgrade", head.protocol().get());
            text(out, "connection: upgrade\r\n");
        }
        text(out, "\r\n");
    }

    /// A final response: how its body ends, and what becomes of the connection.
    ///
    /// @param framing chunked, a length, or none at all: with [Framing.None] the `content-length`
    ///   among the fields is written, or `0` if `emptied`
    /// @param emptied whether a body was possible, and is empty
    /// @param connection `close`, `keep-alive`, or empty for none
    public static void response(
            ByteBuf out, ResponseHead head, Framing framing, boolean emptied, String connection) {
        status(out, head.status());
        fields(out, head.fields());
        switch (framing) {
            case Framing.None _ -> {
                String length = head.fields().first("content-length");
                if (emptied) {
                    text(out, "content-length: 0\r\n");
                } else if (length != null && head.status() != 204) {
                    // the answer to HEAD, or 304: what the body would have had
                    field(out, "content-length", length);
                }
            }
            case Framing.Length(long octets) -> length(out, octets);
            case Framing.Chunked _ -> text(out, "transfer-encoding: chunked\r\n");
            case Framing.UntilClose _, Framing.Refused _ -> {}
        }
        if (!connection.isEmpty()) {
            field(out, "connection", connection);
        }
        text(out, "\r\n");
    }

    /// What of a final response is the same every time it is sent.
    static void prepared(ByteBuf out, PreparedHead head) {
        status(out, head.status());
        head.fields().write(out);
        if (head.status() != 204 && head.status() != 304) {
            length(out, head.length());
        }
    }

    /// A final response whose head was written before.
    ///
    /// @param stamp behind it
    /// @param connection `close`, `keep-alive`, or empty for none
    public static void prepared(ByteBuf out, PreparedHead head, Stamp stamp, String connection) {
        out.writeBytes(head.http1());
        out.writeBytes(stamp.http1());
        if (!connection.isEmpty()) {
            field(out, "connection", connection);
        }
        text(out, "\r\n");
    }

    /// An interim response.
    public static void interim(ByteBuf out, ResponseHead head) {
        status(out, head.status());
        fields(out, head.fields());
        text(out, "\r\n");
    }

    /// The switch to another protocol.
    public static void switched(ByteBuf out, ResponseHead head, String protocol) {
        status(out, 101);
        fields(out, head.fields());
        field(out, "upgrade", protocol);
        text(out, "connection: upgrade\r\n\r\n");
    }

    private static void status(ByteBuf out, int status) {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 100-599)");
        }
        text(out, "HTTP/1.1 ");
        number(out, status);
        out.writeByte(' ');
        text(out, ReasonPhrases.of(status));
        text(out, "\r\n");
    }

    static void fields(ByteBuf out, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (!ConnectionFields.isHopByHop(name)
                    && !name.equals("content-length")
                    && !name.equals("host")) {
                field(out, name, fields.value(i));
            }
        }
    }

    static void field(ByteBuf out, String name, String value) {
        text(out, checkedName(name));
        out.writeShort((':' << 8) | ' ');
        text(out, checkedValue(name, value));
        out.writeShort(('\r' << 8) | '\n');
    }

    static String checkedName(String name) {
        if (!FieldSyntax.isToken(name)) {
            throw new IllegalArgumentException(
                    "name: " + Refusal.shown(name) + " (expected: a token)");
        }
        return name;
    }

    static String checkedValue(String name, String value) {
        if (!FieldSyntax.isFieldValue(value)) {
            throw new IllegalArgumentException(
                    name + ": " + Refusal.shown(value) + " (expected: no control characters)");
        }
        return value;
    }

    private static void length(ByteBuf out, long length) {
        text(out, "content-length: ");
        number(out, length);
        text(out, "\r\n");
    }

    private static void plain(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException(
                        what + ": " + Refusal.shown(value) + " (expected: visible ASCII)");
            }
        }
    }

    private static void number(ByteBuf out, long number) {
        text(out, Long.toString(number));
    }

    private static void text(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
}
