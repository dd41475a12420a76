package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Asked;
import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Body;
import croft.edge.store.StoredBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent of a body that is still being received, may stop short, or finds no room.
class OnTheWayTest {
    private static final int LARGEST = 1 << 20;
    private static final int PIECE = 50_000;
    private static final int PIECES = 20;

    private final ByHand edge = new ByHand(LARGEST);

    @AfterEach
    void everythingIsGivenBack() {
        edge.store.clear();
        edge.close();
        assertThat(edge.memory.budget().used()).isZero();
        assertThat(edge.cache.fetches()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=900000-900009",
                "bytes=10-19",
                "bytes=120000-900009",
                "bytes=249990-250009",
                "bytes=999990-",
            })
    void aRangeIsOfItsOwnOctetsAlsoWhereTheBodyFindsNoRoom(String range) {
        stale();
        Visited whole = edge.get("/a");
        Visited part = edge.get("/a", "range", range);
        Asked asked = edge.last();
        asked.answer.responded(
                Asked.head(200, Body.of(PIECE * PIECES), "cache-control", ByHand.FRESH));
        assertThat(part.client().status()).isEqualTo(206);
        StringBuilder sent = new StringBuilder();
        List<StoredBody> others = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            if (i == 3) {
                others = fill();
            }
            String piece = piece(i);
            sent.append(piece);
            asked.answer.data(ByHand.octets(piece), i == PIECES - 1);
        }

        assertThat(whole.body()).isEqualTo(sent.toString());
        assertThat(whole.client().ended).isTrue();
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int last = ends[1].isEmpty() ? PIECE * PIECES - 1 : Integer.parseInt(ends[1]);
        assertThat(part.body()).isEqualTo(sent.substring(Integer.parseInt(ends[0]), last + 1));
        assertThat(part.client().ended).isTrue();
        others.forEach(StoredBody::release);
    }

    @Test
    void severalRangesAreInTheirOrderOrNotAtAll() {
        stale();
        edge.get("/a");
        Visited ascending = edge.get("/a", "range", "bytes=900000-900009,900020-900029");
        Visited descending = edge.get("/a", "range", "bytes=900020-900029,900000-900009");
        Asked asked = edge.last();
        asked.answer.responded(
                Asked.head(200, Body.of(PIECE * PIECES), "cache-control", ByHand.FRESH));
        List<StoredBody> others = fill();
        for (int i = 0; i < PIECES; i++) {
            asked.answer.data(ByHand.octets(piece(i)), i == PIECES - 1);
        }

        String octets = piece(18);
        assertThat(ascending.body()).contains(octets.substring(0, 10), octets.substring(20, 30));
        assertThat(ascending.client().ended).isTrue();
        assertThat(descending.client().aborted).isTrue();
        others.forEach(StoredBody::release);
    }

    @Test
    void aPartThatIsShorterThanItSaysIsNoAnswer() {
        Visited part = edge.get("/a", "range", "bytes=0-9");
        edge.last()
                .answer
                .responded(
                        Asked.head(
                                206,
                                Body.OPEN,
                                "content-range",
                                "bytes 0-9/100",
                                "etag",
                                "\"1\"",
                                "cache-control",
                                ByHand.FRESH));
        edge.last().answer.data(ByHand.octets("01234"), true);

        assertThat(part.client().status()).isEqualTo(206);
        assertThat(part.client().ended).isFalse();
        assertThat(part.client().aborted).isTrue();
    }

    @Test
    void whatHasOutgrownTheStoreIsNotTriedAgainAtOnce() {
        Visited first = edge.get("/film");
        Asked asked = edge.last();
        asked.answer.responded(Asked.head(200, Body.OPEN, "cache-control", ByHand.FRESH));
        for (int i = 0; i < 2 * PIECES; i++) {
            asked.answer.data(ByHand.octets(piece(i)), false);
        }
        Visited second = edge.get("/film");
        assertThat(second.client().status()).isZero();
        edge.last().answer.responded(Asked.head(200, Body.OPEN, "cache-control", ByHand.FRESH));
        assertThat(second.field("cache-status")).contains("not storable before");
        first.leaves();
        second.leaves();
    }

    /// Has something stored that is asked about, for whole and parts alike.
    private void stale() {
        edge.get("/a");
        edge.last().answers(200, "old", "cache-control", ByHand.FRESH, "etag", "\"0\"");
        edge.pass(Duration.ofMinutes(2));
    }

    /// Takes all the room that there is.
    private List<StoredBody> fill() {
        List<StoredBody> bodies = new ArrayList<>();
        for (int size = LARGEST; size >= 256; ) {
            StoredBody body = StoredBody.create(edge.memory, size);
            if (body.append(ByHand.octets("-".repeat(size)))) {
                bodies.add(body);
            } else {
                body.release();
                size /= 2;
            }
        }
        return bodies;
    }

    private static String piece(int number) {
        StringBuilder text = new StringBuilder(PIECE);
        for (int i = 0; text.length() < PIECE; i++) {
            text.append(number).append('.').append(i).append(' ');
        }
        return text.substring(0, PIECE);
    }
}
