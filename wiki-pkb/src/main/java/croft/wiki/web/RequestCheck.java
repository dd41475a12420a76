package croft.wiki.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The checks on a request's head that Netty leaves to us. What fails them says that the two ends
/// may not agree on where the next request starts, so the connection ends; a request that is merely
/// not for us keeps it.
///
/// Runs on an event loop.
final class RequestCheck {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    private final Limits limits;
    private final Supplier<Wikis> wikis;
    private final LongSupplier changes;

    /// @param changes how many changes of wikis there have been
    RequestCheck(Limits limits, Supplier<Wikis> wikis, LongSupplier changes) {
        this.limits = limits;
        this.wikis = wikis;
        this.changes = changes;
    }

    Checked check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return refused(Status.VERSION_NOT_SUPPORTED);
        }
        HttpHeaders fields = request.headers();
        if (fields.size() > limits.fields()) {
            return refused(Status.FIELDS_TOO_LARGE);
        }
        List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked"))) {
            return refused(Status.NOT_IMPLEMENTED);
        }
        if (fields.contains(HttpHeaderNames.EXPECT)) {
            return refused(Status.EXPECTATION_FAILED); // RFC 9110 §10.1.1: no body is wanted
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        Optional<String> host = hosts.size() == 1 ? name(hosts.getFirst()) : Optional.empty();
        if (host.isEmpty()) {
            return refused(Status.BAD_REQUEST); // RFC 9112 §3.2
        }
        // HTTP/1.0 knows no chunks and may not know that connections stay
        boolean last = !HttpUtil.isKeepAlive(request) || version.equals(HttpVersion.HTTP_1_0);
        String method = request.method().name();
        boolean headOnly = method.equals("HEAD");
        Target target = Target.of(request.uri());
        if (target instanceof Target.Malformed) {
            return new Checked.Refused(Status.BAD_REQUEST, headOnly, true);
        }
        if (!headOnly && !method.equals("GET")) {
            return new Checked.Refused(Status.METHOD_NOT_ALLOWED, false, last);
        }
        long seen = changes.getAsLong(); // before the wiki is looked up
        Optional<Wiki> wiki = wikis.get().find(host.get());
        if (wiki.isEmpty()) {
            return new Checked.Refused(Status.MISDIRECTED_REQUEST, headOnly, last);
        }
        return new Checked.Accepted(new Asked(headOnly, wiki.get(), seen, target, fields), last);
    }

    private static Checked unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> refused(Status.URI_TOO_LONG);
            case TooLongHttpHeaderException _ -> refused(Status.FIELDS_TOO_LARGE);
            default -> refused(Status.BAD_REQUEST);
        };
    }

    private static Checked refused(Status status) {
        return new Checked.Refused(status, false, true);
    }

    /// Of a Host field: without port, in lower case, without the dot of a fully qualified name.
    /// Empty if it is none.
    private static Optional<String> name(String host) {
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        int colon = host.startsWith("[") ? -1 : host.indexOf(':');
        String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        return Optional.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    }
}
