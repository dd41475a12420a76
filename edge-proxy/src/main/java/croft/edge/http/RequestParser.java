package croft.edge.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Request heads, read from octets that arrive in pieces (RFC 9112 §2-§6), strictly: what another
/// party could understand differently is refused. One parser serves one connection, request after
/// request; after a refusal it is of no more use.
public final class RequestParser {
    private static final Parsed<Http1Request> INCOMPLETE = new Parsed.Incomplete<>();

    private final boolean secure;
    private final Http1Limits limits;
    private final LineReader lines = new LineReader();
    private final FieldSection section;
    private boolean emptyLineSeen;
    private @Nullable RequestLine line;

    /// @param secure whether the connection is TLS
    public RequestParser(boolean secure, Http1Limits limits) {
        this.secure = secure;
        this.limits = limits;
        this.section = new FieldSection(limits, limits.fieldsLength(), lines);
    }

    /// Goes on reading; consumes what it has understood.
    public Parsed<Http1Request> read(ByteBuf in) {
        if (line == null) {
            Parsed<RequestLine> start = readLine(in);
            switch (start) {
                case Parsed.Incomplete<RequestLine> _ -> {
                    return INCOMPLETE;
                }
                case Parsed.Refused<RequestLine>(Refusal refusal) -> {
                    return new Parsed.Refused<>(refusal);
                }
                case Parsed.Complete<RequestLine>(RequestLine complete) -> line = complete;
            }
        }
        RequestLine start = line;
        return switch (section.read(in)) {
            case INCOMPLETE -> INCOMPLETE;
            case REFUSED -> new Parsed.Refused<>(section.refusal());
            case COMPLETE -> {
                line = null;
                emptyLineSeen = false;
                yield request(start, section.take());
            }
        };
    }

    /// Whether nothing of a next request has been read yet.
    public boolean isBetweenRequests() {
        return line == null && !emptyLineSeen;
    }

