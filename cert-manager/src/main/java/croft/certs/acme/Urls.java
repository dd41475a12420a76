package croft.certs.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;

/// URLs between acme4j, which has them in the old type, this package, and the authority's text.
final class Urls {
    private static final int LONGEST = 2000;

    private Urls() {}

    /// What acme4j takes.
    ///
    /// @throws IllegalArgumentException if it is none
    static URL of(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(uri + " is not a URL (expected: https://…)", e);
        }
    }

    /// What acme4j gives.
    static URI of(URL url) {
        return URI.create(url.toString());
    }

    /// A page for people, if its address can be shown as a link without doing harm.
    static Optional<URI> page(String text) {
        try {
            URI page = new URI(text);
            boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
            return web && page.getHost() != null && text.length() <= LONGEST
                    ? Optional.of(page)
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
