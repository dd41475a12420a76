package croft.site.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer before it is sent; whoever holds it sends or closes it. A value, but for the
/// octets of its fields, which are kept once made: some answers are given many times.
final class Answer implements AutoCloseable {
    private final Status status;
    private final List<Field> fields;
    private final Body body;
    private final boolean headOnly;
    private volatile byte @Nullable [] lines;

    /// @param body what is sent, or for HEAD what GET would send
    /// @param headOnly whether the body stays unsent
    Answer(Status status, List<Field> fields, Body body, boolean headOnly) {
        this.status = status;
        this.fields = List.copyOf(fields);
        this.body = body;
        this.headOnly = headOnly;
    }

    Status status() {
        return status;
    }

    List<Field> fields() {
        return fields;
    }

    Body body() {
        return body;
    }

    boolean headOnly() {
        return headOnly;
    }

    Answer with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new Answer(status, more, body, headOnly);
    }

    Answer without(Field field) {
        List<Field> fewer = new ArrayList<>(fields);
        fewer.remove(field);
        return new Answer(status, fewer, body, headOnly);
    }

    /// The head in octets, RFC 9112 §4 and §5: first what is the same whenever it is sent, then
    /// what is not, and the empty line.
    ///
    /// @param date value of Date
    /// @param last whether the connection ends with this answer
    byte[][] head(String date, boolean last) {
        byte[] known = lines;
        if (known == null) {
            known = ascii(constant());
            lines = known;
        }
        return new byte[][] {
            known, ascii("Date: " + date + (last ? "\r\nConnection: close" : "") + "\r\n\r\n")
        };
    }

    private String constant() {
        StringBuilder head = new StringBuilder(512);
        head.append("HTTP/1.1 ").append(status.code()).append(' ').append(status.phrase());
        for (Field field : fields) {
            line(head, field.name(), field.value());
        }
        if (status.hasBody()) {
            if (body.length() >= 0) {
                line(head, "Content-Length", Long.toString(body.length()));
            } else if (!headOnly) {
                line(head, "Transfer-Encoding", "chunked");
            }
        }
        return head.append("\r\n").toString();
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        body.close();
    }
}
