package croft.platform.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole answer before it is sent; whoever holds it sends or closes it. A value, but for the
/// octets of its fields, which are kept once made: some answers are given many times.
public final class Answer implements AutoCloseable {
    private final Status status;
    private final List<Field> fields;
    private final Body body;
    private volatile byte @Nullable [] lines;

    /// An answer with these fields; those about the body's length are added when it is sent.
    public Answer(Status status, List<Field> fields, Body body) {
        this.status = status;
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    /// An answer from memory.
    public static Answer of(Status status, List<Field> fields, Octets octets) {
        return new Answer(status, fields, new Body.InMemory(octets));
    }

    public Status status() {
        return status;
    }

    public List<Field> fields() {
        return fields;
    }

    public Body body() {
        return body;
    }

    /// The same with one field more.
    public Answer with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return with(more);
    }

    /// The same with other fields.
    public Answer with(List<Field> others) {
        return new Answer(status, others, body);
    }

    /// The same without a field.
    public Answer without(Field field) {
        List<Field> fewer = new ArrayList<>(fields);
        fewer.remove(field);
        return with(fewer);
    }

    /// The head in octets, RFC 9112 §4 and §5: first what is the same whenever it is sent, then
    /// what is not, and the empty line.
    ///
    /// @param date value of Date
    /// @param headOnly whether the body stays unsent, as to HEAD
    /// @param last whether the connection ends with this answer
    byte[][] head(String date, boolean headOnly, boolean last) {
        byte[] known = lines;
        if (known == null) {
            known = ascii(constant());
            lines = known;
        }
        boolean chunked = !headOnly && status.hasBody() && body.length() < 0;
        return new byte[][] {
            known,
            ascii(
                    "Date: "
                            + date
                            + (chunked ? "\r\nTransfer-Encoding: chunked" : "")
                            + (last ? "\r\nConnection: close" : "")
                            + "\r\n\r\n")
        };
    }

    private String constant() {
        StringBuilder head = new StringBuilder(512);
        head.append("HTTP/1.1 ").append(status.code()).append(' ').append(status.phrase());
        for (Field field : fields) {
            line(head, field.name(), field.value());
        }
        if (status.hasBody() && body.length() >= 0) {
            line(head, "Content-Length", Long.toString(body.length()));
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
