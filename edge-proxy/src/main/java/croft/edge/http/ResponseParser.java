package croft.edge.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Response heads, read from octets that arrive in pieces (RFC 9112 §4-§6), as strictly as
/// requests: a backend that answers in two ways at once must not be believed in either. One parser
/// serves one connection.
public final class ResponseParser {
    private static final Parsed<Http1Response> INCOMPLETE = new Parsed.Incomplete<>();

    private final Http1Limits limits;
    private final LineReader lines = new LineReader();
    private final FieldSection section;
    private @Nullable StatusLine line;

    public ResponseParser(Http1Limits limits) {
        this.limits = limits;
        this.section = new FieldSection(limits, limits.fieldsLength(), lines);
    }

    /// Goes on reading; consumes what it has understood.
    ///
    /// @param request that is answered
    public Parsed<Http1Response> read(ByteBuf in, RequestHead request) {
        if (line == null) {
            int length = lines.next(in, limits.startLine());
            switch (length) {
                case LineReader.INCOMPLETE -> {
                    return INCOMPLETE;
                }
                case LineReader.TOO_LONG -> {
                    return refused("status line longer than " + limits.startLine() + " octets");
                }
                case LineReader.BARE_LF -> {
                    return refused("line feed without carriage return in the status line");
                }
                default -> {
                    String text =
                            new String(
                                    LineReader.line(length),
                                    0,
                                    length,
                                    StandardCharsets.ISO_8859_1);
                    line = statusLine(text);
                    if (line == null) {
                        return refused(
                                "status line "
                                        + Refusal.shown(text)
                                        + " (expected: HTTP/1.1 and a status of 100-599)");
                    }
                }
            }
        }
        StatusLine start = line;
        return switch (section.read(in)) {
            case INCOMPLETE -> INCOMPLETE;
            case REFUSED -> new Parsed.Refused<>(section.refusal());
            case COMPLETE -> {
                line = null;
                yield response(start, section.take(), request);
            }
        };
    }

    /// RFC 9112 §4; the space before a missing reason is often left out.
    private static @Nullable StatusLine statusLine(String text) {
        boolean old = text.startsWith("HTTP/1.0 ");
        if ((!old && !text.startsWith("HTTP/1.1 "))
                || text.length() < 12
                || (text.length() > 12 && text.charAt(12) != ' ')
                || !isReason(text)) {
            return null;
        }
        int status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            status = 10 * status + digit;
        }
        return status < 100 || status > 599 ? null : new StatusLine(status, old);
    }

    private static boolean isReason(String text) {
        for (int i = 12; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private Parsed<Http1Response> response(StatusLine start, Fields received, RequestHead request) {
        List<String> options = received.all("connection");
        if (start.status() == 101) {
            return switched(received, options, request);
        }
        Framing framing =
                Framing.ofResponse(request.method(), start.status(), start.old(), received);
        if (framing instanceof Framing.Refused(Refusal refusal)) {
            return new Parsed.Refused<>(refusal);
        }
        boolean keepAlive =
                RequestParser.staysOpen(start.old(), options)
                        && !(framing instanceof Framing.UntilClose)
                        && !mayBeFollowedByContent(request.method(), start.status(), received);
        return new Parsed.Complete<>(
                new Http1Response(
                        new ResponseHead(
                                start.status(),
                                forwarded(start.status(), received, options),
                                Framing.body(framing)),
                        framing,
                        keepAlive,
                        false));
    }

    /// Whether a backend that is mistaken may send content where there is none, which would be
    /// taken for the answer to the next request: after HEAD, and where a 204 or 304 announces some.
    private static boolean mayBeFollowedByContent(String method, int status, Fields received) {
        if (method.equals("HEAD")) {
            return true;
        }
        if (status != 204 && status != 304) {
            return false;
        }
        String length = received.first("content-length");
        return received.has("transfer-encoding") || !(length == null || length.equals("0"));
    }

    /// RFC 9110 §7.8: only to what was asked for.
    private static Parsed<Http1Response> switched(
            Fields received, List<String> options, RequestHead request) {
        if (request.protocol().isEmpty()
                || !ConnectionFields.listed(options, "upgrade")
                || !ConnectionFields.listed(received.all("upgrade"), request.protocol().get())) {
            return refused("status 101 (expected: only to the upgrade that was asked for)");
        }
        return new Parsed.Complete<>(
                new Http1Response(
                        new ResponseHead(101, forwarded(101, received, options), Body.NONE),
                        Framing.UNTIL_CLOSE,
                        false,
                        true));
    }

    private static Fields forwarded(int status, Fields received, List<String> options) {
        // RFC 9110 §8.6: no length with these, whatever the backend says
        boolean lengthless = status < 200 || status == 204;
        received.keep(name ->
                !ConnectionFields.isHopByHop(name)
                        && !(lengthless && name.equals("content-length")));
        ConnectionFields.removeListed(received, options);
        return received;
    }

    private static Parsed<Http1Response> refused(String reason) {
        return new Parsed.Refused<>(Refusal.bad(reason));
    }

    private record StatusLine(int status, boolean old) {}
}
