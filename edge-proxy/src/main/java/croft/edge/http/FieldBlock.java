package croft.edge.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fields as they stand in a head of HTTP/1.1, one `name: value` a line: immutable, and as small as
/// can be. What is kept for long is kept so, ready to be sent.
///
/// A block may go on with another: what a response is stored with and what clients get differ by
/// the same few lines for thousands of responses.
public final class FieldBlock {
    private static final Recurring<FieldBlock> BLOCKS = new Recurring<>(256);

    private final byte[] lines;

    /// What follows the lines.
    private final @Nullable FieldBlock more;

    private FieldBlock(byte[] lines, @Nullable FieldBlock more) {
        this.lines = lines;
        this.more = more;
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
        return new FieldBlock(text.toString().getBytes(StandardCharsets.ISO_8859_1), null);
    }

    /// The same block, to be kept for long: held as another one that is kept, and what comes behind
    /// it, where it begins with that one.
    public FieldBlock beside(FieldBlock kept) {
        if (more != null
                || kept.more != null
                || lines.length < kept.lines.length
                || !Arrays.equals(lines, 0, kept.lines.length, kept.lines, 0, kept.lines.length)) {
            return this;
        }
        if (lines.length == kept.lines.length) {
            return kept;
        }
        byte[] rest = Arrays.copyOfRange(lines, kept.lines.length, lines.length);
        return new FieldBlock(kept.lines, BLOCKS.of(new FieldBlock(rest, null)));
    }

    /// The same block, to be kept for long: one that was made lately, if it has the same lines.
    public FieldBlock shared() {
        return BLOCKS.of(this);
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
        for (FieldBlock block = this; block != null; block = block.more) {
            block.addTo(fields);
        }
        return fields;
    }

    /// How many octets the lines take.
    public int length() {
        return lines.length + (more == null ? 0 : more.length());
    }

    /// How many octets are held that another block, already counted, does not hold as well.
    // the same array counts once, an equal one does not
    @SuppressWarnings({"ReferenceEquality", "ArrayEquals"})
    public int lengthBeside(FieldBlock counted) {
        return lines == counted.lines ? 0 : lines.length;
    }

    /// Writes the lines, each with its end.
    HeadBuffer write(HeadBuffer out) {
        out.octets(lines);
        return more == null ? out : more.write(out);
    }

    private void addTo(Fields fields) {
        for (int at = 0; at < lines.length; ) {
            int end = endOfLine(at);
            int colon = colon(at);
            byte[] name = Arrays.copyOfRange(lines, at, colon);
            fields.add(FieldNames.lowerCased(name, name.length), text(colon + 2, end));
            at = end + 2;
        }
    }

    private List<String> values(String name, boolean onlyFirst) {
        List<String> values = new ArrayList<>(onlyFirst ? 1 : 2);
        for (FieldBlock block = this; block != null; block = block.more) {
            block.addTo(values, name, onlyFirst);
        }
        return values;
    }

    private void addTo(List<String> values, String name, boolean onlyFirst) {
        for (int at = 0; at < lines.length; ) {
            if (onlyFirst && !values.isEmpty()) {
                return;
            }
            int end = endOfLine(at);
            if (isNamed(at, name)) {
                values.add(text(at + name.length() + 2, end));
            }
            at = end + 2;
        }
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
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldBlock block
                && Arrays.equals(lines, block.lines)
                && Objects.equals(more, block.more);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lines) + Objects.hashCode(more);
    }

    @Override
    public String toString() {
        return text(0, lines.length) + (more == null ? "" : more);
    }
}
