package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done about one certificate at which time. Durations are from the start of its life.
class VerdictTest {
    static final CertificateTerms TERMS =
            new CertificateTerms(
                    new Authority.Acme(
                            "acme",
                            Sample.DIRECTORY,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    Challenge.HTTP_01,
                    Optional.empty(),
                    Optional.empty(),
                    CertificateKey.P256,
                    false,
                    false);

    private static final CertificateTerms LOCAL = CertificateTerms.of(new Authority.Local());
    private static final NameSet APP = NameSet.of(List.of("app.net"));
    private static final URI FALLBACK = URI.create("https://fallback.test/directory");
    private static final Duration TICK = Duration.ofSeconds(1);

    /// Without renewal information: a third of the life is left, half of one below ten days. Up to
    /// a fiftieth earlier, so that certificates which came together do not go together.
    @ParameterizedTest
    @CsvSource({
        // life, good at, due at
        "P90D, P0D, P60D",
        "P90D, P58D, P61D",
        "P90D, P58D, P4000D",
        "P45D, P29D, P30D",
        "P64D, P41D, P43D",
        "P6D, PT69H, PT72H",
        "PT160H, PT76H, PT80H",
        "P10D, PT155H, PT160H",
        "PT60S, PT28S, PT30S",
        "PT60S, PT0S, PT60S"
    })
    void renewsWhenAShareOfTheLifeIsLeft(Duration life, Duration good, Duration due) {
        Held held = Sample.of(APP).life(life).held();
        assertThat(word(held, good)).isEqualTo("good");
        assertThat(word(held, due)).isEqualTo("NearItsEnd");
    }

    /// The window's moment counts, here its middle; with a twentieth of the life left none does.
    @ParameterizedTest
    @CsvSource({
        // life, window, good at, due at, why
        "P90D, P58D, P60D, P58DT23H, P59D, AskedByAuthority",
        "P90D, P10D, P12D, P10D, P11D, AskedByAuthority",
        "P90D, P80D, P82D, P70D, P81D, AskedByAuthority",
        "P90D, P86D, P88D, P85D, PT2052H, NearItsEnd",
        "P90D, P200D, P300D, P85D, P86D, NearItsEnd",
        "PT160H, PT82H, PT130H, PT105H, PT106H, AskedByAuthority",
        "PT60S, PT20S, PT30S, PT23S, PT25S, AskedByAuthority",
        "PT60S, PT59S, PT70S, PT28S, PT30S, NearItsEnd",
        "PT1H, PT55M, PT65M, PT49M, PT50M, NearItsEnd",
        "P90D, PT-3H, PT-1H, PT-2H, PT0S, AskedByAuthority"
    })
    void renewsWhenTheAuthorityAsksForIt(
            Duration life, Duration from, Duration to, Duration good, Duration due, String why) {
        Held held = Sample.of(APP).life(life).window(from, to).held();
        if (!good.isNegative()) {
            assertThat(word(held, good)).isEqualTo("good");
        }
        assertThat(word(held, due)).isEqualTo(why);
    }

    /// As authorities do that answer for a life of a minute what they answer for one of ninety
    /// days.
    @ParameterizedTest
    @CsvSource({"PT60S, PT28S, PT30S", "PT1H, PT28M, PT30M", "P90D, P58D, P60D"})
    void takesAWindowAsLongAsTheLifeForNone(Duration life, Duration good, Duration due) {
        for (Duration more : List.of(Duration.ZERO, Duration.ofDays(1))) {
            Held held = Sample.of(APP).life(life).window(more.negated(), life.plus(more)).held();
            assertThat(word(held, good)).isEqualTo("good");
            assertThat(word(held, due)).isEqualTo("NearItsEnd");
        }
    }

    @Test
    void renewsNowWhatWouldBeDueBeforeTheNextLook() {
        Held held = Sample.of(APP).window(Duration.ofDays(10), Duration.ofDays(12)).held();
        Instant due = START.plus(Duration.ofDays(11));
        assertThat(word(held, due.minus(TICK), TERMS)).isEqualTo("AskedByAuthority");
        assertThat(word(held, due.minus(TICK).minusMillis(1), TERMS)).isEqualTo("good");
    }

    @ParameterizedTest
    @CsvSource({
        // how it is held, what is declared → verdict
        "missing, acme, Missing",
        "of acme, acme, good",
        "of acme unreadable, acme, Unreadable",
        "of acme revoked, acme, Revoked",
        "of another, acme, OtherAuthority",
        "of the fallback, acme, good",
        "of the fallback with a profile, acme, good",
        "of the fallback with rsa, acme, OtherKey",
        "of the fallback, local, OtherAuthority",
        "local, acme, OtherAuthority",
        "local, local, good",
        "local with rsa, local, OtherKey",
        "local by the root before, local, OtherIssuer",
        "of acme, local, OtherAuthority",
        "of acme with rsa, acme, OtherKey",
        "of acme with a profile, acme, OtherProfile",
        "imported, acme, good",
        "imported with rsa, acme, good",
        "imported, local, good",
        "imported unreadable, acme, Unreadable"
    })
    void replacesWhatIsNotAsDeclared(String how, String declared, String expected) {
        Optional<Held> held =
                how.equals("missing") ? Optional.empty() : Optional.of(sample(how).held());
        assertThat(
                        word(
                                Verdict.of(
                                        wanted(declared.equals("local") ? LOCAL : TERMS),
                                        held,
                                        known(List.of()),
                                        START.plus(Duration.ofDays(1)))))
                .isEqualTo(expected);
    }

    /// Also what has just failed, and what a wrong clock would hold back.
    @Test
    void issuesWhatSomebodyAsksFor() {
        Wanted wanted = wanted(TERMS);
        Instant wrong = START.plus(Duration.ofDays(400));
        Known known =
                new Known(
                        List.of(),
                        List.of(
                                new Tries(
                                        wanted.id(),
                                        3,
                                        START,
                                        Optional.empty(),
                                        wanted.declared())),
                        Set.of(wanted.id()),
                        Sample.LOCAL_ISSUER,
                        Optional.empty(),
                        TICK);
        Held good = Sample.of(APP).held();
        Held late = Sample.of(APP).storedAt(wrong).held();
        assertThat(word(Verdict.of(wanted, Optional.of(good), known, START)))
                .isEqualTo("Requested");
        assertThat(word(Verdict.of(wanted, Optional.of(late), known, wrong)))
                .isEqualTo("NearItsEnd");
        assertThat(word(Verdict.of(wanted, Optional.empty(), known, START))).isEqualTo("Missing");
    }

    @Test
    void renewsAnImportedCertificateLikeEveryOther() {
        Held held = Sample.of(APP).imported().held();
        assertThat(word(held, Duration.ofDays(58))).isEqualTo("good");
        assertThat(word(held, Duration.ofDays(61))).isEqualTo("NearItsEnd");
    }

    /// It came late in its life, and that says nothing of the clock.
    @Test
    void renewsAnImportedCertificateThatWasDueWhenItCame() {
        Held held = Sample.of(APP).imported().storedAt(START.plus(Duration.ofDays(80))).held();
        assertThat(word(held, Duration.ofDays(80))).isEqualTo("NearItsEnd");
    }

    /// Its authority's clock is right, so ours is behind, and one more would begin no earlier.
    @Test
    void waitsWhileTheClockIsBehind() {
        Held held = Sample.of(APP).held();
        Verdict verdict = verdict(held, START.minus(Duration.ofDays(20_000)), TERMS);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Wait.class,
                        wait -> {
                            assertThat(wait.until()).contains(START);
                            assertThat(wait.because()).contains("put it right");
                        });
    }

