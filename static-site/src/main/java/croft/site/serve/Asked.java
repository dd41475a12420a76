package croft.site.serve;

import croft.platform.traffic.Octets;
import croft.platform.traffic.Preconditions;
import croft.platform.traffic.Request;
import croft.site.content.AcceptedCodings;
import croft.site.content.Target;
import java.util.Optional;

/// A request for something of a site.
///
/// @param raw the target as it stood in the request line
/// @param body empty unless the site may pass it on
record Asked(Request request, ServedSite site, String raw, Target target, Octets body) {
    String method() {
        return request.method();
    }

    boolean isGet() {
        return request.isGet();
    }

    boolean isHead() {
        return request.isHead();
    }

    /// As named by the request, in lower case without port.
    String host() {
        return request.host();
    }

    /// The path as it stood in the request, undecoded.
    String path() {
        int question = raw.indexOf('?');
        return question < 0 ? raw : raw.substring(0, question);
    }

    /// With its question mark, undecoded; empty without one.
    String query() {
        return request.query();
    }

    /// Empty for all but GET, which alone has ranges (RFC 9110 §14.2).
    Optional<String> range() {
        return request.range();
    }

    AcceptedCodings codings() {
        return AcceptedCodings.of(field("accept-encoding"));
    }

    Preconditions preconditions() {
        return request.preconditions();
    }

    /// All lines of a field, joined by commas.
    Optional<String> field(String name) {
        return request.fields().of(name);
    }

    Asked withBody(Octets octets) {
        return new Asked(request, site, raw, target, octets);
    }
}
