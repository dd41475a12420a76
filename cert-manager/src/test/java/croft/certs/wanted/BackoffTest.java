package croft.certs.wanted;

import static croft.certs.wanted.Sample.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// When what failed is tried again.
class BackoffTest {
    private static final NameSet APP = NameSet.of(List.of("app.net"));

    private final Random random = new Random(20261122);

    /// Each pause up to a tenth shorter or longer, and never beyond an eighth of what is left.
    @ParameterizedTest
    @CsvSource({
        // setback, tries, life, age → pause
        "PASSING, 1, P90D, P60D, PT1M",
        "PASSING, 2, P90D, P60D, PT10M",
        "PASSING, 3, P90D, P60D, PT100M",
        "PASSING, 4, P90D, P60D, P1D",
        "PASSING, 40, P90D, P60D, P1D",
        "NOT_PROVEN, 1, P90D, P60D, PT1M",
        "NOT_PROVEN, 4, P45D, P30D, P1D",
        "LIMITED, 3, P90D, P60D, PT100M",
        "ASK_AGAIN, 2, P90D, P60D, PT1M",
        "ASK_AGAIN, 3, P90D, P60D, PT10M",
        "PASSING, 4, P45D, P36D, P1D",
        "PASSING, 1, P3D, PT36H, PT30S",
        "PASSING, 3, P6D, P3D, PT100M",
        "PASSING, 1, PT60S, PT30S, PT1S",
        "PASSING, 3, PT60S, PT30S, PT1S",
        "PASSING, 4, PT60S, PT0S, PT7.5S"
    })
    void triesAgainAfterGrowingPauses(
            Setback setback, int count, Duration life, Duration age, Duration pause) {
        Held held = Sample.of(APP).life(life).held();
        for (int i = 0; i < 200; i++) {
            assertThat(pause(setback, count, Optional.of(held), START.plus(age)))
                    .isBetween(
                            atLeastASecond(pause.multipliedBy(9).dividedBy(10)),
                            pause.multipliedBy(11).dividedBy(10));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // tries, life, left → pause
        "4, P90D, PT40H, PT5H",
        "4, P6D, P3D, PT9H",
        "3, P90D, PT8H, PT1H",
        "4, P90D, PT12M, PT1M30S",
        "4, P90D, PT1M, PT1M",
        "4, PT60S, PT16S, PT2S",
        "4, PT60S, PT0.1S, PT1S"
    })
    void neverWaitsForMoreThanAnEighthOfTheLifeThatIsLeft(
            int count, Duration life, Duration left, Duration pause) {
        Held held = Sample.of(APP).life(life).held();
        assertThat(pause(Setback.PASSING, count, Optional.of(held), held.notAfter().minus(left)))
                .isEqualTo(pause);
    }

    @Test
    void triesMoreOftenWhereVisitorsAreTurnedAway() {
        Held held = Sample.of(APP).held();
        Instant ended = held.notAfter().plus(Duration.ofDays(3));
        assertThat(pause(Setback.PASSING, 9, Optional.of(held), ended))
                .isBetween(Duration.ofMinutes(90), Duration.ofMinutes(100));
    }

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT10M", "3, PT100M", "4, P1D"})
    void keepsTheWholeTableForAFirstCertificate(int count, Duration pause) {
        assertThat(pause(Setback.NOT_PROVEN, count, Optional.empty(), START))
                .isBetween(
                        pause.multipliedBy(9).dividedBy(10), pause.multipliedBy(11).dividedBy(10));
    }

    @Test
    void asksAgainAtOnceWhereThatIsEnough() {
        assertThat(pause(Setback.ASK_AGAIN, 1, Optional.empty(), START))
                .isEqualTo(Duration.ofSeconds(1));
    }

    /// Also when that is beyond the certificate's end: the authority would refuse all the same.
    @ParameterizedTest
    @CsvSource({"PT1S, PT1.1S", "PT1H, PT65M", "P3D, PT72H5M", "P30D, PT720H5M"})
    void waitsAsLongAsTheAuthoritySays(Duration named, Duration latest) {
        Held held = Sample.of(APP).life(Duration.ofDays(6)).held();
        for (int i = 0; i < 200; i++) {
            Instant again =
                    Backoff.after(
                                    Setback.LIMITED,
                                    1,
                                    Optional.of(START.plus(named)),
                                    Optional.of(held),
                                    START,
                                    random)
                            .orElseThrow();
            assertThat(again).isBetween(START.plus(named), START.plus(latest));
        }
    }

    /// A busy authority (503) says so, too.
    @Test
    void triesNoEarlierThanTheAuthoritySaysWhateverTheTrouble() {
        Instant named = START.plus(Duration.ofHours(3));
        assertThat(
                        Backoff.after(
                                Setback.PASSING,
                                1,
                                Optional.of(named),
                                Optional.empty(),
                                START,
                                random))
                .contains(named);
    }

    @Test
    void takesATimeInThePastForNow() {
        assertThat(
                        Backoff.after(
                                Setback.LIMITED,
                                1,
                                Optional.of(START.minus(Duration.ofDays(1))),
                                Optional.empty(),
                                START,
                                random))
                .hasValueSatisfying(again ->
                        assertThat(again).isBetween(START.plusSeconds(1), START.plusSeconds(2)));
    }

    @Test
    void waitsForSomethingToChangeAfterARefusal() {
        assertThat(
                        Backoff.after(
                                Setback.REFUSED,
                                1,
                                Optional.of(START),
                                Optional.empty(),
                                START,
                                random))
                .isEmpty();
    }

    /// However the life is, however much of it is left and however often it failed.
    @ParameterizedTest
    @EnumSource(
            value = Setback.class,
            names = {"PASSING", "NOT_PROVEN", "ASK_AGAIN"})
    void leavesTimeForAnotherTry(Setback setback) {
        for (int i = 0; i < 20_000; i++) {
            Duration life = Duration.ofSeconds(1 + random.nextLong(200L * 86_400));
            Held held = Sample.of(APP).life(life).held();
            Instant now = START.plusMillis(random.nextLong(life.toMillis()));
            Duration left = Duration.between(now, held.notAfter());
            Duration pause = pause(setback, 1 + random.nextInt(9), Optional.of(held), now);
            assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            if (left.compareTo(Duration.ofMinutes(8)) > 0) {
                assertThat(pause).isLessThanOrEqualTo(left.dividedBy(8));
            }
        }
    }

    private Duration pause(Setback setback, int count, Optional<Held> held, Instant now) {
        return Duration.between(
                now,
                Backoff.after(setback, count, Optional.empty(), held, now, random).orElseThrow());
    }

    private static Duration atLeastASecond(Duration pause) {
        return pause.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : pause;
    }
}