    @Test
    void replacesALocalCertificateOfAClockThatWasAhead() {
        Held held = Sample.of(APP).local(Sample.LOCAL_ISSUER).held();
        assertThat(word(held, START.minus(Duration.ofDays(40)), LOCAL)).isEqualTo("NotYetValid");
    }

    /// Ninety days from now, says the authority, and by our clock that is a year ago: one more
    /// would be the same, and the fifth would be the last for a week.
    @Test
    void ordersNoMoreWhileTheClockIsAhead() {
        Instant wrong = START.plus(Duration.ofDays(400));
        Held held = Sample.of(APP).storedAt(wrong).held();
        assertThat(verdict(held, wrong, TERMS))
                .isInstanceOfSatisfying(
                        Verdict.Wait.class,
                        wait -> {
                            assertThat(wait.until()).contains(wrong.plus(Duration.ofHours(108)));
                            assertThat(wait.because()).contains("put the clock right");
                        });
        assertThat(word(held, wrong.plus(Duration.ofHours(108)), TERMS)).isEqualTo("NearItsEnd");
        assertThat(word(held, START, TERMS)).isEqualTo("good");
    }

    /// Whatever an authority says and however long a life is: the moment lies before the end, and
    /// until it comes the certificate is good.
    @Test
    void isAlwaysDueBeforeTheEndAndNeverBefore() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            Duration life = Duration.ofSeconds(1 + random.nextLong(200L * 86_400));
            Sample sample = Sample.of(APP).life(life);
            if (random.nextBoolean()) {
                long from = random.nextLong(-life.toSeconds(), 3 * life.toSeconds() + 1);
                sample.window(
                        Duration.ofSeconds(from),
                        Duration.ofSeconds(from + random.nextLong(1 + life.toSeconds())));
            }
            Held held = sample.held();
            Instant due = held.renewAt();
            assertThat(due).as("life %s", life).isBefore(held.notAfter());
            assertThat(Duration.between(due, held.notAfter()))
                    .as("rest of %s", life)
                    .isGreaterThanOrEqualTo(life.dividedBy(20));
            assertThat(word(held, held.notAfter(), TERMS)).isNotEqualTo("good");
            Instant early = due.minus(TICK).minusMillis(1);
            if (!early.isBefore(START)) {
                assertThat(word(held, early, TERMS)).isEqualTo("good");
            }
        }
    }

    private static Sample sample(String how) {
        Sample sample = Sample.of(APP);
        if (how.startsWith("of another")) {
            sample.from(URI.create("https://another.test/directory"));
        } else if (how.startsWith("of the fallback")) {
            sample.from(FALLBACK);
        } else if (how.startsWith("local")) {
            sample.local(how.contains("before") ? "CN=before" : Sample.LOCAL_ISSUER);
        } else if (how.startsWith("imported")) {
            sample.imported();
        }
        if (how.contains("with rsa")) {
            sample.key(CertificateKey.RSA2048);
        }
        if (how.contains("with a profile")) {
            sample.profile("tiny");
        }
        if (how.contains("revoked")) {
            sample.revoked();
        }
        return how.contains("unreadable") ? sample.unreadable() : sample;
    }

    private static String word(Held held, Duration after) {
        return word(held, START.plus(after), TERMS);
    }

    private static String word(Held held, Instant now, CertificateTerms terms) {
        return word(verdict(held, now, terms));
    }

    private static Verdict verdict(Held held, Instant now, CertificateTerms terms) {
        return Verdict.of(wanted(terms), Optional.of(held), known(List.of(held)), now);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good _ -> "good";
            case Verdict.Issue(Reason reason) -> reason.getClass().getSimpleName();
            case Verdict.Wait _ -> "wait";
        };
    }

    private static Known known(List<Held> held) {
        return new Known(
                held, List.of(), Set.of(), Sample.LOCAL_ISSUER, Optional.of(FALLBACK), TICK);
    }

    private static Wanted wanted(CertificateTerms terms) {
        return new Wanted(APP, Variant.MAIN, terms);
    }
}
