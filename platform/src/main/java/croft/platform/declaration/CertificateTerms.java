package croft.platform.declaration;

import java.util.Optional;

/// How one site gets its certificate.
///
/// @param authority who issues it
/// @param challenge how the names are proved; means nothing to the local authority
/// @param dns who holds the zone, for the DNS challenges
/// @param profile which of the authority's kinds of certificate; its usual one if empty
/// @param key what its key is
/// @param rsaBeside whether a second one with an RSA key is held, for old clients
/// @param wildcard whether it also covers every name with one label before the site's host
public record CertificateTerms(
        CertificatePolicy.Authority authority,
        Challenge challenge,
        Optional<DnsProvider> dns,
        Optional<String> profile,
        CertificateKey key,
        boolean rsaBeside,
        boolean wildcard) {
    /// Those of a croft.yml that says nothing but who issues.
    public static CertificateTerms of(CertificatePolicy.Authority authority) {
        return new CertificateTerms(
                authority,
                Challenge.HTTP_01,
                Optional.empty(),
                Optional.empty(),
                CertificateKey.P256,
                false,
                false);
    }

    /// How a name is proved to an authority.
    public enum Challenge {
        /// A file on port 80 (RFC 8555 §8.3).
        HTTP_01("http-01"),
        /// A handshake on port 443 (RFC 8737).
        TLS_ALPN_01("tls-alpn-01"),
        /// A record for each order (RFC 8555 §8.4).
        DNS_01("dns-01"),
        /// A record that stays (draft-ietf-acme-dns-persist).
        DNS_PERSIST_01("dns-persist-01");

        private final String word;

        Challenge(String word) {
            this.word = word;
        }

        /// Whether it can prove a wildcard.
        public boolean provesWildcards() {
            return this == DNS_01 || this == DNS_PERSIST_01;
        }

        /// As in croft.yml, and as authorities name it.
        public String word() {
            return word;
        }
    }
}
