package croft.site.rules;

import java.util.Optional;

/// What the rules are asked about.
///
/// @param host without port, in lower case
/// @param path as it stood in the request, undecoded
/// @param query with its question mark, undecoded; empty without one
/// @param acceptLanguage the field of that name
public record Lookup(
        String host,
        String path,
        String query,
        Optional<String> acceptLanguage,
        Presence presence) {}
