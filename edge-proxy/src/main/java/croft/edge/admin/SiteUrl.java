package croft.edge.admin;

import croft.edge.http.Authority;
import croft.edge.http.FieldSyntax;

/// A URL that the operator asks about: `https://HOST/PATH?QUERY`, as a request would carry it.
///
/// @param host lower case, without port
/// @param target path and query, in origin-form
record SiteUrl(String host, String target) {
    private static final String SCHEME = "https://";
    private static final String EXPECTED = " (expected: https://HOST/PATH, percent-encoded)";

    /// Reads a URL; its port does not count.
    ///
    /// @param what it is for, in messages
    /// @throws IllegalArgumentException if it is anything else
    static SiteUrl of(String what, String url) {
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw wrong(what, url);
        }
        int slash = url.indexOf('/', SCHEME.length());
        String rest = slash < 0 ? "/" : url.substring(slash);
        Authority authority =
                FieldSyntax.authority(
                        url.substring(SCHEME.length(), slash < 0 ? url.length() : slash));
        if (authority == null || !FieldSyntax.isOriginForm(rest)) {
            throw wrong(what, url);
        }
        return new SiteUrl(authority.host(), rest);
    }

    private static IllegalArgumentException wrong(String what, String url) {
        return new IllegalArgumentException(what + ": " + Said.quoted(url) + EXPECTED);
    }

    @Override
    public String toString() {
        return SCHEME + host + target;
    }
}
