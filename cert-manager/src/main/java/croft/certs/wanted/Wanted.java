package croft.certs.wanted;

import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.CertificateTerms.Challenge;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A certificate that should exist.
///
/// @param terms how it is got, with what the names demand: see [#of]
public record Wanted(NameSet names, Variant variant, CertificateTerms terms) {
    /// The profile of Let's Encrypt, and of authorities that follow it, that has addresses.
    private static final String FOR_ADDRESSES = "shortlived";

    /// What a declaration wants, in its order: for each site a certificate for its host and
    /// aliases, where declared a second one with an RSA key, and one for its addresses.
    public static List<Wanted> of(Declaration declaration) {
        Map<Id, Wanted> wanted = new LinkedHashMap<>();
        for (Site site : declaration.sites()) {
            ofSite(site).forEach(w -> wanted.putIfAbsent(w.id(), w));
        }
        return List.copyOf(wanted.values());
    }

    private static List<Wanted> ofSite(Site site) {
        List<HostName> hosts = new ArrayList<>();
        hosts.add(site.host());
        hosts.addAll(site.aliases());
        CertificateTerms terms = site.certificate();
        if (terms.wildcard()) {
            hosts.add(new HostName("*." + site.host()));
        }
        NameSet names = NameSet.ofHosts(hosts);
        List<Wanted> wanted = new ArrayList<>();
        wanted.add(new Wanted(names, Variant.MAIN, terms));
        if (terms.rsaBeside() && !terms.key().isRsa()) {
            wanted.add(new Wanted(names, Variant.RSA, withKey(terms, CertificateKey.RSA2048)));
        }
        if (!site.addresses().isEmpty()) {
            wanted.add(
                    new Wanted(
                            NameSet.ofAddresses(site.addresses()),
                            Variant.MAIN,
                            forAddresses(terms)));
        }
        return wanted;
    }

    private static CertificateTerms withKey(CertificateTerms terms, CertificateKey key) {
        return new CertificateTerms(
                terms.authority(),
                terms.challenge(),
                terms.dns(),
                terms.profile(),
                key,
                terms.rsaBeside(),
                terms.wildcard());
    }

    /// No DNS challenge proves an address (RFC 8738 §7), and the lives of such certificates are
    /// short everywhere (CA/Browser Forum).
    private static CertificateTerms forAddresses(CertificateTerms terms) {
        Challenge challenge =
                switch (terms.challenge()) {
                    case HTTP_01, TLS_ALPN_01 -> terms.challenge();
                    case DNS_01, DNS_PERSIST_01 -> Challenge.HTTP_01;
                };
        Optional<String> profile =
                switch (terms.authority()) {
                    case Authority.Local _ -> terms.profile();
                    case Authority.Acme _ -> terms.profile().or(() -> Optional.of(FOR_ADDRESSES));
                };
        return new CertificateTerms(
                terms.authority(),
                challenge,
                Optional.empty(),
                profile,
                terms.key(),
                terms.rsaBeside(),
                terms.wildcard());
    }

    /// What tells it from every other.
    public Id id() {
        return new Id(names.digest(), variant);
    }

    /// The authority's directory; empty for the local one.
    public Optional<URI> directory() {
        return switch (terms.authority()) {
            case Authority.Local _ -> Optional.empty();
            case Authority.Acme acme -> Optional.of(acme.directory());
        };
    }

    /// What is declared for it, as a digest: another one where something that could have made a try
    /// fail is declared otherwise.
    public String declared() {
        return Digests.sha256(terms.toString() + directory().map(d -> " " + d).orElse(""));
    }

    /// `www.example.net and 2 more`, with ` (RSA)` for the second one.
    @Override
    public String toString() {
        return variant == Variant.RSA ? names + " (RSA)" : names.toString();
    }

    /// One certificate among all.
    ///
    /// @param names the digest of its set of names
    public record Id(String names, Variant variant) {}
}
