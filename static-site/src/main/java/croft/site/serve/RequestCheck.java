package croft.site.serve;

import croft.site.content.Octets;
import croft.site.content.Target;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The checks on a request's head that Netty leaves to us (it accepts absolute targets, several
/// Hosts, any version and any number of fields). What fails them says that the two ends may not
/// agree on where the next request starts, so the connection ends; a request that is merely not for
/// us keeps it.
///
/// Runs on an event loop.
final class RequestCheck {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    private static final String WAITS = "100-continue";
    private static final Octets NO_BODY = new Octets(new byte[0]);

    private final Limits limits;
    private final Desk desk;
    private final Recent<Optional<String>> names = new Recent<>(RequestCheck::name);
    private final Recent<Target> targets = new Recent<>(Target::of);

    RequestCheck(Limits limits, Desk desk) {
        this.limits = limits;
        this.desk = desk;
    }

    /// Checks one request.
    ///
    /// @param peer the address of the connection's other end
    Checked check(HttpRequest request, ServedSites sites, String peer) {
        if (request.decoderResult().isFailure()) {
            return refused(unreadable(request.decoderResult().cause()));
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
        Optional<String> expectation = Optional.ofNullable(fields.get(HttpHeaderNames.EXPECT));
        if (expectation.filter(e -> !e.equalsIgnoreCase(WAITS)).isPresent()) {
            return refused(Status.EXPECTATION_FAILED); // RFC 9110 §10.1.1
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        Optional<String> name = hosts.size() == 1 ? names.of(hosts.getFirst()) : Optional.empty();
        if (name.isEmpty()) {
            return refused(Status.BAD_REQUEST); // RFC 9112 §3.2
        }
        boolean old = version.equals(HttpVersion.HTTP_1_0);
        boolean last = !HttpUtil.isKeepAlive(request) || old;
        String host = name.get();
        Optional<ServedSite> site = sites.find(host);
        if (site.filter(s -> desk.takes(s, request.uri())).isPresent()) {
            return handed(request, site.get(), expectation.isPresent(), last, peer);
        }
        if (expectation.isPresent()) {
            return refused(Status.EXPECTATION_FAILED); // no body is wanted
        }
        String method = request.method().name();
        boolean headOnly = method.equals("HEAD");
        // RFC 9110 §9.3.7: of the server as a whole
        boolean star = method.equals("OPTIONS") && request.uri().equals("*");
        String raw = star ? "/" : request.uri();
        Target target = targets.of(raw);
        if (target instanceof Target.Malformed) {
            return new Checked.Refused(Status.BAD_REQUEST, headOnly, true);
        }
        if (site.isEmpty()) {
            return new Checked.Refused(Status.MISDIRECTED_REQUEST, headOnly, last);
        }
        return new Checked.Accepted(
                new Asked(method, site.get(), host, raw, target, fields, old, NO_BODY), last);
    }

    private static Checked handed(
            HttpRequest request, ServedSite site, boolean waits, boolean last, String peer) {
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, String> each : request.headers()) {
            fields.merge(
                    each.getKey().toLowerCase(Locale.ROOT),
                    each.getValue(),
                    (before, more) -> before + ", " + more);
        }
        String forwarded = fields.getOrDefault("x-forwarded-for", peer);
        Upload body = new Upload();
        Visit visit =
                new Visit(
                        site,
                        request.method().name(),
                        request.uri(),
                        fields,
                        forwarded.substring(forwarded.lastIndexOf(',') + 1).strip(),
                        length(fields),
                        body);
        return new Checked.Handed(visit, body, waits, last);
    }

    /// Netty has checked that it is a number, and that it is not there beside a coding.
    private static OptionalLong length(Map<String, String> fields) {
        String length = fields.get("content-length");
        if (length == null) {
            return fields.containsKey("transfer-encoding")
                    ? OptionalLong.empty()
                    : OptionalLong.of(0);
        }
        return OptionalLong.of(Long.parseLong(length));
    }

    private static Checked refused(Status status) {
        return new Checked.Refused(status, false, true);
    }

    private static Status unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> Status.URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> Status.FIELDS_TOO_LARGE;
            default -> Status.BAD_REQUEST;
        };
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
