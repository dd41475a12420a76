package croft.wiki.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A whole answer before it is sent; whoever holds it sends or closes it.
///
/// @param body what is sent, or for HEAD what GET would send
/// @param headOnly whether the body stays unsent
record Answer(Status status, List<Field> fields, Body body, boolean headOnly)
        implements AutoCloseable {
    Answer {
        fields = List.copyOf(fields);
    }

    static Answer of(Status status, List<Field> fields, Octets octets, boolean headOnly) {
        return new Answer(status, fields, new Body.InMemory(octets), headOnly);
    }

    Answer with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new Answer(status, more, body, headOnly);
    }

    /// The head in octets, RFC 9112 §4 and §5, with the empty line.
    ///
    /// @param date value of Date
    /// @param last whether the connection ends with this answer
    byte[] head(String date, boolean last) {
        StringBuilder head = new StringBuilder(1024);
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
        line(head, "Date", date);
        if (last) {
            line(head, "Connection", "close");
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append("\r\n").append(name).append(": ").append(value);
    }

    @Override
    public void close() {
        body.close();
    }
}
