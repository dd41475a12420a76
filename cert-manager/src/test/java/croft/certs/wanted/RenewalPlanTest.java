package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.wanted.RenewalPlan.Due;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is done about all certificates together.
class RenewalPlanTest {
    private static final NameSet BLOG = NameSet.of(List.of("www.blog.net", "blog.net"));
    private static final NameSet APP = NameSet.of(List.of("app.net"));
    private static final Instant DUE = Sample.of(APP).held().renewAt();

    @Test
    void issuesWhatIsMissingAndLooksAgainWhenTheRestIsDue() {
        RenewalPlan plan = plan(List.of(BLOG, APP), List.of(Sample.of(APP).held()));
        assertThat(plan.issue()).containsExactly(new Due(wanted(BLOG), new Reason.Missing()));
        assertThat(plan.next()).contains(DUE);
    }

    @Test
    void looksAgainWhenTheFirstIsDue() {
        Held shorter = Sample.of(BLOG).life(Duration.ofDays(60)).held();
        assertThat(plan(List.of(BLOG, APP), List.of(shorter, Sample.of(APP).held())).next())
                .contains(shorter.renewAt());
    }

    @Test
    void takesTheSameNamesInAnotherOrderForTheSameCertificate() {
        NameSet turned = NameSet.of(List.of("blog.net", "www.blog.net"));
        RenewalPlan plan = plan(List.of(turned), List.of(Sample.of(BLOG).held()));
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.withdraw()).isEmpty();
    }

    @Test
    void issuesAnewWhenANameIsAdded() {
        NameSet more = NameSet.of(List.of("www.blog.net", "blog.net", "old.blog.net"));
        Held before = Sample.of(BLOG).held();
        RenewalPlan plan = plan(List.of(more), List.of(before));
        assertThat(plan.issue()).containsExactly(new Due(wanted(more), new Reason.Missing()));
        assertThat(plan.withdraw()).containsExactly(before);
    }

    @Test
    void withdrawsOnlyWhatIsInUseAndEachSetOnce() {
        Held blog = Sample.of(BLOG).held();
        Held beside = Sample.of(BLOG).variant(Variant.RSA).held();
        Held gone = Sample.of(APP).withdrawn().held();
        RenewalPlan plan = plan(List.of(), List.of(blog, beside, gone));
        assertThat(plan.withdraw()).containsExactly(blog);
        assertThat(plan.drop()).isEmpty();
    }

    @Test
    void dropsTheVariantThatIsNoLongerDeclared() {
        Held beside = Sample.of(APP).variant(Variant.RSA).held();
        RenewalPlan plan = plan(List.of(APP), List.of(Sample.of(APP).held(), beside));
        assertThat(plan.drop()).containsExactly(beside);
        assertThat(plan.withdraw()).isEmpty();
    }

    @Test
    void restoresWhatIsWantedAgainAndStillGood() {
        Held withdrawn = Sample.of(APP).withdrawn().held();
        RenewalPlan plan = plan(List.of(APP), List.of(withdrawn));
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.restore()).containsExactly(wanted(APP));
    }

    /// A site that comes back is served at once, and not only when an authority has time.
    @Test
    void restoresWhatIsDueAsLongAsItCanBeServed() {
        Held withdrawn = Sample.of(APP).withdrawn().held();
        RenewalPlan late = plan(List.of(APP), List.of(withdrawn), START.plus(Duration.ofDays(80)));
        assertThat(late.restore()).containsExactly(wanted(APP));
        assertThat(late.issue()).hasSize(1);
        RenewalPlan ended = plan(List.of(APP), List.of(withdrawn), START.plus(Duration.ofDays(91)));
        assertThat(ended.restore()).isEmpty();
        assertThat(ended.issue()).hasSize(1);
        Held altered = Sample.of(APP).withdrawn().unreadable().held();
        assertThat(plan(List.of(APP), List.of(altered)).restore()).isEmpty();
    }

    @Test
    void asksAuthoritiesWhenTheyWantToBeAsked() {
        Instant later = START.plus(Duration.ofHours(6));
        Held never = Sample.of(BLOG).neverAsked().held();
        Held asked = Sample.of(APP).askAgain(later).held();
        RenewalPlan plan = plan(List.of(BLOG, APP), List.of(never, asked));
        assertThat(plan.ask()).containsExactly(never);
        assertThat(plan.next()).contains(later);
        assertThat(plan(List.of(APP), List.of(asked), later).ask()).containsExactly(asked);
    }

    @Test
    void asksNobodyAboutCertificatesWithoutAnAuthority() {
        Held local = Sample.of(APP).local(Sample.LOCAL_ISSUER).neverAsked().held();
        Held imported = Sample.of(BLOG).imported().neverAsked().held();
        RenewalPlan plan =
                RenewalPlan.of(
                        List.of(wanted(BLOG), localWanted(APP)),
                        known(List.of(local, imported), List.of()),
                        START);
        assertThat(plan.ask()).isEmpty();
        assertThat(plan.issue()).isEmpty();
    }

    @Test
    void waitsAfterAFailedTry() {
        Instant again = START.plus(Duration.ofMinutes(10));
        RenewalPlan plan =
                RenewalPlan.of(
                        List.of(wanted(APP)),
                        known(List.of(), List.of(tries(Optional.of(again)))),
                        START);
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.later())
                .singleElement()
                .satisfies(waiting -> {
                    assertThat(waiting.reason()).isEqualTo(new Reason.Missing());
                    assertThat(waiting.until()).contains(again);
                    assertThat(waiting.because()).contains("the last try failed " + START);
                });
        assertThat(plan.next()).contains(again);
        assertThat(
                        RenewalPlan.of(
                                        List.of(wanted(APP)),
                                        known(List.of(), List.of(tries(Optional.of(again)))),
                                        again)
                                .issue())
                .hasSize(1);
    }

    @Test
    void waitsForAnotherDeclarationAfterARefusal() {
        Known refused = known(List.of(), List.of(tries(Optional.empty())));
        RenewalPlan plan =
                RenewalPlan.of(List.of(wanted(APP)), refused, START.plus(Duration.ofDays(900)));
        assertThat(plan.issue()).isEmpty();
        assertThat(plan.next()).isEmpty();
        RenewalPlan changed = RenewalPlan.of(List.of(localWanted(APP)), refused, START);
        assertThat(changed.issue()).hasSize(1);
    }

    private static Tries tries(Optional<Instant> again) {
        return new Tries(wanted(APP).id(), 2, START, again, wanted(APP).declared());
    }

    private static RenewalPlan plan(List<NameSet> wanted, List<Held> held) {
        return plan(wanted, held, START);
    }

    private static RenewalPlan plan(List<NameSet> wanted, List<Held> held, Instant now) {
        return RenewalPlan.of(
                wanted.stream().map(RenewalPlanTest::wanted).toList(), known(held, List.of()), now);
    }

    private static Known known(List<Held> held, List<Tries> tried) {
        return new Known(
                held,
                tried,
                Set.of(),
                Sample.LOCAL_ISSUER,
                Optional.empty(),
                Duration.ofSeconds(1));
    }

    private static Wanted wanted(NameSet names) {
        return new Wanted(names, Variant.MAIN, VerdictTest.TERMS);
    }

    private static Wanted localWanted(NameSet names) {
        return new Wanted(names, Variant.MAIN, CertificateTerms.of(new Authority.Local()));
    }
}
