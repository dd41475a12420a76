package croft.certs.dns;

import java.time.Duration;

/// The time between two questions: short at first, as most answers come soon, and doubled up to a
/// bound. Used by one thread.
final class Pause {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private Duration next = FIRST;

    /// @throws DnsTrouble if the thread is interrupted meanwhile; it stays so
    void take() throws DnsTrouble {
        try {
            Thread.sleep(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    }

    static DnsTrouble interrupted(InterruptedException cause) {
        return new DnsTrouble(
                DnsTrouble.Kind.UNREACHABLE,
                "interrupted while waiting",
                "Nothing: cert-manager is ending, and goes on when it runs again.",
                cause);
    }
}
