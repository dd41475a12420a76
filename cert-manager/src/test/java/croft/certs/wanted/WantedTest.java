package croft.certs.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CachePolicy;
import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.CertificateTerms.Challenge;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.platform.declaration.SiteLimits;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which certificates follow from a declaration.
class WantedTest {
    private static final Authority.Acme ACME =
            new Authority.Acme(
                    "acme",
                    URI.create("https://acme.test/directory"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
    private static final DnsProvider DNS =
            new DnsProvider(
                    DnsProvider.Kind.MANUAL,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    @Test
    void wantsOneCertificateForEachSiteWithItsAliases() {
        CertificateTerms terms = terms(Challenge.HTTP_01, "", CertificateKey.P256, false);
        assertThat(
                        Wanted.of(
                                declaration(
                                        site("www.blog.net blog.net", "", terms),
                                        site("*.app.net", "", terms),
                                        site("app.net", "", terms))))
                .extracting(wanted -> wanted.names().texts())
                .containsExactly(
                        List.of("www.blog.net", "blog.net"),
                        List.of("*.app.net"),
                        List.of("app.net"));
    }

    @ParameterizedTest
    @CsvSource({
        // key, rsa-beside → keys wanted
        "P256, false, MAIN P256",
        "P256, true, MAIN P256 RSA RSA2048",
        "P384, true, MAIN P384 RSA RSA2048",
        "RSA3072, true, MAIN RSA3072",
        "RSA4096, false, MAIN RSA4096"
    })
    void wantsAnRsaCertificateBesideWhereItIsDeclared(
            CertificateKey key, boolean beside, String expected) {
        CertificateTerms terms = terms(Challenge.DNS_01, "", key, beside);
        assertThat(
                        Wanted.of(declaration(site("app.net", "", terms))).stream()
                                .map(w -> w.variant() + " " + w.terms().key())
                                .toList())
                .isEqualTo(Arrays.asList(expected.split(" (?=RSA RSA)")));
    }

    @ParameterizedTest
    @CsvSource({
        // declared challenge, declared profile → for the addresses
        "HTTP_01, '', HTTP_01, shortlived",
        "TLS_ALPN_01, '', TLS_ALPN_01, shortlived",
        "DNS_01, '', HTTP_01, shortlived",
        "DNS_PERSIST_01, '', HTTP_01, shortlived",
        "DNS_01, tiny, HTTP_01, tiny"
    })
    void wantsAShortLivedCertificateForAddressesAlone(
            Challenge declared, String profile, Challenge challenge, String expected) {
        CertificateTerms terms = terms(declared, profile, CertificateKey.P256, true);
        List<Wanted> wanted =
                Wanted.of(declaration(site("app.net", "192.0.2.1 2001:db8::1", terms)));
        assertThat(wanted)
                .extracting(Wanted::toString)
                .containsExactly("app.net", "app.net (RSA)", "192.0.2.1 and 1 more");
        assertThat(wanted.getFirst().terms()).isEqualTo(terms);
        CertificateTerms forAddresses = wanted.getLast().terms();
        assertThat(forAddresses.challenge()).isEqualTo(challenge);
        assertThat(forAddresses.profile()).contains(expected);
        assertThat(forAddresses.dns()).isEmpty();
    }

    @Test
    void leavesTheProfileOfTheLocalAuthorityAlone() {
        CertificateTerms terms = CertificateTerms.of(new Authority.Local());
        Wanted addresses = Wanted.of(declaration(site("app.test", "127.0.0.1", terms))).getLast();
        assertThat(addresses.terms().profile()).isEmpty();
        assertThat(addresses.directory()).isEmpty();
    }

    @Test
    void digestsWhatIsDeclaredForIt() {
        Wanted one = wanted(terms(Challenge.HTTP_01, "", CertificateKey.P256, false));
        assertThat(one.declared())
                .isEqualTo(
                        wanted(terms(Challenge.HTTP_01, "", CertificateKey.P256, false)).declared())
                .isNotEqualTo(
                        wanted(terms(Challenge.DNS_01, "", CertificateKey.P256, false)).declared())
                .isNotEqualTo(
                        wanted(terms(Challenge.HTTP_01, "tiny", CertificateKey.P256, false))
                                .declared())
                .isNotEqualTo(wanted(CertificateTerms.of(new Authority.Local())).declared());
    }

    private static Wanted wanted(CertificateTerms terms) {
        return Wanted.of(declaration(site("app.net", "", terms))).getFirst();
    }

    private static CertificateTerms terms(
            Challenge challenge, String profile, CertificateKey key, boolean rsaBeside) {
        return new CertificateTerms(
                ACME,
                challenge,
                challenge.provesWildcards() ? Optional.of(DNS) : Optional.empty(),
                Optional.of(profile).filter(p -> !p.isEmpty()),
                key,
                rsaBeside,
                false);
    }

    private static Declaration declaration(Site... sites) {
        return new Declaration(
                Optional.empty(), new CertificatePolicy(new Authority.Local()), List.of(sites));
    }

    private static Site site(String names, String addresses, CertificateTerms terms) {
        List<HostName> hosts = Arrays.stream(names.split(" ")).map(HostName::new).toList();
        List<InetAddress> numbers =
                Arrays.stream(addresses.split(" "))
                        .filter(a -> !a.isEmpty())
                        .map(InetAddress::ofLiteral)
                        .toList();
        Serving serving = new Serving.Proxy(new Origin("127.0.0.1", 3000));
        return new Site(
                hosts.getFirst(),
                hosts.subList(1, hosts.size()),
                serving,
                CachePolicy.of(CachePolicy.Preset.APP),
                SiteLimits.NONE,
                terms,
                numbers);
    }
}
