package croft.edge.http;

import java.util.Optional;

/// A request's head, checked: whoever holds one need not doubt its syntax.
///
/// @param method a token, as sent
/// @param secure whether it came over TLS
/// @param target origin-form, `/path?query`, byte for byte as sent (`*` only with OPTIONS)
/// @param fields without `host`, pseudo-fields and those that belong to the connection (RFC 9110
///   §7.6.1)
/// @param protocol of an upgrade that the client asks for, in lower case: only `websocket` (RFC
///   6455 over HTTP/1.1, RFC 8441 over HTTP/2); everything else has been dropped
/// @param version as the client speaks it: `1.0`, `1.1` or `2`
public record RequestHead(
        String method,
        boolean secure,
        Authority authority,
        String target,
        Fields fields,
        Body body,
        Optional<String> protocol,
        String version) {
    public RequestHead withMethod(String other) {
        return new RequestHead(other, secure, authority, target, fields, body, protocol, version);
    }

    /// The same for another target, in origin-form.
    public RequestHead withTarget(String other) {
        return new RequestHead(method, secure, authority, other, fields, body, protocol, version);
    }

    public RequestHead withFields(Fields other) {
        return new RequestHead(method, secure, authority, target, other, body, protocol, version);
    }
}
