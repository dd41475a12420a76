package croft.edge.http2;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.ConnectionFields;
import croft.edge.http.FieldSyntax;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of one header block, checked as they come (RFC 9113 §8.2, §8.3), and what they make:
/// a request, or trailers. Used again for block after block. After the first fault, or over a
/// limit, the rest is only counted, since the block must be decoded to its end all the same (RFC
/// 9113 §4.3).
final class RequestFields implements FieldSink {
    /// A body longer than these digits can say does not exist.
    private static final int LONGEST_LENGTH = 18;

    private static final long UNKNOWN = -1;

    /// How many times the limit a header list may be to get an answer rather than the end.
    private static final int ANSWERED = 4;

    private int octetsLeft;
    private int octetsFlooded;
    private int fieldsLeft;
    private int longestPath;

    private Fields fields = new Fields();
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String protocol;
    private @Nullable String host;
    private @Nullable String expectation;
    private @Nullable StringBuilder cookie;
    private long length;
    private boolean regular;
    private boolean tooLarge;
    private @Nullable String flaw;

    /// Forgets the last block.
    RequestFields begin(Http2Limits.Heads limits) {
        octetsLeft = limits.octets();
        octetsFlooded = -(ANSWERED - 1) * limits.octets();
        fieldsLeft = limits.fields();
        longestPath = limits.path();
        fields = new Fields();
        method = null;
        scheme = null;
        authority = null;
        path = null;
        protocol = null;
        host = null;
        expectation = null;
        cookie = null;
        length = UNKNOWN;
        regular = false;
        tooLarge = false;
        flaw = null;
        return this;
    }

    @Override
    public void field(HeaderField field) {
        octetsLeft -= field.size();
        fieldsLeft--;
        if (octetsLeft < 0 || fieldsLeft < 0) {
            tooLarge = true;
            fields = new Fields();
        }
        if (tooLarge || flaw != null) {
            return;
        }
        if (!field.sound()) {
            flaw = "a field's name or value is none (RFC 9113 8.2.1)";
        } else if (field.isPseudo()) {
            pseudo(field.name(), field.value());
        } else {
            regular = true;
            regular(field.name(), field.value());
        }
    }

    @Override
    public boolean isFlooded() {
        return octetsLeft < octetsFlooded;
    }

    private void pseudo(String name, String value) {
        if (regular) {
            flaw = "pseudo-field behind a field (RFC 9113 8.3)";
            return;
        }
        switch (name) {
            case ":method" -> method = once(method, value);
            case ":scheme" -> scheme = once(scheme, value);
            case ":authority" -> authority = once(authority, value);
            case ":path" -> path = once(path, value);
            case ":protocol" -> protocol = once(protocol, value);
            default -> flaw = "pseudo-field that requests do not have (RFC 9113 8.3)";
        }
    }

    private String once(@Nullable String before, String value) {
        if (before != null) {
            flaw = "field sent twice that comes once (RFC 9113 8.3)";
        }
        return value;
    }

    private void regular(String name, String value) {
        switch (name) {
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" ->
                    flaw = "field that belongs to HTTP/1.1 connections (RFC 9113 8.2.2)";
            case "te" -> {
                // allowed with this one value, and about this connection only: not passed on
                if (!value.toLowerCase(Locale.ROOT).equals("trailers")) {
                    flaw = "te other than trailers (RFC 9113 8.2.2)";
                }
            }
            case "host" -> {
                if (host != null) {
                    flaw = "host sent twice (RFC 9110 7.2)";
                }
                host = value;
            }
            case "cookie" -> {
                // crumbs are put together again (RFC 9113 §8.2.3)
                if (cookie == null) {
                    cookie = new StringBuilder(value);
                } else {
                    cookie.append("; ").append(value);
                }
            }
            case "content-length" -> contentLength(value);
            // answered here, and not passed on: a backend that answers instead of reading may take
            // the body for the next request
            case "expect" -> expectation = expectation == null ? value : expectation + ", " + value;
            default -> {
                if (!ConnectionFields.isHopByHop(name)) {
                    fields.add(name, value);
                }
            }
        }
    }

