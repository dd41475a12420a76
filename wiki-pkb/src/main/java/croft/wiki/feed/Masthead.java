package croft.wiki.feed;

import croft.wiki.page.Address;
import java.net.URI;
import java.util.Optional;

/// What a wiki says of itself to machines.
///
/// @param origin scheme, host and, where it is not the usual one, port: `https://notes.example.net`
/// @param language of its texts where they do not say (BCP 47)
public record Masthead(
        String origin,
        String name,
        Optional<String> tagline,
        Optional<String> author,
        Optional<String> authorUrl,
        String language) {
    public Masthead {
        URI uri = URI.create(origin);
        if (uri.getScheme() == null || uri.getRawAuthority() == null || origin.endsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + origin + "\" is not an origin (expected: such as https://example.net)");
        }
    }

    /// The whole URL of an address.
    public String url(Address address) {
        return origin + address;
    }
}