    private Parsed<RequestLine> readLine(ByteBuf in) {
        while (true) {
            int length = lines.next(in, limits.startLine());
            switch (length) {
                case LineReader.INCOMPLETE -> {
                    return new Parsed.Incomplete<>();
                }
                case LineReader.TOO_LONG -> {
                    return new Parsed.Refused<>(
                            new Refusal(
                                    414,
                                    "request line longer than " + limits.startLine() + " octets"));
                }
                case LineReader.BARE_LF -> {
                    return bad("line feed without carriage return in the request line");
                }
                case 0 -> {
                    // RFC 9112 §2.2: one empty line before a request is tolerated
                    if (emptyLineSeen) {
                        return bad("empty lines before the request line");
                    }
                    emptyLineSeen = true;
                }
                default -> {
                    return requestLine(
                            new String(
                                    LineReader.line(length),
                                    0,
                                    length,
                                    StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /// RFC 9112 §3: method, one space, target, one space, version.
    private Parsed<RequestLine> requestLine(String text) {
        int first = text.indexOf(' ');
        int last = text.lastIndexOf(' ');
        if (first < 1 || first == last || text.indexOf(' ', first + 1) != last) {
            return bad(
                    "request line "
                            + Refusal.shown(text)
                            + " (expected: method, target and version, one space between)");
        }
        String method = text.substring(0, first);
        String target = text.substring(first + 1, last);
        String version = text.substring(last + 1);
        if (!FieldSyntax.isMethod(method)) {
            return bad("method " + Refusal.shown(method) + " (expected: a token)");
        }
        if (method.equals("PRI")) {
            return bad("method PRI (expected: HTTP/1.1, not the preface of HTTP/2)");
        }
        if (method.equals("CONNECT")) {
            return new Parsed.Refused<>(new Refusal(501, "method CONNECT is not offered"));
        }
        boolean old = version.equals("HTTP/1.0");
        if (!old && !version.equals("HTTP/1.1")) {
            return version.matches("HTTP/[0-9]\\.[0-9]")
                    ? new Parsed.Refused<>(
                            new Refusal(
                                    505,
                                    "version " + version + " (expected: HTTP/1.0 or HTTP/1.1)"))
                    : bad("version " + Refusal.shown(version) + " (expected: HTTP/1.1)");
        }
        return target(method, target, old);
    }

    /// RFC 9112 §3.2, without the authority-form.
    private Parsed<RequestLine> target(String method, String target, boolean old) {
        if (target.startsWith("/")) {
            return FieldSyntax.isOriginForm(target)
                    ? line(method, target, old, null)
                    : bad("target " + Refusal.shown(target) + " (expected: a path and a query)");
        }
        if (target.equals("*")) {
            return method.equals("OPTIONS")
                    ? line(method, target, old, null)
                    : bad("target * (expected: only with OPTIONS)");
        }
        String scheme = secure ? "https://" : "http://";
        if (!target.regionMatches(true, 0, scheme, 0, scheme.length())) {
            String other = secure ? "http://" : "https://";
            boolean otherScheme = target.regionMatches(true, 0, other, 0, other.length());
            return new Parsed.Refused<>(
                    new Refusal(
                            otherScheme ? 421 : 400,
                            "target "
                                    + Refusal.shown(target)
                                    + " (expected: /path or "
                                    + scheme
                                    + ")"));
        }
        String rest = target.substring(scheme.length());
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        Authority authority = FieldSyntax.authority(rest.substring(0, end));
        if (authority == null) {
            return bad("authority in the target " + Refusal.shown(target));
        }
        String path = rest.substring(end);
        if (path.isEmpty()) {
            path = method.equals("OPTIONS") ? "*" : "/";
        } else if (path.startsWith("?")) {
            path = "/" + path;
        }
        return path.equals("*") || FieldSyntax.isOriginForm(path)
                ? line(method, path, old, authority)
                : bad("target " + Refusal.shown(target) + " (expected: a path and a query)");
    }

    private Parsed<Http1Request> request(RequestLine start, Fields received) {
        Authority authority = start.authority();
        List<String> hosts = received.all("host");
        if (hosts.size() > 1) {
            return refused(400, "host: " + hosts.size() + " fields (expected: one)");
        }
        // RFC 9112 §3.2: an absolute target wins, but the field has to be there all the same
        if (hosts.isEmpty() && (authority == null || !start.old())) {
            return refused(400, "host: missing");
        }
        if (!hosts.isEmpty()) {
            Authority host = FieldSyntax.authority(hosts.getFirst());
            if (host == null) {
                return refused(
                        400,
                        "host: " + Refusal.shown(hosts.getFirst()) + " (expected: host[:port])");
            }
            authority = authority == null ? host : authority;
        }
        if (authority == null) {
            return refused(400, "host: missing");
        }
        Framing framing = Framing.ofRequest(start.old(), received);
        if (framing instanceof Framing.Refused(Refusal refusal)) {
            return new Parsed.Refused<>(refusal);
        }
        List<String> options = received.all("connection");
        Optional<String> protocol = Optional.empty();
        if (!start.old()
                && received.has("upgrade")
                && ConnectionFields.listed(options, "upgrade")
                && ConnectionFields.listed(received.all("upgrade"), "websocket")) {
            if (!start.method().equals("GET") || !(framing instanceof Framing.None)) {
                return refused(400, "upgrade: websocket (expected: with GET and without a body)");
            }
            protocol = Optional.of("websocket");
        }
        boolean expectsContinue = false;
        String expectation = received.first("expect");
        if (expectation != null && !start.old()) {
            if (!expectation.equalsIgnoreCase("100-continue")) {
                return refused(
                        417, "expect: " + Refusal.shown(expectation) + " (expected: 100-continue)");
            }
            expectsContinue = !(framing instanceof Framing.None);
        }
        boolean acceptsTrailers = ConnectionFields.listed(received.all("te"), "trailers");
        return new Parsed.Complete<>(
                new Http1Request(
                        new RequestHead(
                                start.method(),
                                secure,
                                authority,
                                start.target(),
                                forwarded(received, options),
                                Framing.body(framing),
                                protocol,
                                start.old() ? "1.0" : "1.1"),
                        framing,
                        staysOpen(start.old(), options),
                        expectsContinue,
                        acceptsTrailers));
    }

    /// What is left when this connection's own fields are gone. `expect` is among them: it is
    /// answered here.
    private static Fields forwarded(Fields received, List<String> options) {
        received.keep(name ->
                switch (name) {
                    case "host", "content-length", "expect" -> false;
                    default -> !ConnectionFields.isHopByHop(name);
                });
        ConnectionFields.removeListed(received, options);
        return received;
    }

    /// RFC 9112 §9.3.
    static boolean staysOpen(boolean old, List<String> options) {
        if (ConnectionFields.listed(options, "close")) {
            return false;
        }
        return !old || ConnectionFields.listed(options, "keep-alive");
    }

    private static Parsed<RequestLine> line(
            String method, String target, boolean old, @Nullable Authority authority) {
        return new Parsed.Complete<>(new RequestLine(method, target, old, authority));
    }

    private static Parsed<RequestLine> bad(String reason) {
        return new Parsed.Refused<>(Refusal.bad(reason));
    }

    private static Parsed<Http1Request> refused(int status, String reason) {
        return new Parsed.Refused<>(new Refusal(status, reason));
    }

    /// @param authority of an absolute target
    private record RequestLine(
            String method, String target, boolean old, @Nullable Authority authority) {}
}
