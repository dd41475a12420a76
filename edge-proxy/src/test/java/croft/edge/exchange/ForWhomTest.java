package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.exchange.ByHand.Asked;
import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Body;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who of those that wait for one answer may have it (RFC 9111 §3.5, §4.1, §5.2.2.4).
class ForWhomTest {
    private final ByHand edge = new ByHand();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void whatIsForOneIsNotGivenToWhoWaitedBehind() {
        Visited anne = edge.get("/account", "cookie", "sid=anne");
        Visited bert = edge.get("/account", "cookie", "sid=bert");
        assertThat(edge.asked).hasSize(1);
        anne.leaves();

        edge.last().answers(200, "for anne", "set-cookie", "sid=anne");

        assertThat(bert.body()).isEmpty();
        assertThat(edge.asked).hasSize(2);
        assertThat(edge.last().request.fields().first("cookie")).isEqualTo("sid=bert");
        edge.last().answers(200, "for bert", "set-cookie", "sid=bert");
        assertThat(bert.body()).isEqualTo("for bert");
        assertThat(bert.client().ended).isTrue();
    }

    /// A hint may speak of what is for one visitor alone, as the answer to come may.
    @Test
    void whatIsHintedToOneIsNotHintedToWhoWaitsBehind() {
        Visited anne = edge.get("/account", "cookie", "sid=anne");
        Visited bert = edge.get("/account", "cookie", "sid=bert");

        edge.last().answer.informed(Asked.head(103, Body.NONE, "link", "</anne.css>"));

        assertThat(anne.client().interim).hasSize(1);
        assertThat(bert.client().interim).isEmpty();
        anne.leaves();
        edge.last().answer.informed(Asked.head(103, Body.NONE, "link", "</anne.css>"));
        assertThat(anne.client().interim).hasSize(1);
        assertThat(bert.client().interim).isEmpty();
        edge.last().answers(200, "for all", "cache-control", "public, max-age=60");
        assertThat(bert.body()).isEqualTo("for all");
    }

    @Test
    void whatTheFirstHasLeftIsLookedAtBeforeTheSecondGetsIt() {
        Visited anne = edge.get("/a");
        Visited bert = edge.get("/a", "cookie", "sid=bert");
        anne.leaves();

        edge.last().answers(200, "for nobody in particular", "cache-control", ByHand.FRESH);

        assertThat(bert.body()).isEmpty();
        assertThat(edge.last().request.fields().first("cookie")).isEqualTo("sid=bert");
    }

    @Test
    void aRefreshIsForNobodyInParticular() {
        edge.get("/a", "accept-language", "de");
        edge.last().answers(200, "old", "cache-control", "max-age=60, stale-while-revalidate=60");
        edge.pass(Duration.ofSeconds(90));
        edge.get("/a", "accept-language", "de");
        Visited french = edge.get("/a", "accept-language", "fr", "cache-control", "max-age=0");
        assertThat(edge.asked).hasSize(2);

        edge.last()
                .answers(200, "deutsch", "cache-control", ByHand.FRESH, "vary", "accept-language");

        assertThat(french.body()).isEmpty();
        assertThat(edge.asked).hasSize(3);
        assertThat(edge.last().request.fields().first("accept-language")).isEqualTo("fr");
    }

    @Test
    void aVariantThatIsStillGoodAnswersThoseOnlyWhomItIsFor() {
        edge.get("/a", "x-theme", "dark");
        edge.last()
                .answers(
                        200,
                        "dark",
                        "cache-control",
                        ByHand.FRESH,
                        "etag",
                        "\"d\"",
                        "vary",
                        "x-theme");
        edge.get("/a", "accept-language", "de");
        edge.last()
                .answers(200, "deutsch", "cache-control", ByHand.FRESH, "vary", "accept-language");
        edge.pass(Duration.ofMinutes(2));
        Visited dark = edge.get("/a", "x-theme", "dark", "accept-language", "fr");
        Visited light = edge.get("/a", "x-theme", "light", "accept-language", "fr");

        edge.asked.get(2).answers(304, "", "etag", "\"d\"");

        assertThat(dark.body()).isEqualTo("dark");
        assertThat(light.body()).isEmpty();
        assertThat(edge.last().request.fields().first("x-theme")).isEqualTo("light");
    }

    @Test
    void whatMustBeAskedForEachTimeIsAskedForEach() {
        edge.get("/a");
        edge.last().answers(200, "hello", "cache-control", "no-cache", "etag", "\"1\"");
        Visited anne = edge.get("/a");
        Visited bert = edge.get("/a");

        edge.asked.get(1).answers(304, "", "etag", "\"1\"");

        assertThat(anne.body()).isEqualTo("hello");
        assertThat(edge.asked).hasSize(3);
        assertThat(bert.body()).isEmpty();
        edge.last().answers(304, "", "etag", "\"1\"");
        assertThat(bert.body()).isEqualTo("hello");
    }
}
