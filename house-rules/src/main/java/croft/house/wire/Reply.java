package croft.house.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// One answer as it came over the wire.
///
/// @param fields by name, in any case
/// @param octets of the body, a character each
public record Reply(int status, Map<String, String> fields, String octets) {
    /// Reads a head, and as much of a body as it announces.
    public static Reply read(InputStream in, boolean headOnly) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (fields.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                throw new IOException("twice: " + line);
            }
        }
        byte[] body = new byte[0];
        if (!headOnly && status != 304 && fields.containsKey("Content-Length")) {
            int length = Integer.parseInt(fields.get("Content-Length"));
            body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException(body.length + " of " + length + " octets");
            }
        }
        return new Reply(status, fields, new String(body, StandardCharsets.ISO_8859_1));
    }

    /// The body as it came.
    public byte[] body() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The body as UTF-8.
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /// Empty if it is not there.
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /// Status and fields, but for what differs from one second to the next.
    public Map<String, String> head() {
        Map<String, String> head = new LinkedHashMap<>(fields);
        head.put(":status", Integer.toString(status));
        head.remove("Date");
        return head;
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("after \"" + line + "\"");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r")) {
            throw new IOException("a line without CR: " + text);
        }
        return text.substring(0, text.length() - 1);
    }
}
