package croft.certs.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.SetClock;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.CertificateTerms.Challenge;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found out before an order, with a real name server that holds good and bad zones below
/// `test`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightTest {
    private static final Issuer ISSUER =
            new Issuer("ca", List.of("ca.test"), Optional.of(URI.create("https://ca.test/1")));
    private static final DnsProvider PROVIDER =
            new DnsProvider(
                    DnsProvider.Kind.MANUAL,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
    private static final String SOA = "@ SOA ns hostmaster 1 60 60 3600 60\n";
    private static final String HEAD = SOA + "@ NS ns\nns A 127.0.0.1\n";

    private static final String BLOG =
            HEAD
                    + """
                    @         A     127.0.0.1
                    www       A     127.0.0.1
                    far       A     203.0.113.9
                    six       AAAA  ::1
                    empty     TXT   "no address"
                    named     CAA   0 issue "ca.test"
                    named     A     127.0.0.1
                    other     CAA   0 issue "other.test"
                    other     A     127.0.0.1
                    alias     CNAME restricted.host.test.
                    wild      CAA   0 issuewild ";"
                    wild      A     127.0.0.1
                    _acme-challenge.moved    CNAME moved.host.test.
                    _acme-challenge.round    CNAME again
                    again                    CNAME _acme-challenge.round
                    _acme-challenge.dangling CNAME somewhere.missing.test.
                    _validation-persist.good  TXT "ca.test; accounturi=https://ca.test/1"
                    _validation-persist.wide  TXT "ca.test; accounturi=https://ca.test/1; policy=wildcard"
                    _validation-persist.foreign TXT "ca.test; accounturi=https://ca.test/2"
                    _validation-persist.over  TXT "ca.test; accounturi=https://ca.test/1; persistUntil=1"
                    """;

    /// Two zones that the same server signs; one of them is then altered behind its back.
    private static final Map<String, String> TO_SIGN =
            Map.of(
                    "signed.test",
                    HEAD + "www A 127.0.0.1\n@ CAA 0 issue \"ca.test\"\n",
                    "broken.test",
                    HEAD + "www A 127.0.0.1\nplain A 127.0.0.1\nplain CAA 0 issue \"ca.test\"\n");

    private static final CredentialCheck TRUSTED = (_, owner) -> lastTwoLabels(owner);

    @TempDir static Path folder;

    private final ServerSocket edge = new ServerSocket();
    private ZoneServer server;
    private String anchors = "";
    private Instant now = Instant.EPOCH;
    private int port;
    private CredentialCheck credentials = TRUSTED;

    PreflightTest() throws Exception {}

    @BeforeAll
    void serve() throws Exception {
        edge.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        port = edge.getLocalPort();
        String signed;
        String broken;
        try (ZoneServer signing = new ZoneServer(folder.resolve("signing"), TO_SIGN, true)) {
            anchors = signing.anchor("signed.test") + signing.anchor("broken.test");
            signed = signing.transfer("signed.test");
            broken = signing.transfer("broken.test");
        }
        now = Clock.systemUTC().instant();
        server =
                new ZoneServer(
                        folder.resolve("serving"),
                        Map.of(
                                "test",
                                HEAD
                                        + "lost NS ns.lost\n"
                                        + "blog NS ns\nsigned NS ns\nbroken NS ns\nhost NS ns\n",
                                "blog.test",
                                BLOG,
                                "host.test",
                                HEAD + "restricted CAA 0 issue \"other.test\"\n",
                                "lost.test",
                                SOA + "@ NS ns1.gone.test.\n@ NS ns2.gone.test.\n",
                                "signed.test",
                                signed,
                                "broken.test",
                                altered(broken)),
                        false);
    }

    /// Other addresses than were signed.
    private static String altered(String zone) {
        String altered =
                zone.replaceAll(
                                "(?m)^(www\\.broken\\.test\\.\\s.*\\sA\\s+)127.0.0.1$",
                                "$1127.0.0.9")
                        .replace("0 issue \"ca.test\"", "0 issue \"ca2.test\"");
        assertThat(altered).isNotEqualTo(zone).contains("127.0.0.9", "ca2.test");
        return altered;
    }

    @BeforeEach
    void trust() {
        credentials = TRUSTED;
    }

    @AfterAll
    void stop() throws Exception {
        edge.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // name | challenge | refusals
                "www.blog.test | HTTP_01 | ''",
                "named.blog.test | TLS_ALPN_01 | ''",
                "www.blog.test | DNS_01 | ''",
                "not-there-yet.blog.test | DNS_01 | ''",
                "*.blog.test | DNS_01 | ''",
                "www.missing.test | DNS_01 | missing.test does not exist",
                "www.missing.test | HTTP_01 | missing.test does not exist",
                "www.lost.test | DNS_01 | the zone lost.test names servers without an address: ns1.gone.test, ns2.gone.test",
                "nowhere.blog.test | HTTP_01 | there is no name nowhere.blog.test",
                "empty.blog.test | TLS_ALPN_01 | empty.blog.test has no address",
                "other.blog.test | DNS_01 | CAA at other.blog.test does not let ca issue: 0 issue \"other.test\" names another",
                "alias.blog.test | DNS_01 | CAA at alias.blog.test does not let ca issue: 0 issue \"other.test\" names another",
                "wild.blog.test | DNS_01 | ''",
                "*.wild.blog.test | DNS_01 | CAA at wild.blog.test does not let ca issue: 0 issuewild \";\" lets nobody",
                "round.blog.test | DNS_01 | the aliases that begin at _acme-challenge.round.blog.test have no end",
                "dangling.blog.test | DNS_01 | _acme-challenge.dangling.blog.test is an alias of somewhere.missing.test, and missing.test does not exist",
                "signed.test | DNS_01 | ''",
                "www.signed.test | HTTP_01 | ''",
                "good.blog.test | DNS_PERSIST_01 | ''",
                "*.wide.blog.test | DNS_PERSIST_01 | ''",
                "*.good.blog.test | DNS_PERSIST_01 | _validation-persist.good.blog.test has no record that proves the name: the one that is there is not for wildcards",
                "foreign.blog.test | DNS_PERSIST_01 | _validation-persist.foreign.blog.test has no record that proves the name: one names another account",
                "over.blog.test | DNS_PERSIST_01 | _validation-persist.over.blog.test has no record that proves the name: the one that is there ended 1970-01-01T00:00:01Z",
                "none.blog.test | DNS_PERSIST_01 | _validation-persist.none.blog.test has no record that proves the name"
            })
    void refusesWhatTheAuthorityWouldRefuse(String name, Challenge challenge, String expected) {
        assertThat(
                        String.join(
                                " / ",
                                look(name, challenge).stream()
                                        .filter(Finding::isRefusal)
                                        .map(Finding::what)
                                        .toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "www, HTTP_01, the addresses of www",
        "plain, DNS_01, whether CAA records at plain"
    })
    void refusesWrongSignatures(String label, Challenge challenge, String expected) {
        assertThat(look(label + ".broken.test", challenge))
                .filteredOn(Finding::isRefusal)
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what())
                                .startsWith(expected + ".broken.test")
                                .contains("signature"));
    }

    @Test
    void refusesSignaturesThatHaveEnded() {
        Instant today = now;
        try {
            now = today.plusSeconds(400L * 86_400);
            assertThat(look("www.signed.test", Challenge.HTTP_01))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.isRefusal()).isTrue();
                        assertThat(finding.what())
                                .startsWith("DNSSEC signatures of www.signed.test are wrong");
                        assertThat(finding.remedy()).contains("DS record");
                    });
        } finally {
            now = today;
        }
    }

    @Test
    void saysWhereSignaturesCannotBeChecked() {
        String known = anchors;
        try {
            anchors = "elsewhere.test. IN DS 1 13 2 " + "00".repeat(32) + "\n";
            assertThat(look("www.broken.test", Challenge.DNS_01))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
                        assertThat(finding.what()).contains("passes none on");
                        assertThat(finding.remedy()).contains("certificates.resolvers");
                    });
        } finally {
            anchors = known;
        }
    }

    @Test
    void warnsOfAddressesElsewhere() {
        List<Finding> findings = look("far.blog.test", Challenge.HTTP_01);
        assertThat(findings).allMatch(f -> f.severity() == Finding.Severity.WARNING);
        assertThat(findings.getFirst().what())
                .isEqualTo("203.0.113.9: none of this machine's addresses");
    }

    @Test
    void warnsOfAPortThatNobodyAnswers() throws Exception {
        int open = port;
        try (ServerSocket freed = new ServerSocket(0)) {
            port = freed.getLocalPort();
        }
        try {
            assertThat(look("www.blog.test", Challenge.TLS_ALPN_01))
                    .anySatisfy(finding -> {
                        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                        assertThat(finding.what())
                                .isEqualTo(
                                        "port "
                                                + port
                                                + " of 127.0.0.1 does not answer from here:"
                                                + " nobody listens");
                        assertThat(finding.remedy()).contains("from outside it may look");
                    });
            assertThat(look("127.0.0.1", Challenge.HTTP_01))
                    .extracting(Finding::what)
                    .anyMatch(what -> what.endsWith("nobody listens"));
        } finally {
            port = open;
        }
    }

    @Test
    void findsTheServerBehindTheNameAndBehindTheAddress() {
        assertThat(look("www.blog.test", Challenge.HTTP_01))
                .extracting(Finding::what)
                .containsExactly("127.0.0.1: not an address of the internet");
        assertThat(look("127.0.0.1", Challenge.TLS_ALPN_01))
                .extracting(Finding::what)
                .containsExactly("127.0.0.1: not an address of the internet");
    }

    @Test
    void warnsOfIpv6ThatLeadsNowhere() {
        assertThat(look("six.blog.test", Challenge.HTTP_01))
                .anySatisfy(finding -> {
                    assertThat(finding.what()).startsWith("port " + port + " of ::1");
                    assertThat(finding.remedy()).contains("IPv6 first");
                });
    }

    @Test
    void triesTheCredentialsWhereTheProofReallyIs() {
        List<String> asked = new ArrayList<>();
        credentials =
                (_, owner) -> {
                    asked.add(owner);
                    return lastTwoLabels(owner);
                };
        assertThat(look("moved.blog.test", Challenge.DNS_01))
                .containsExactly(
                        new Finding(
                                Finding.Severity.NOTE,
                                NameSet.of(List.of("moved.blog.test")).first(),
                                "_acme-challenge.moved.blog.test is an alias of moved.host.test",
                                "nothing to do: the proof is written there"));
        look("*.blog.test", Challenge.DNS_01);
        look("www.blog.test", Challenge.HTTP_01);
        assertThat(asked).containsExactly("moved.host.test", "_acme-challenge.blog.test");
    }

    @Test
    void refusesCredentialsThatSeeNoZone() {
        credentials =
                (_, _) -> {
                    throw new CredentialCheck.NoAccess("401", "make a new key");
                };
        assertThat(look("www.blog.test", Challenge.DNS_01))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isRefusal()).isTrue();
                    assertThat(finding.what())
                            .isEqualTo(
                                    "manual does not let us write"
                                            + " _acme-challenge.www.blog.test: 401");
                    assertThat(finding.remedy()).isEqualTo("make a new key");
                });
    }

    @Test
    void warnsOfAnotherZoneThanDnsHas() {
        credentials = (_, _) -> "test";
        assertThat(look("www.blog.test", Challenge.DNS_01))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.what())
                            .isEqualTo(
                                    "manual writes to the zone test, and DNS has"
                                            + " _acme-challenge.www.blog.test in blog.test");
                });
    }

    /// The authority that is asked when the first one fails must be allowed, too.
    @Test
    void tellsWhetherAnotherAuthorityMayIssue() {
        Issuer another = new Issuer("another", List.of("other.test"), Optional.empty());
        NameSet names = NameSet.of(List.of("named.blog.test", "www.blog.test", "192.0.2.1"));
        assertThat(preflight(server.address()).caa(names, Challenge.HTTP_01, another))
                .extracting(Finding::toString)
                .containsExactly(
                        "named.blog.test: CAA at named.blog.test does not let another issue: 0 issue"
                                + " \"ca.test\" names another (add the record named.blog.test. CAA 0"
                                + " issue \"other.test\")");
        assertThat(preflight(server.address()).caa(names, Challenge.HTTP_01, ISSUER)).isEmpty();
    }

    @Test
    void onlyWarnsWhereTheAuthorityHasNoNameForItself() {
        Issuer nameless = new Issuer("nameless", List.of(), Optional.empty());
        assertThat(
                        preflight(server.address())
                                .caa(
                                        NameSet.of(List.of("named.blog.test", "www.blog.test")),
                                        Challenge.HTTP_01,
                                        nameless))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.remedy()).contains("see its website");
                });
    }

    /// What everybody has who says nothing of resolvers and anchors; this server knows no root.
    @Test
    void beginsAtTheRootsKeys() {
        Preflight preflight =
                new Preflight(
                        Resolvers.of(List.of(server.address())),
                        new Ports(port, port),
                        credentials,
                        PreflightTest::lastTwoLabels,
                        Set::of,
                        new SetClock(now));
        assertThat(
                        preflight.look(
                                NameSet.of(List.of("www.broken.test", "www.blog.test")),
                                terms(Challenge.DNS_01),
                                ISSUER))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
                    assertThat(finding.what()).contains("passes none on");
                });
    }

    @Test
    void saysOnceThatNobodyAnswers() throws Exception {
        int freed;
        try (ServerSocket closed = new ServerSocket(0)) {
            freed = closed.getLocalPort();
        }
        List<Finding> findings =
                preflight(new ServerAddress("127.0.0.1", freed))
                        .look(
                                NameSet.of(List.of("www.blog.test")),
                                terms(Challenge.HTTP_01),
                                ISSUER);
        assertThat(findings)
                .first()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.what())
                            .startsWith("DNS cannot be asked: 127.0.0.1:" + freed);
                });
        assertThat(findings).noneMatch(Finding::isRefusal);
    }

    private List<Finding> look(String name, Challenge challenge) {
        return preflight(server.address())
                .look(NameSet.of(List.of(name)), terms(challenge), ISSUER);
    }

    private Preflight preflight(ServerAddress resolver) {
        return new Preflight(
                new Resolvers(List.of(resolver), anchors),
                new Ports(port, port),
                credentials,
                PreflightTest::lastTwoLabels,
                () -> Set.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")),
                new SetClock(now));
    }

    private static CertificateTerms terms(Challenge challenge) {
        return new CertificateTerms(
                new Authority.Local(),
                challenge,
                Optional.of(PROVIDER),
                Optional.empty(),
                CertificateKey.P256,
                false,
                false);
    }

    private static String lastTwoLabels(String name) {
        String[] labels = name.split("\\.", -1);
        return labels.length < 2
                ? name
                : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