    /// Digits, once (RFC 9110 §8.6); the head's body says it from there on.
    private void contentLength(String value) {
        if (length != UNKNOWN || value.isEmpty() || value.length() > LONGEST_LENGTH) {
            flaw = "content-length sent twice, or of no digits (RFC 9113 8.1.1)";
            return;
        }
        length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                flaw = "content-length that is no number (RFC 9113 8.1.1)";
                return;
            }
            length = 10 * length + digit;
        }
    }

    /// What `content-length` says, or -1.
    long length() {
        return length;
    }

    /// Whether the client waits for 100 before it sends its content (RFC 9110 §10.1.1).
    boolean expectsContinue() {
        return expectation != null;
    }

    /// What the block means as a request.
    ///
    /// @param ends whether no body follows
    RequestOutcome request(boolean ends, boolean secure) {
        if (flaw != null) {
            return new RequestOutcome.Malformed(flaw);
        }
        if (tooLarge) {
            return new RequestOutcome.Refused(431, "head too large");
        }
        if (method == null || !FieldSyntax.isMethod(method)) {
            return new RequestOutcome.Malformed(":method missing or no token (RFC 9113 8.3.1)");
        }
        if (method.equals("PRI")) {
            // what a backend would take for the preface of HTTP/2 (RFC 9113 §3.4)
            return new RequestOutcome.Refused(400, "method PRI");
        }
        boolean connect = method.equals("CONNECT");
        if (connect && protocol == null) {
            return scheme == null && path == null && authority != null
                    ? new RequestOutcome.Refused(501, "no proxy for connections")
                    : new RequestOutcome.Malformed("CONNECT with a target (RFC 9113 8.5)");
        }
        if (protocol != null && (!connect || ends)) {
            return new RequestOutcome.Malformed(":protocol without CONNECT (RFC 8441 4)");
        }
        if (scheme == null || path == null || path.isEmpty()) {
            return new RequestOutcome.Malformed(":scheme or :path missing (RFC 9113 8.3.1)");
        }
        if (!isScheme(scheme)) {
            return new RequestOutcome.Malformed(":scheme that is none (RFC 3986 3.1)");
        }
        if (ends && length > 0) {
            return new RequestOutcome.Malformed("content-length without content (RFC 9113 8.1.1)");
        }
        return request(method, path, ends, secure);
    }

    /// Which of the two it is does not matter here: the connection says what is secure.
    private static boolean isScheme(String text) {
        return text.equalsIgnoreCase("https") || text.equalsIgnoreCase("http");
    }

    private RequestOutcome request(String verb, String target, boolean ends, boolean secure) {
        Authority named = authority == null ? null : FieldSyntax.authority(authority);
        Authority hosted = host == null ? null : FieldSyntax.authority(host);
        if (authority != null && host != null && !(named != null && named.equals(hosted))) {
            return new RequestOutcome.Malformed(":authority and host differ (RFC 9113 8.3.1)");
        }
        Authority whom = authority == null ? hosted : named;
        if (whom == null) {
            return new RequestOutcome.Refused(400, "no host, or not one that can be");
        }
        if (target.length() > longestPath) {
            return new RequestOutcome.Refused(414, "path too long");
        }
        if (!FieldSyntax.isOriginForm(target) && !(target.equals("*") && verb.equals("OPTIONS"))) {
            return new RequestOutcome.Refused(400, "path that cannot be");
        }
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            return new RequestOutcome.Refused(417, "expectation that is not known");
        }
        if (protocol != null && !protocol.equals("websocket")) {
            return new RequestOutcome.Refused(501, "protocol that is not known");
        }
        if (cookie != null) {
            fields.add("cookie", cookie.toString());
        }
        // a switch of protocols begins with a GET without content, as over HTTP/1.1 (RFC 8441 §5)
        return new RequestOutcome.Request(
                new RequestHead(
                        protocol == null ? verb : "GET",
                        secure,
                        whom,
                        target,
                        fields,
                        protocol == null ? body(ends) : Body.NONE,
                        Optional.ofNullable(protocol),
                        "2"));
    }

    private Body body(boolean ends) {
        if (ends) {
            return Body.NONE;
        }
        return length == UNKNOWN ? Body.OPEN : Body.of(length);
    }

    /// What the block means behind a body (RFC 9113 §8.1), or null where it may not be there.
    /// Trailers over a limit are dropped, as any recipient may (RFC 9110 §6.5.1).
    @Nullable Fields trailers() {
        boolean strange =
                method != null
                        || scheme != null
                        || authority != null
                        || path != null
                        || protocol != null;
        return flaw != null || strange ? null : ConnectionFields.allowedTrailers(fields);
    }
}
