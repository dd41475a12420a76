package croft.site.publish;

import croft.platform.declaration.ProjectName;
import croft.site.release.OutOfReach;
import croft.site.release.Token;
import croft.site.release.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Lets in who shows a project's token, and whoever failed too often not even try.
///
/// A token cannot be guessed; what is bounded is the work that guesses cause, and the noise. So the
/// bound is for each address, and only for those from which wrong tokens came.
final class Doorkeeper {
    private static final String SCHEME = "Bearer ";

    /// Wrong tokens from one address in [#SPAN]: a program with an old one stays below it.
    private static final int MOST_FAILURES = 20;

    private static final Duration SPAN = Duration.ofMinutes(1);

    /// Addresses remembered; those that failed longest ago are forgotten first.
    private static final int ADDRESSES = 1024;

    private final Tokens tokens;
    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    Doorkeeper(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /// Checks what a request shows.
    ///
    /// @param authorization the field of that name
    Verdict check(ProjectName project, Optional<String> authorization, String client)
            throws OutOfReach {
        if (isShutOut(client)) {
            return new Verdict.ShutOut(SPAN);
        }
        Optional<String> secret =
                authorization
                        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                        .map(value -> value.substring(SCHEME.length()).strip());
        Optional<Token> token =
                secret.isEmpty() ? Optional.empty() : tokens.check(project, secret.get());
        if (token.isPresent()) {
            return new Verdict.Known(token.get());
        }
        if (authorization.isPresent()) {
            failed(client);
        }
        return new Verdict.Unknown();
    }

    private synchronized boolean isShutOut(String client) {
        Failures before = failures.get(client);
        return before != null
                && before.count() >= MOST_FAILURES
                && before.since().plus(SPAN).isAfter(clock.instant());
    }

    private synchronized void failed(String client) {
        Instant now = clock.instant();
        Failures before = failures.remove(client);
        failures.put(
                client,
                before == null || !before.since().plus(SPAN).isAfter(now)
                        ? new Failures(now, 1)
                        : new Failures(before.since(), before.count() + 1));
        if (failures.size() > ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /// Whether somebody is let in.
    sealed interface Verdict {
        record Known(Token token) implements Verdict {}

        /// No token, a wrong one, or one that has ended: it is not told which.
        record Unknown() implements Verdict {}

        record ShutOut(Duration until) implements Verdict {}
    }

    private record Failures(Instant since, int count) {}
}
