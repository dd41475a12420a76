package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Who holds DNS zones, and how records are written there. Which parts a kind needs is in [DnsYml];
/// those that it has no use for are empty.
///
/// @param url where its API is, if not where everybody's is
/// @param user the name of an account or key
/// @param secret where the password, token or key is
/// @param server whom updates are sent to
/// @param algorithm of a TSIG key, such as `hmac-sha256`
/// @param command a program and its arguments
/// @param authoritative servers that are asked whether a record is there; those that the zone names
///   if empty
public record DnsProvider(
        Kind kind,
        Optional<URI> url,
        Optional<String> user,
        Optional<SecretName> secret,
        Optional<ServerAddress> server,
        Optional<String> algorithm,
        List<String> command,
        List<ServerAddress> authoritative) {
    public DnsProvider {
        command = List.copyOf(command);
        authoritative = List.copyOf(authoritative);
    }

    /// The protocol that is spoken.
    public enum Kind {
        LUADNS("luadns"),
        RFC2136("rfc2136"),
        POWERDNS("powerdns"),
        CLOUDFLARE("cloudflare"),
        DESEC("desec"),
        HETZNER("hetzner"),
        ACME_DNS("acme-dns"),
        HTTPREQ("httpreq"),
        EXEC("exec"),
        MANUAL("manual");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As in croft.yml.
        public String word() {
            return word;
        }
    }

    /// The kind, and where it is spoken if that is not always the same place.
    @Override
    public String toString() {
        return kind.word()
                + url.map(u -> " at " + u)
                        .or(() -> server.map(s -> " at " + s))
                        .or(() -> user.map(u -> " as " + u))
                        .orElse("");
    }
}
