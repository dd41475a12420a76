package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Body;
import croft.edge.store.Purge;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a HEAD does to what is stored (RFC 9111 §4.3.5).
class HeadRequestTest {
    private final ByHand edge = new ByHand();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whatItFindsChangedIsFetchedForLaterGets() {
        edge.get("/a");
        edge.last().answers(200, "old", "cache-control", ByHand.FRESH, "etag", "\"1\"");
        edge.pass(Duration.ofMinutes(2));
        Visited head = edge.ask("HEAD", "/a");
        Visited along = edge.get("/a");

        edge.last().answers(200, "new", "cache-control", ByHand.FRESH, "etag", "\"2\"");

        assertThat(head.client().status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(along.body()).isEqualTo("new");
        assertThat(edge.get("/a").field("cache-status")).contains("hit");
        assertThat(edge.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 429, 503})
    void itTakesNoPurgeBack(int status) {
        edge.get("/a");
        edge.last().answers(200, "old", "cache-control", ByHand.FRESH);
        edge.cache.purge(new Purge.Url(ByHand.HOST, "/a", true));
        Visited head = edge.ask("HEAD", "/a");
        edge.last().answers(status, "", "cache-control", ByHand.FRESH);
        assertThat(head.client().status()).isEqualTo(status);

        Visited next = edge.get("/a");

        assertThat(next.body()).isEmpty();
        assertThat(edge.asked).hasSize(3);
    }

    @Test
    void thatOfSomebodyWhoGoesPastTheStoreTakesNothingFromOthers() {
        edge.get("/a");
        edge.last().answers(200, "for all", "cache-control", ByHand.FRESH, "etag", "\"1\"");
        edge.ask("HEAD", "/a", "cookie", "sid=anne");
        edge.last()
                .answer
                .responded(
                        ByHand.Asked.head(
                                200, Body.NONE, "content-length", "8", "etag", "\"anne\""));

        assertThat(edge.get("/a").field("cache-status")).contains("hit");
    }

    @Test
    void whatHoldsForTheClientsCopyDoesNotHoldForOurs() {
        edge.get("/a");
        edge.last().answers(200, "old", "cache-control", ByHand.FRESH);
        edge.pass(Duration.ofMinutes(2));
        edge.ask("HEAD", "/a", "if-none-match", "\"theirs\"");
        edge.last().answers(304, "", "cache-control", ByHand.FRESH);

        assertThat(edge.get("/a").body()).isEmpty();
        assertThat(edge.asked).hasSize(3);
    }
}
