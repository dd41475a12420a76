package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.Field;
import croft.platform.traffic.Fields;
import croft.site.content.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Answers given a moment ago, to be given again without looking at a file: what many ask for at
/// once is looked for once.
///
/// An answer from a folder is good for a moment only, and for none once a change of any folder is
/// known: whoever hears of a change must not be given what was before it. One that was begun before
/// that is not taken in after it. An answer from a source that knows its version is good for as
/// long as that stays the same.
///
/// Asked on event loops, told on virtual threads; never blocks.
final class Recollection {
    /// Answers, and octets of all of them; what they hold is mostly held by the contents, too.
    private static final int MOST = 512;

    private static final long MOST_OCTETS = 4L << 20;

    /// By which a request asks for a part, or only for what it does not have.
    private static final List<String> ASK_FOR_MORE =
            List.of(
                    "range",
                    "if-match",
                    "if-none-match",
                    "if-modified-since",
                    "if-unmodified-since",
                    "if-range");

    private final long moment;
    private final LongSupplier ticker;
    private final Map<Question, Given> given = new ConcurrentHashMap<>();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    /// @param moment for which a folder's answer is good; zero remembers nothing of folders
    /// @param ticker nanoseconds of a clock that only goes forward
    Recollection(Duration moment, LongSupplier ticker) {
        this.moment = moment.toNanos();
        this.ticker = ticker;
    }

    /// What was answered, if it still is the answer.
    Optional<Answer> of(Asked asked) {
        Question question = Question.of(asked);
        Given known = question == null ? null : given.get(question);
        if (known == null || !known.site.equals(asked.site())) {
            return Optional.empty();
        }
        boolean good =
                known.version.isPresent()
                        ? known.version.equals(version(asked))
                        : ticker.getAsLong() - known.until < 0;
        return good ? Optional.of(known.answer) : Optional.empty();
    }

    /// To be asked before an answer is begun, and told at its end.
    long changes() {
        return changes.get();
    }

    /// Takes in an answer that would be the same for everybody who asks alike.
    ///
    /// @param before what [#changes] said before it was begun
    /// @param version of its source before that
    void told(Asked asked, Answer answer, long before, Optional<Object> version) {
        Question question = Question.of(asked);
        if (question == null || !isTheSameForAll(answer) || before != changes.get()) {
            return;
        }
        if (version.isEmpty() && (moment == 0 || !(asked.site() instanceof ServedSite.OfFolder))) {
            return;
        }
        if (given.size() >= MOST || octets.get() > MOST_OCTETS) {
            clear();
        }
        octets.addAndGet(answer.body().length());
        given.put(question, new Given(asked.site(), answer, version, ticker.getAsLong() + moment));
        if (before != changes.get()) {
            clear(); // which came between
        }
    }

    /// Something has changed: nothing from before may be given any more.
    void forget() {
        changes.incrementAndGet();
        clear();
    }

    static Optional<Object> version(Asked asked) {
        Source source = asked.site().source(asked.host());
        return source.version();
    }

    private void clear() {
        given.clear();
        octets.set(0);
    }

    private static boolean isTheSameForAll(Answer answer) {
        if (answer.status().code() != 200 || !(answer.body() instanceof Body.InMemory)) {
            return false;
        }
        for (Field field : answer.fields()) {
            if (field.name().equalsIgnoreCase("vary")
                    && !field.value().equalsIgnoreCase("Accept-Encoding")) {
                return false;
            }
        }
        return true;
    }

    /// @param until when, by the ticker, it is not good any more, if it has no version
    private record Given(ServedSite site, Answer answer, Optional<Object> version, long until) {}

    /// All of a request that such an answer can depend on.
    private record Question(String host, String raw, String codings) {
        /// Nothing for what asks for more than a whole file.
        static @Nullable Question of(Asked asked) {
            if (!asked.isHead() && !asked.isGet()) {
                return null;
            }
            Fields fields = asked.request().fields();
            if (ASK_FOR_MORE.stream().anyMatch(fields::has)) {
                return null;
            }
            return new Question(
                    asked.host(), asked.raw(), asked.field("accept-encoding").orElse(""));
        }
    }
}
