package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.wanted.Bucket.Kind;
import croft.certs.wanted.RateLimits.Novelty;
import croft.certs.wanted.RateLimits.Order;
import croft.certs.wanted.RateLimits.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When we refuse before an authority does.
class RateLimitsTest {
    private static final URI LETS_ENCRYPT =
            URI.create("https://acme-v02.api.letsencrypt.org/directory");
    private static final URI STAGING =
            URI.create("https://acme-staging-v02.api.letsencrypt.org/directory");
    private static final URI ANOTHER = URI.create("https://acme.test/directory");
    private static final String ACCOUNT = "https://acme.test/account/1";

    private final Map<Bucket.Id, Bucket> stored = new HashMap<>();

    /// How many in a row, and how long until the next one.
    @ParameterizedTest
    @CsvSource({
        // directory, order, so many → then not for
        "letsencrypt, NEW same names, 5, PT33H36M",
        "letsencrypt, AGAIN same names, 5, PT33H36M",
        "letsencrypt, REPLACES same names, 5000, PT0S",
        "letsencrypt, NEW same domain, 50, PT201M36S",
        "letsencrypt, AGAIN same domain, 500, PT0S",
        "letsencrypt, NEW same account, 300, PT36S",
        "letsencrypt, AGAIN same account, 400, PT0S",
        "staging, NEW same names, 1500, PT7.2S",
        "staging, NEW same domain, 1500, PT7.2S",
        "another, NEW same names, 5000, PT0S",
        "another, NEW same domain, 5000, PT0S"
    })
    void countsAsTheAuthorityDoes(String directory, String what, int many, Duration pause) {
        RateLimits limits = limits(directory);
        Novelty novelty = Novelty.valueOf(what.substring(0, what.indexOf(' ')));
        for (int i = 0; i < many; i++) {
            Order order = order(novelty, names(what, i));
            assertThat(limits.verdict(order, stored.values(), START))
                    .as("order %d", i)
                    .isEqualTo(new Verdict.Allowed());
            keep(limits.ordered(order, stored.values(), START));
            keep(limits.issued(order, stored.values(), START));
        }
        Verdict next = limits.verdict(order(novelty, names(what, many)), stored.values(), START);
        if (pause.isZero()) {
            assertThat(next).isEqualTo(new Verdict.Allowed());
            return;
        }
        assertThat(next)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(Duration.between(START, refused.until()))
                                        .isEqualTo(pause));
        assertThat(
                        limits.verdict(
                                order(novelty, names(what, many)),
                                stored.values(),
                                START.plus(pause)))
                .isEqualTo(new Verdict.Allowed());
    }

    @Test
    void saysInPlainWordsWhatIsLimitedAndUntilWhen() {
        RateLimits limits = limits("letsencrypt");
        Order order = order(Novelty.NEW, "www.blog.net");
        for (int i = 0; i < 5; i++) {
            keep(limits.issued(order, stored.values(), START));
        }
        assertThat(limits.verdict(order, stored.values(), START))
                .isEqualTo(
                        new Verdict.Refused(
                                START.plus(Duration.ofMinutes(2016)),
                                "acme-v02.api.letsencrypt.org allows 5 certificates for the same"
                                        + " names in 7 days"));
    }

    @Test
    void countsFailedProofsOfEachNameAlone() {
        RateLimits limits = limits("letsencrypt");
        CertificateName broken = CertificateName.of("*.blog.net");
        for (int i = 0; i < 5; i++) {
            assertThat(verdict(limits, "blog.net app.net")).isEqualTo(new Verdict.Allowed());
            keep(limits.failed(ACCOUNT, broken, stored.values(), START));
        }
        assertThat(verdict(limits, "app.net")).isEqualTo(new Verdict.Allowed());
        assertThat(verdict(limits, "blog.net app.net"))
                .isEqualTo(
                        new Verdict.Refused(
                                START.plus(Duration.ofMinutes(12)),
                                "acme-v02.api.letsencrypt.org allows 5 failed proofs of blog.net in"
                                        + " 60 minutes"));
    }

    @Test
    void countsAccounts() {
        RateLimits limits = limits("letsencrypt");
        for (int i = 0; i < 10; i++) {
            assertThat(limits.verdictOnAccount(stored.values(), START))
                    .isEqualTo(new Verdict.Allowed());
            keep(limits.registered(stored.values(), START));
        }
        assertThat(limits.verdictOnAccount(stored.values(), START))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.until())
                                        .isEqualTo(START.plus(Duration.ofMinutes(18))));
    }

    @Test
    void countsAddressesByThemselvesAndSitesOfIpv6Together() {
        RateLimits limits = limits("letsencrypt");
        assertThat(limits.needed(order(Novelty.NEW, "192.0.2.1 2001:db8:1:2::5 2001:db8:1:2::6")))
                .filteredOn(id -> id.kind() == Kind.REGISTERED_DOMAIN)
                .extracting(Bucket.Id::subject)
                .containsExactly("192.0.2.1", "2001:db8:1:2::/64");
    }

    /// What it says in its refusal counts for exactly that, and then for as long as it says.
    @ParameterizedTest
    @CsvSource({
        // its words → bucket, then: same names, other names of the domain, other domain
        "'too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s', NAME_SET, false, true, true",
        "'too many certificates (50) already issued for \"blog.net\" in the last 168h0m0s', REGISTERED_DOMAIN, false, false, true",
        "'too many failed authorizations (5) for \"www.blog.net\" in the last 1h0m0s', FAILED_AUTHORIZATION, false, true, true",
        "'too many new orders (300) from this account in the last 3h0m0s', NEW_ORDER, false, false, false",
        "'slow down', ACCOUNT, false, false, false"
    })
    void believesTheAuthority(
            String words, Kind kind, boolean same, boolean sameDomain, boolean other) {
        Instant until = START.plus(Duration.ofHours(9));
        for (String directory : List.of("letsencrypt", "another")) {
            stored.clear();
            RateLimits limits = limits(directory);
            Bucket blocked =
                    limits.refused(
                            order(Novelty.NEW, "www.blog.net"),
                            words,
                            until,
                            stored.values(),
                            START);
            assertThat(blocked.id().kind()).isEqualTo(kind);
            keep(List.of(blocked));
            Instant before = until.minusSeconds(1);
            assertThat(isAllowed(limits, "www.blog.net", before)).isEqualTo(same);
            assertThat(isAllowed(limits, "notes.blog.net", before)).isEqualTo(sameDomain);
            assertThat(isAllowed(limits, "app.net", before)).isEqualTo(other);
            assertThat(isAllowed(limits, "www.blog.net", until)).isTrue();
        }
    }

    @Test
    void believesTheAuthorityAboutAccounts() {
        RateLimits limits = limits("another");
        Instant until = START.plus(Duration.ofHours(9));
        keep(List.of(limits.accountRefused(until, stored.values(), START)));
        assertThat(limits.verdictOnAccount(stored.values(), START))
                .isEqualTo(new Verdict.Refused(until, "acme.test has said: not before"));
        assertThat(limits.verdictOnAccount(stored.values(), until))
                .isEqualTo(new Verdict.Allowed());
    }

    /// Whatever makes us order again and again, and whoever the authority is.
    @ParameterizedTest
    @CsvSource({"P90D, P18D", "PT160H, PT32H", "PT60S, PT12S"})
    void keepsAPaceOfItsOwn(Duration life, Duration pause) {
        RateLimits limits = limits("another");
        Order order =
                new Order(
                        ACCOUNT,
                        NameSet.of(List.of("app.net")),
                        Variant.MAIN,
                        Novelty.REPLACES,
                        Optional.of(life));
        for (int i = 0; i < 5; i++) {
            assertThat(limits.verdict(order, stored.values(), START))
                    .isEqualTo(new Verdict.Allowed());
            keep(limits.issued(order, stored.values(), START));
        }
        assertThat(limits.verdict(order, stored.values(), START))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> {
                            assertThat(refused.until()).isEqualTo(START.plus(pause));
                            assertThat(refused.why()).contains("in circles");
                        });
    }

    @Test
    void fillsUpAgainAndNotBeyond() {
        RateLimits limits = limits("letsencrypt");
        Order order = order(Novelty.NEW, "www.blog.net");
        keep(limits.issued(order, stored.values(), START));
        Instant later = START.plus(Duration.ofDays(365));
        for (int i = 0; i < 5; i++) {
            assertThat(limits.verdict(order, stored.values(), later))
                    .isEqualTo(new Verdict.Allowed());
            keep(limits.issued(order, stored.values(), later));
        }
        assertThat(limits.verdict(order, stored.values(), later))
                .isInstanceOf(Verdict.Refused.class);
    }

    /// A bucket that was written with a clock a year ahead must not shut us out for a year.
    @Test
    void outlivesAClockThatWasAhead() {
        RateLimits limits = limits("letsencrypt");
        Order order = order(Novelty.NEW, "www.blog.net");
        Instant ahead = START.plus(Duration.ofDays(365));
        for (int i = 0; i < 5; i++) {
            keep(limits.issued(order, stored.values(), ahead));
        }
        keep(
                List.of(
                        limits.refused(
                                order,
                                "slow down",
                                ahead.plusSeconds(60),
                                stored.values(),
                                ahead)));
        assertThat(limits.verdict(order, stored.values(), START))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.until())
                                        .isEqualTo(START.plus(Duration.ofMinutes(2016))));
    }

    private static String names(String what, int i) {
        if (what.endsWith("same names")) {
            return "www.blog.net";
        }
        return what.endsWith("same domain") ? "n" + i + ".blog.net" : "www.d" + i + ".net";
    }

    private Verdict verdict(RateLimits limits, String names) {
        return limits.verdict(order(Novelty.AGAIN, names), stored.values(), START);
    }

    private boolean isAllowed(RateLimits limits, String names, Instant now) {
        return limits.verdict(order(Novelty.NEW, names), stored.values(), now)
                instanceof Verdict.Allowed;
    }

    private void keep(Collection<Bucket> buckets) {
        buckets.forEach(bucket -> stored.put(bucket.id(), bucket));
    }

    private static Order order(Novelty novelty, String names) {
        return new Order(
                ACCOUNT,
                NameSet.of(List.of(names.split(" ", -1))),
                Variant.MAIN,
                novelty,
                Optional.empty());
    }

    private static RateLimits limits(String directory) {
        return RateLimits.of(
                switch (directory) {
                    case "letsencrypt" -> LETS_ENCRYPT;
                    case "staging" -> STAGING;
                    default -> ANOTHER;
                },
                RateLimitsTest::lastTwoLabels);
    }

    private static String lastTwoLabels(String host) {
        String[] labels = host.split("\\.", -1);
        return labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
