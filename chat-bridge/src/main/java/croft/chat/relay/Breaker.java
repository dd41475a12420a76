package croft.chat.relay;

import croft.chat.message.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Watches what one link carries for a loop that the marks do not tell, such as a second bridge
/// between the same channels: it says the same again and again, or ever more.
///
/// Times are those at which things were said, not heard: what is read after an outage comes at once
/// and is no loop. Guarded by itself; it forgets with the process, and what it has stopped is kept
/// by the ledger.
final class Breaker {
    /// What is too much.
    ///
    /// @param same messages of one author with the same text in a minute that are still no loop
    /// @param usual messages in a minute that are always taken for usual
    /// @param growth how many times what is usual is still no loop
    record Limits(int same, int usual, int growth) {
        /// Nobody says one thing six times a minute. Three messages a second are a lively channel;
        /// ten times as many nobody reads.
        static final Limits DEFAULT = new Limits(5, 180, 10);
    }

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /// A loop puts a name before each round's text, so what counts is its end.
    private static final int END = 64;

    /// Names of files count as text, and so does nothing at all.
    private static final int MOST_REMEMBERED = 10_000;

    private final Limits limits;
    private final Deque<Heard> window = new ArrayDeque<>();
    private final Map<Same, Integer> said = new HashMap<>();

    /// Messages in a minute, as it was of late: each minute moves it by a tenth.
    private double usual;

    private Instant minute = Instant.MIN;
    private int inMinute;

    Breaker(Limits limits) {
        this.limits = limits;
        usual = limits.usual();
    }

    /// Counts one message that the link is about to carry.
    ///
    /// @return why the link is to be stopped
    synchronized Optional<String> count(Incoming.Posted posted) {
        Instant at = posted.at();
        forget(at);
        learn(at);
        Same same = new Same(posted.author().id(), end(posted));
        window.addLast(new Heard(at, same));
        int times = said.merge(same, 1, Integer::sum);
        if (times > limits.same()) {
            return Optional.of(
                    "%s said the same %d times within a minute (expected: at most %d times)"
                            .formatted(posted.author().name(), times, limits.same()));
        }
        long most = Math.round(Math.max(usual, limits.usual()) * limits.growth());
        if (window.size() > most) {
            return Optional.of(
                    "%d messages within a minute (expected: at most %d, %d times the usual)"
                            .formatted(window.size(), most, limits.growth()));
        }
        return Optional.empty();
    }

    /// Starts anew.
    synchronized void clear() {
        window.clear();
        said.clear();
    }

    private void forget(Instant now) {
        while (!window.isEmpty()
                && (window.size() >= MOST_REMEMBERED
                        || window.getFirst().at().isBefore(now.minus(WINDOW)))) {
            Same gone = window.removeFirst().same();
            said.computeIfPresent(gone, (_, n) -> n == 1 ? null : n - 1);
        }
    }

    private void learn(Instant now) {
        if (minute.equals(Instant.MIN)) {
            minute = now;
        }
        if (now.isBefore(minute.plus(WINDOW))) {
            inMinute++;
            return;
        }
        usual = 0.9 * usual + 0.1 * inMinute;
        minute = now;
        inMinute = 1;
    }

    /// Letters and digits at the end of the text, in lower case.
    private static String end(Incoming.Posted posted) {
        StringBuilder names = new StringBuilder(posted.body().markdown());
        posted.body().files().forEach(f -> names.append(f.name()).append(f.octets()));
        StringBuilder end = new StringBuilder();
        for (int i = names.length() - 1; i >= 0 && end.length() < END; i--) {
            char c = names.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                end.append(c);
            }
        }
        return end.toString().toLowerCase(Locale.ROOT);
    }

    /// What is the same.
    private record Same(String author, String end) {}

    /// One message of the window.
    private record Heard(Instant at, Same same) {}
}
