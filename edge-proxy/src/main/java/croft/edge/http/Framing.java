package croft.edge.http;

import java.util.List;
import java.util.Locale;

/// How the end of a message's body is found (RFC 9112 §6.3). Pure decisions: two parties that take
/// them differently can be made to see different messages, so every doubt is a refusal.
public sealed interface Framing {
    /// There is no body.
    record None() implements Framing {}

    /// Exactly that many octets, more than none.
    record Length(long octets) implements Framing {}

    /// The chunked transfer coding.
    record Chunked() implements Framing {}

    /// A response that ends with its connection.
    record UntilClose() implements Framing {}

    /// The fields contradict each other, or name what we do not speak.
    record Refused(Refusal refusal) implements Framing {}

    Framing NONE = new None();
    Framing CHUNKED = new Chunked();
    Framing UNTIL_CLOSE = new UntilClose();

    /// 18 digits: every such number fits into a `long`.
    int LENGTH_DIGITS = 18;

    /// Of a request.
    ///
    /// @param old whether it is HTTP/1.0, which knows no transfer codings
    static Framing ofRequest(boolean old, Fields fields) {
        String coding = fields.first("transfer-encoding");
        if (coding != null) {
            return transferCoded(old, coding, fields);
        }
        return byLength(fields, NONE);
    }

    /// Of a response.
    ///
    /// @param method of the request that it answers
    static Framing ofResponse(String method, int status, boolean old, Fields fields) {
        String coding = fields.first("transfer-encoding");
        Framing stated =
                coding != null ? transferCoded(old, coding, fields) : byLength(fields, UNTIL_CLOSE);
        if (stated instanceof Refused) {
            return stated;
        }
        // RFC 9112 §6.3, 1: no matter what the fields say
        if (status < 200 || status == 204 || status == 304 || method.equals("HEAD")) {
            return NONE;
        }
        return stated;
    }

    /// RFC 9112 §6.1: the final coding must be `chunked`; as we speak no other, it is the only one.
    private static Framing transferCoded(boolean old, String coding, Fields fields) {
        if (fields.has("content-length")) {
            return refused(400, "both transfer-encoding and content-length");
        }
        if (old) {
            return refused(400, "transfer-encoding in HTTP/1.0");
        }
        List<String> all = fields.all("transfer-encoding");
        if (all.size() > 1) {
            return refused(400, "transfer-encoding: " + all.size() + " fields (expected: one)");
        }
        if (coding.equalsIgnoreCase("chunked")) {
            return CHUNKED;
        }
        int comma = coding.lastIndexOf(',');
        String last = coding.substring(comma + 1).strip();
        boolean chunkedTwice =
                comma >= 0
                        && coding.substring(0, comma).toLowerCase(Locale.ROOT).contains("chunked");
        int status = chunkedTwice || !FieldSyntax.isToken(last) ? 400 : 501;
        return refused(
                status,
                "transfer-encoding: " + Refusal.shown(coding) + " (expected: chunked, alone)");
    }

    private static Framing byLength(Fields fields, Framing without) {
        String value = fields.first("content-length");
        if (value == null) {
            return without;
        }
        int count = fields.all("content-length").size();
        if (count > 1) {
            return refused(400, "content-length: " + count + " fields (expected: one)");
        }
        long length = length(value);
        if (length < 0) {
            return refused(
                    400, "content-length: " + Refusal.shown(value) + " (expected: digits only)");
        }
        return length == 0 ? NONE : new Length(length);
    }

    /// The number in a content-length field, or -1.
    private static long length(String value) {
        if (value.isEmpty() || value.length() > LENGTH_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = 10 * length + digit;
        }
        return length;
    }

    private static Framing refused(int status, String reason) {
        return new Refused(new Refusal(status, reason));
    }

    /// What the reader of the head is told.
    static Body body(Framing framing) {
        return switch (framing) {
            case None _, Refused _ -> Body.NONE;
            case Length(long octets) -> Body.of(octets);
            case Chunked _, UntilClose _ -> Body.OPEN;
        };
    }
}
