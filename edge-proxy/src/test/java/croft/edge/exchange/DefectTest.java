package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Fields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An unexpected failure with one visitor is that one's alone, and leaves nobody waiting.
class DefectTest {
    private final ByHand edge = new ByHand();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whoWaitsAlongIsAnsweredAllTheSame() {
        RecordedClient faulty = RecordedClient.overTls(ByHand.HOST);
        faulty.faulty = true;
        edge.visit("GET", "/a", new Fields(), faulty);
        Visited along = edge.get("/a");

        edge.last().answers(200, "hello", "cache-control", ByHand.FRESH);

        assertThat(faulty.aborted).isTrue();
        assertThat(along.body()).isEqualTo("hello");
        assertThat(along.client().ended).isTrue();
        assertThat(edge.get("/a").field("cache-status")).contains("hit");
        assertThat(edge.cache.fetches()).isZero();
    }

    @Test
    void whatIsPassedToTheFaultyEndsThere() {
        RecordedClient faulty = RecordedClient.overTls(ByHand.HOST);
        faulty.faulty = true;
        edge.visit("GET", "/a", new Fields(), faulty);
        Visited along = edge.get("/a");
        ByHand.Asked first = edge.last();

        try {
            first.answers(200, "hello", "cache-control", "private");
        } catch (IllegalStateException _) {
            // the connection to the backend may hear of it
        }

        assertThat(faulty.aborted).isTrue();
        assertThat(edge.asked).hasSize(2);
        edge.last().answers(200, "hello", "cache-control", "private");
        assertThat(along.body()).isEqualTo("hello");
        assertThat(edge.cache.fetches()).isZero();
    }
}
