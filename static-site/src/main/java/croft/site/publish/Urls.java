package croft.site.publish;

import croft.site.serve.Visit;

/// Addresses as whoever asked would type them.
///
/// @param scheme of the request, as the edge says it
/// @param port with a colon before it; empty for the usual one
record Urls(String scheme, String port) {
    static Urls of(Visit visit) {
        String host = visit.field("host").orElse("");
        int colon = host.lastIndexOf(':');
        return new Urls(
                visit.field("x-forwarded-proto").filter("http"::equals).orElse("https"),
                colon < 0 || host.endsWith("]") ? "" : host.substring(colon));
    }

    String of(String host) {
        return scheme + "://" + host + port + "/";
    }
}
