package croft.edge.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fields as they stand in a head of HTTP/1.1, one `name: value` a line: immutable, and as small as
/// can be. What is kept for long is kept so, ready to be sent.
public final class FieldBlock {
    private final byte[] lines;

    private FieldBlock(byte[] lines) {
        this.lines = lines;
    }

    /// The block of these fields, without those that belong to a connection and without the length.
    public static FieldBlock of(Fields fields) {
        StringBuilder text = new StringBuilder(512);
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            if (ConnectionFields.isHopByHop(name) || name.equals("content-length")) {
                continue;
            }
            text.append(HeadWriter.checkedName(name))
                    .append(": ")
                    .append(HeadWriter.checkedValue(name, fields.value(i)))
                    .append("\r\n");
        }
        return new FieldBlock(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The first value of this name, or null.
    public @Nullable String first(String name) {
        List<String> all = values(name, true);
        return all.isEmpty() ? null : all.getFirst();
    }

    /// Every value of this name, in order; not split at commas.
    public List<String> all(String name) {
        return values(name, false);
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /// A copy that can be changed.
    public Fields fields() {
        Fields fields = new Fields();
        for (int at = 0; at < lines.length; ) {
            int end = endOfLine(at);
            int colon = colon(at);
            byte[] name = java.util.Arrays.copyOfRange(lines, at, colon);
            fields.add(FieldNames.lowerCased(name, name.length), text(colon + 2, end));
            at = end + 2;
        }
        return fields;
    }

    /// How many octets the lines take.
    public int length() {
        return lines.length;
    }

    /// The lines, each with its end; not to be changed.
    byte[] lines() {
        return lines;
    }

    private List<String> values(String name, boolean onlyFirst) {
        List<String> values = new ArrayList<>(onlyFirst ? 1 : 2);
        for (int at = 0; at < lines.length; ) {
            int end = endOfLine(at);
            if (isNamed(at, name)) {
                values.add(text(at + name.length() + 2, end));
                if (onlyFirst) {
                    break;
                }
            }
            at = end + 2;
        }
        return values;
    }

    private boolean isNamed(int at, String name) {
        if (at + name.length() >= lines.length || lines[at + name.length()] != ':') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lines[at + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int colon(int at) {
        int colon = at;
        while (lines[colon] != ':') {
            colon++;
        }
        return colon;
    }

    /// Values hold no carriage return: it ends the line.
    private int endOfLine(int at) {
        int end = at;
        while (lines[end] != '\r') {
            end++;
        }
        return end;
    }

    private String text(int from, int to) {
        return new String(lines, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text(0, lines.length);
    }
}
