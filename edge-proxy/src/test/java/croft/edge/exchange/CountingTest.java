package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Visited;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every visit is counted once, whatever turns it takes.
class CountingTest {
    private final ByHand edge = new ByHand();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whoHasWaitedAndIsThenAnsweredFromTheStoreIsNoHit() {
        edge.get("/a", "accept-language", "fr");
        Visited german = edge.get("/a", "accept-language", "de");
        edge.ask("POST", "/a", "accept-language", "de");
        String[] varied = {"cache-control", ByHand.FRESH, "vary", "accept-language"};
        edge.last()
                .answers(
                        200,
                        "deutsch",
                        "cache-control",
                        ByHand.FRESH,
                        "vary",
                        "accept-language",
                        "content-location",
                        "/a");
        edge.asked.getFirst().answers(200, "francais", varied);

        assertThat(german.body()).isEqualTo("deutsch");
        assertThat(edge.asked).hasSize(2);
        assertThat(edge.counted().passes()).isEqualTo(1);
        assertThat(edge.counted().misses()).isEqualTo(2);
        assertThat(edge.counted().requests()).isEqualTo(3);
    }

    @Test
    void whoComesAsAFlightEndsIsCountedOnceToo() {
        edge.get("/a");
        edge.last().answers(200, "old", "cache-control", ByHand.FRESH, "etag", "\"1\"");
        edge.pass(Duration.ofMinutes(2));
        edge.get("/a");
        Visited waiting = edge.get("/a", "cache-control", "max-age=0");
        // about something else: all ask again, together
        edge.last().answers(304, "", "etag", "\"2\"");
        edge.last().answers(200, "new", "cache-control", ByHand.FRESH);

        assertThat(waiting.body()).isEqualTo("new");
        assertThat(edge.counted().requests()).isEqualTo(3);
    }
}
