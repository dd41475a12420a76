package croft.edge.admin;

import croft.edge.http.Authority;
import croft.edge.http.FieldSyntax;

/// A URL that the operator asks about: `https://HOST/PATH?QUERY`, as a request would carry it.
///
/// @param authority host in lower case, and the port if one was named
/// @param target path and query, in origin-form
record SiteUrl(Authority authority, String target) {
    private static final String SCHEME = "https://";
    private static final String EXPECTED = " (expected: https://HOST/PATH, percent-encoded)";

    /// Reads a URL.
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
        return new SiteUrl(authority, rest);
    }

    String host() {
        return authority.host();
    }

    private static IllegalArgumentException wrong(String what, String url) {
        return new IllegalArgumentException(what + ": " + Said.quoted(url) + EXPECTED);
    }
}
