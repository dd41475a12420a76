package croft.certs.wanted;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.wanted.RenewalPlan.Due;
import croft.certs.wanted.RenewalPlan.Reason;
import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done about which certificate at which time.
class RenewalPlanTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final NameSet BLOG = NameSet.of(List.of("www.blog.test", "blog.test"));
    private static final NameSet APP = NameSet.of(List.of("app.test"));

    @Test
    void wantsOneCertificateForEachSiteWithItsAliases() {
        Declaration declaration =
                new Declaration(
                        Optional.empty(),
                        new CertificatePolicy(new CertificatePolicy.Authority.Local()),
                        List.of(
                                site("www.blog.test", "blog.test"),
                                site("*.app.test"),
                                site("app.test")));
        assertThat(RenewalPlan.wanted(declaration))
                .extracting(NameSet::texts)
                .containsExactly(
                        List.of("www.blog.test", "blog.test"),
                        List.of("*.app.test"),
                        List.of("app.test"));
    }

    @Test
    void issuesWhatIsMissing() {
        RenewalPlan plan = plan(List.of(BLOG, APP), List.of(held(APP)), START);
        assertThat(plan.issue()).containsExactly(new Due(BLOG, new Reason.Missing()));
        assertThat(plan.next()).contains(START.plus(Duration.ofDays(20)));
    }

    /// A certificate of 30 days from START.
    @ParameterizedTest
    @CsvSource({
        "-40d, NotYetValid",
        "-1h, NotYetValid",
        "0d, good",
        "1d, good",
        "479h, good",
        "480h, NearItsEnd",
        "29d, NearItsEnd",
        "30d, NearItsEnd",
        "4000d, NearItsEnd"
    })
    void renewsWithAThirdOfTheLifeLeft(String after, String expected) {
        Instant now = START.plus(Duration.parse((after.endsWith("d") ? "P" : "PT") + after));
        RenewalPlan plan = plan(List.of(APP), List.of(held(APP)), now);
        if (expected.equals("good")) {
            assertThat(plan.issue()).isEmpty();
            assertThat(plan.next()).contains(held(APP).renewAt());
        } else {
            assertThat(plan.issue().getFirst().reason().getClass().getSimpleName())
                    .isEqualTo(expected);
            assertThat(plan.next()).isEmpty();
        }
    }

    @Test
    void takesTheSameNamesInAnotherOrderForTheSameCertificate() {
        NameSet turned = NameSet.of(List.of("blog.test", "www.blog.test"));
        assertThat(turned.digest()).isEqualTo(BLOG.digest()).hasSize(64);
        RenewalPlan plan = plan(List.of(turned), List.of(held(BLOG)), START);
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.withdraw()).isEmpty();
    }

    @Test
    void issuesAnewWhenANameIsAdded() {
        NameSet more = NameSet.of(List.of("www.blog.test", "blog.test", "old.blog.test"));
        RenewalPlan plan = plan(List.of(more), List.of(held(BLOG)), START);
        assertThat(plan.issue()).containsExactly(new Due(more, new Reason.Missing()));
        assertThat(plan.withdraw()).containsExactly(held(BLOG));
    }

    @Test
    void withdrawsOnlyWhatIsInUse() {
        assertThat(plan(List.of(), List.of(held(BLOG), withdrawn(APP)), START).withdraw())
                .containsExactly(held(BLOG));
    }

    @Test
    void restoresWhatIsWantedAgainAndStillGood() {
        RenewalPlan plan = plan(List.of(APP), List.of(withdrawn(APP)), START);
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.restore()).containsExactly(APP);
    }

    @Test
    void replacesWhatAnotherRootSignedOrWhatDoesNotOpen() {
        assertThat(RenewalPlan.of(List.of(APP), List.of(held(APP)), "CN=new", START).issue())
                .containsExactly(new Due(APP, new Reason.OtherIssuer("CN=root")));
        Held h = held(APP);
        Held altered =
                new Held(h.names(), "01", h.issuer(), h.notBefore(), h.notAfter(), false, false);
        assertThat(plan(List.of(APP), List.of(altered), START).issue())
                .containsExactly(new Due(APP, new Reason.Unreadable()));
    }

    @Test
    void looksAgainWhenTheFirstIsDue() {
        Held later =
                new Held(
                        BLOG, "02", "CN=root", START, START.plus(Duration.ofDays(60)), false, true);
        assertThat(plan(List.of(BLOG, APP), List.of(later, held(APP)), START).next())
                .contains(START.plus(Duration.ofDays(20)));
    }

    private static RenewalPlan plan(List<NameSet> wanted, List<Held> held, Instant now) {
        return RenewalPlan.of(wanted, held, "CN=root", now);
    }

    private static Held held(NameSet names) {
        return new Held(
                names, "01", "CN=root", START, START.plus(Duration.ofDays(30)), false, true);
    }

    private static Held withdrawn(NameSet names) {
        return new Held(names, "01", "CN=root", START, START.plus(Duration.ofDays(30)), true, true);
    }

    private static Site site(String host, String... aliases) {
        return new Site(
                new HostName(host),
                Arrays.stream(aliases).map(HostName::new).toList(),
                new Serving.Proxy(new Origin("127.0.0.1", 3000)));
    }
}
