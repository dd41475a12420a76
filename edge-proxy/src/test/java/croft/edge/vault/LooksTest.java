package croft.edge.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever asks gets what was there when he asked, or newer; and no flood of questions makes a
/// flood of looks.
@Timeout(60)
class LooksTest {
    private final AtomicInteger there = new AtomicInteger(1);
    private final AtomicInteger seen = new AtomicInteger();

    /// How many looks may go through.
    private final Semaphore open = new Semaphore(1_000);

    private final Semaphore begun = new Semaphore(0);
    private volatile boolean away;

    private final Looks<Integer> looks = new Looks<>("numbers", 0, Looking::new);

    @AfterEach
    void close() {
        looks.close();
    }

    @Test
    void whatWasWrittenBeforeTheQuestionIsSeen() {
        for (int i = 1; i < 6; i++) {
            there.set(i);
            assertThat(looks.next().join()).isEqualTo(i);
        }
    }

    @Test
    void whoAsksWhileALookIsUnderWayGetsTheNext() throws Exception {
        open.drainPermits();
        CompletableFuture<Integer> first = looks.next();
        begun.acquire();
        there.set(2);
        CompletableFuture<Integer> second = looks.next();
        CompletableFuture<Integer> third = looks.next();
        open.release(10);

        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(third.get(20, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(seen).hasValue(2);
    }

    @Test
    void aFloodOfQuestionsIsTenLooksASecond() {
        long begin = System.nanoTime();
        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        while (seen.get() < 4) {
            asked.add(looks.next());
            if (asked.size() % 100 == 0) {
                asked.getLast().join();
            }
        }
        long took = System.nanoTime() - begin;
        asked.forEach(CompletableFuture::join);

        assertThat(asked).hasSizeGreaterThan(200);
        assertThat(took).isGreaterThanOrEqualTo(Looks.REST.multipliedBy(3).toNanos());
    }

    @Test
    void whileLookingFailsWhatWasSeenLastIsGiven() {
        assertThat(looks.next().join()).isEqualTo(1);
        away = true;
        there.set(2);
        assertThat(looks.next().join()).isEqualTo(1);
        away = false;
        assertThat(looks.next().join()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForLongerThanIsBearable() {
        assertThat(looks.next().join()).isEqualTo(1);
        open.drainPermits();
        there.set(2);

        assertThat(looks.next().join()).isEqualTo(1);

        open.release(10);
        assertThat(looks.next().join()).isEqualTo(2);
    }

    @Test
    void noMoreThanSoManyWait() throws Exception {
        open.drainPermits();
        CompletableFuture<Integer> first = looks.next();
        begun.acquire();
        for (int i = 0; i < Looks.MOST_WAITING; i++) {
            assertThat(looks.next().isDone()).isFalse();
        }
        CompletableFuture<Integer> tooMany = looks.next();

        assertThat(tooMany.isDone()).isTrue();
        assertThat(tooMany.join()).isEqualTo(looks.last());
        open.release(10);
        assertThat(first.join()).isEqualTo(1);
    }

    @Test
    void afterTheEndWhatWasSeenLastIsGiven() {
        assertThat(looks.next().join()).isEqualTo(1);
        looks.close();
        there.set(2);
        assertThat(looks.next().join()).isEqualTo(1);
        assertThat(looks.next().isDone()).isTrue();
    }

    /// Looks at the number, once it is allowed to.
    private final class Looking implements Looks.Look<Integer> {
        @Override
        public Integer see(Integer last) throws SQLException {
            int found = there.get();
            begun.release();
            try {
                open.acquire();
            } catch (InterruptedException e) {
                throw new SQLException("interrupted", e);
            }
            seen.incrementAndGet();
            if (away) {
                throw new SQLException("away");
            }
            return found;
        }

        @Override
        public void close() {}
    }
}
