package croft.platform.traffic;

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
import java.util.regex.Pattern;

/// The checks on a request's head that Netty leaves to us (it accepts several Hosts, any version
/// and any number of fields). What fails them says that the two ends may not agree on where the
/// next request starts. What is asked for is not looked at here.
///
/// Runs on event loops.
final class RequestCheck {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    private static final String WAITS = "100-continue";

    private final Limits limits;
    private final Recent<Optional<String>> names = new Recent<>(RequestCheck::name);

    RequestCheck(Limits limits) {
        this.limits = limits;
    }

    /// Checks one request.
    ///
    /// @param peer the address of the connection's other end
    Checked check(HttpRequest request, String peer) {
        if (request.decoderResult().isFailure()) {
            return new Checked.Refused(unreadable(request.decoderResult().cause()), false);
        }
        boolean headOnly = request.method().name().equals("HEAD");
        HttpVersion version = request.protocolVersion();
        boolean old = version.equals(HttpVersion.HTTP_1_0);
        if (!old && !version.equals(HttpVersion.HTTP_1_1)) {
            return new Checked.Refused(Status.VERSION_NOT_SUPPORTED, headOnly);
        }
        HttpHeaders fields = request.headers();
        if (fields.size() > limits.fields()) {
            return new Checked.Refused(Status.FIELDS_TOO_LARGE, headOnly);
        }
        List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked"))) {
            return new Checked.Refused(Status.NOT_IMPLEMENTED, headOnly);
        }
        Optional<String> expectation = Optional.ofNullable(fields.get(HttpHeaderNames.EXPECT));
        if (expectation.filter(e -> !e.equalsIgnoreCase(WAITS)).isPresent()) {
            return new Checked.Refused(Status.EXPECTATION_FAILED, headOnly); // RFC 9110 §10.1.1
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        Optional<String> host = hosts.size() == 1 ? names.of(hosts.getFirst()) : Optional.empty();
        if (host.isEmpty()) {
            return new Checked.Refused(Status.BAD_REQUEST, headOnly); // RFC 9112 §3.2
        }
        return new Checked.InOrder(
                new Request(
                        request.method().name(),
                        host.get(),
                        request.uri(),
                        new Fields(fields),
                        old,
                        peer),
                expectation.isPresent(),
                // HTTP/1.0 may not know that connections stay
                old || !HttpUtil.isKeepAlive(request));
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
