package croft.site.serve;

import croft.site.content.AcceptedCodings;
import croft.site.content.Octets;
import croft.site.content.Preconditions;
import croft.site.content.Target;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/// A request that passed every check of [RequestCheck].
///
/// @param method as it was sent
/// @param host as named by the request, in lower case without port
/// @param raw the target as it stood in the request line
/// @param fields not changed any more
/// @param old whether it is of HTTP/1.0, which knows no chunks
/// @param body empty unless the site may pass it on
record Asked(
        String method,
        ServedSite site,
        String host,
        String raw,
        Target target,
        HttpHeaders fields,
        boolean old,
        Octets body) {
    boolean isGet() {
        return method.equals("GET");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /// The path as it stood in the request, undecoded.
    String path() {
        int question = raw.indexOf('?');
        return question < 0 ? raw : raw.substring(0, question);
    }

    /// With its question mark, undecoded; empty without one.
    String query() {
        int question = raw.indexOf('?');
        return question < 0 ? "" : raw.substring(question);
    }

    /// Empty for all but GET, which alone has ranges (RFC 9110 §14.2).
    Optional<String> range() {
        return isGet() ? field("range") : Optional.empty();
    }

    AcceptedCodings codings() {
        return AcceptedCodings.of(field("accept-encoding"));
    }

    Preconditions preconditions() {
        return new Preconditions(
                field("if-match"),
                field("if-unmodified-since"),
                field("if-none-match"),
                field("if-modified-since"),
                field("if-range"));
    }

    /// All lines of a field, joined by commas.
    Optional<String> field(String name) {
        List<String> lines = fields.getAll(name);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    Asked withBody(Octets octets) {
        return new Asked(method, site, host, raw, target, fields, old, octets);
    }
}
