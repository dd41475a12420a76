package croft.certs.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Who is told when errands end.
class BackgroundTest {
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void anErrandThatLedToNothingLeadsToNoOtherLook() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Background background = new Background()) {
            // As each look begins it: told of its end, it would be begun again and again.
            Background.Errand nothing = () -> runs.incrementAndGet() < 0;
            background.onDone(() -> {
                looks.incrementAndGet();
                background.begin("records", nothing);
            });
            background.begin("records", nothing);
            background.begin("an order", () -> true);
            Eventually.eventually("both have run", () -> runs.get() >= 1 && looks.get() >= 1);
        }
        assertThat(looks).hasValue(1);
        assertThat(runs.get()).isBetween(1, 2);
    }

    @Test
    void whatIsUnderWayIsNotBegunAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        try (Background background = background()) {
            for (int time = 0; time < 3; time++) {
                background.begin(
                        "an order",
                        () -> {
                            runs.incrementAndGet();
                            end.await();
                            return true;
                        });
            }
            Eventually.eventually("it runs", () -> runs.get() == 1);
            end.countDown();
            Eventually.eventually("its end is told", () -> looks.get() == 1);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void afterAFaultAnotherLookFollows() throws Exception {
        try (Background background = background()) {
            background.begin(
                    "an order",
                    () -> {
                        throw new IllegalStateException("the database is away");
                    });
            Eventually.eventually("its end is told", () -> looks.get() == 1);
        }
    }

    private Background background() {
        Background background = new Background();
        background.onDone(looks::incrementAndGet);
        return background;
    }
}
