package croft.stack.clients;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Directories of authorities, for clients that keep only the host of theirs.
final class KnownDirectories {
    private static final List<String> KNOWN =
            List.of(
                    "https://acme-v02.api.letsencrypt.org/directory",
                    "https://acme-staging-v02.api.letsencrypt.org/directory",
                    "https://acme.zerossl.com/v2/DV90",
                    "https://dv.acme-v02.api.pki.goog/directory",
                    "https://dv.acme-v02.test-api.pki.goog/directory",
                    "https://acme.ssl.com/sslcom-dv-ecc",
                    "https://acme.ssl.com/sslcom-dv-rsa");

    private KnownDirectories() {}

    /// The only one on this host.
    static Optional<String> at(String host) {
        List<String> found =
                KNOWN.stream().filter(url -> host.equals(URI.create(url).getHost())).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// The one that becomes this text when its `/` are replaced by `-`, as Caddy names folders.
    static Optional<String> dashed(String text) {
        return KNOWN.stream()
                .filter(url -> url.substring("https://".length()).replace('/', '-').equals(text))
                .findFirst();
    }

    /// The only one on the host of an account's URL.
    static Optional<String> ofAccount(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).flatMap(KnownDirectories::at);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
