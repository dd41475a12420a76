package croft.certs.wanted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to try again after a try has failed.
///
/// The table is the one that Let's Encrypt's integration guide asks for: after 1, 10 and 100
/// minutes, then daily. It is made for lives of weeks; for a short one all its pauses shrink alike.
public final class Backoff {
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(100),
                    Duration.ofDays(1));

    /// Once the certificate has ended, visitors are turned away, and no pause is longer than this.
    private static final Duration AFTER_THE_END = Duration.ofMinutes(100);

    /// The shortest life that public authorities give; for shorter ones pauses shrink.
    private static final Duration FULL_LIFE = Duration.ofDays(6);

    /// Tries come the faster the less of the life is left: a pause takes an eighth of it at most.
    private static final int TRIES_LEFT = 8;

    /// Faster than this is no pause for anybody.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// Each pause is up to a tenth shorter or longer, so that tries that failed together do not
    /// come together again.
    private static final double JITTER = 0.1;

    /// After the time that an authority named, at most this goes by: many wait for the same time.
    private static final Duration LONGEST_JITTER = Duration.ofMinutes(5);

    private Backoff() {}

    /// When the next try may be; empty: when something else is declared, or somebody asks.
    ///
    /// @param count tries that failed in a row, this one among them
    /// @param named the time that the authority named, if it did
    /// @param held what is served meanwhile
    public static Optional<Instant> after(
            Setback setback,
            int count,
            Optional<Instant> named,
            Optional<Held> held,
            Instant now,
            RandomGenerator random) {
        return switch (setback) {
            case REFUSED -> Optional.empty();
            case ASK_AGAIN ->
                    Optional.of(
                            count == 1
                                    ? now.plus(SHORTEST)
                                    : now.plus(pause(count - 1, held, now, random)));
            case PASSING, NOT_PROVEN ->
                    Optional.of(later(now.plus(pause(count, held, now, random)), named));
            case LIMITED ->
                    Optional.of(
                            named.map(at -> afterNamed(at, now, random))
                                    .orElseGet(() -> now.plus(pause(count, held, now, random))));
        };
    }

    private static Duration pause(
            int count, Optional<Held> held, Instant now, RandomGenerator random) {
        Duration life = held.map(Held::life).orElse(FULL_LIFE);
        Duration listed = PAUSES.get(Math.min(count, PAUSES.size()) - 1);
        Duration pause = scaled(listed, life);
        pause = jittered(pause, random);
        if (held.isPresent()) {
            Duration left = Duration.between(now, held.get().notAfter());
            Duration most =
                    left.isNegative()
                            ? scaled(AFTER_THE_END, life)
                            : longer(left.dividedBy(TRIES_LEFT), scaled(PAUSES.getFirst(), life));
            pause = pause.compareTo(most) < 0 ? pause : most;
        }
        return longer(pause, SHORTEST);
    }

    private static Duration scaled(Duration pause, Duration life) {
        double share = Math.min(1, (double) life.toMillis() / FULL_LIFE.toMillis());
        return longer(Duration.ofMillis(Math.round(pause.toMillis() * share)), SHORTEST);
    }

    private static Duration jittered(Duration pause, RandomGenerator random) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * factor));
    }

    private static Instant afterNamed(Instant named, Instant now, RandomGenerator random) {
        Instant from = named.isAfter(now) ? named : now.plus(SHORTEST);
        Duration wait = Duration.between(now, from).dividedBy(10);
        Duration most = wait.compareTo(LONGEST_JITTER) < 0 ? wait : LONGEST_JITTER;
        return from.plusMillis(Math.round(most.toMillis() * random.nextDouble()));
    }

    private static Instant later(Instant at, Optional<Instant> named) {
        return named.filter(at::isBefore).orElse(at);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
