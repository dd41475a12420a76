package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Asked;
import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Body;
import croft.edge.upstream.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is kept of answers that go past the store, since they were not storable a moment ago.
class AsideTest {
    private final ByHand edge = new ByHand();

    @BeforeEach
    void nothingWasStorable() {
        edge.get("/a");
        edge.last().answers(200, "mine", "cache-control", "private");
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whyItWentPastIsSaidWhereTheBackendFailsToo() {
        Visited visitor = edge.get("/a");
        edge.last()
                .answer
                .failed(new Failure(Failure.Kind.CONNECTION_REFUSED, true, "127.0.0.1:3000"));

        assertThat(visitor.client().status()).isEqualTo(502);
        assertThat(visitor.field("cache-status"))
                .isEqualTo("croft; fwd=uri-miss; detail=\"not storable before\"");
    }

    @Test
    void aBodyWithoutAnEndInSightTakesLittleRoom() {
        Visited visitor = edge.get("/a");
        edge.last().answer.responded(Asked.head(200, Body.OPEN, "cache-control", ByHand.FRESH));
        for (int i = 0; i < 40; i++) {
            edge.last().answer.data(ByHand.octets("x".repeat(20_000)), false);
        }

        assertThat(edge.memory.budget().used()).isZero();
        visitor.leaves();
    }
}
