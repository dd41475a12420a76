package croft.edge.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The fields of a head, or of trailers, up to the empty line that ends them (RFC 9112 §5), read
/// from octets that arrive in pieces.
final class FieldSection {
    /// How reading stands.
    enum State {
        INCOMPLETE,
        COMPLETE,
        REFUSED
    }

    private final Http1Limits limits;
    private final int total;
    private final LineReader lines;
    private Fields fields = new Fields();
    private int octets;
    private @Nullable Refusal refusal;

    /// @param total octets of all fields together
    FieldSection(Http1Limits limits, int total, LineReader lines) {
        this.limits = limits;
        this.total = total;
        this.lines = lines;
    }

    State read(ByteBuf in) {
        while (true) {
            int limit = Math.min(limits.field(), total - octets);
            int length = lines.next(in, limit);
            switch (length) {
                case LineReader.INCOMPLETE -> {
                    return State.INCOMPLETE;
                }
                case LineReader.TOO_LONG -> {
                    return refuse(
                            431,
                            limit == limits.field()
                                    ? "field longer than " + limits.field() + " octets"
                                    : "fields longer than " + total + " octets together");
                }
                case LineReader.BARE_LF -> {
                    return refuse(400, "line feed without carriage return in the fields");
                }
                case 0 -> {
                    return State.COMPLETE;
                }
                default -> {
                    octets += length;
                    String wrong = add(LineReader.line(length), length);
                    if (wrong != null) {
                        return refuse(400, wrong);
                    }
                    if (fields.size() > limits.fieldCount()) {
                        return refuse(431, "more than " + limits.fieldCount() + " fields");
                    }
                }
            }
        }
    }

    /// Takes what has been read, and begins anew.
    Fields take() {
        Fields taken = fields;
        fields = new Fields();
        octets = 0;
        return taken;
    }

    Refusal refusal() {
        return refusal == null ? Refusal.bad("fields") : refusal;
    }

    private State refuse(int status, String reason) {
        refusal = new Refusal(status, reason);
        return State.REFUSED;
    }

    /// @return what is wrong with the line, or null
    private @Nullable String add(byte[] line, int length) {
        if (line[0] == ' ' || line[0] == '\t') {
            return "folded field (RFC 9112 §5.2)";
        }
        int colon = 0;
        while (colon < length && line[colon] != ':') {
            colon++;
        }
        if (colon == length) {
            return "field without colon: " + shown(line, length);
        }
        String name = FieldNames.lowerCased(line, colon);
        if (!FieldNames.isKnown(name) && !FieldSyntax.isToken(name)) {
            // also white space before the colon, RFC 9112 §5.1
            return "field name " + Refusal.shown(name) + " (expected: a token)";
        }
        int from = colon + 1;
        int to = length;
        while (from < to && isBlank(line[from])) {
            from++;
        }
        while (to > from && isBlank(line[to - 1])) {
            to--;
        }
        String value = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
        if (!FieldSyntax.isFieldValue(line, from, to)) {
            return name + ": control character in " + Refusal.shown(value);
        }
        fields.add(name, value);
        return null;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static String shown(byte[] line, int length) {
        return Refusal.shown(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    }
}
