package croft.chat.relay;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is taken for a loop, and what is not.
class BreakerTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final Breaker breaker = new Breaker(Breaker.Limits.DEFAULT);
    private Instant now = START;
    private int ids;

    @Test
    void theSameSixTimesInAMinuteIsALoop() {
        for (int i = 0; i < 5; i++) {
            assertThat(say("bob", "hello")).isEmpty();
        }

        assertThat(say("bob", "hello"))
                .contains("bob said the same 6 times within a minute (expected: at most 5 times)");
    }

    @Test
    void namesThatPileUpInFrontDoNotHideALoop() {
        String text =
                "The kettle is on, the cake is cut, and everybody who likes may come over here.";
        for (int i = 0; i < 5; i++) {
            text = "someone: " + text;
            assertThat(say("naive", text)).isEmpty();
        }

        assertThat(say("naive", "someone: " + text)).isPresent();
    }

    @Test
    void theSameOverALongerTimeIsNone() {
        for (int i = 0; i < 50; i++) {
            assertThat(say("bob", "hello")).isEmpty();
            now = now.plusSeconds(13);
        }
    }

    @Test
    void theSameOfManyPeopleIsNone() {
        for (int i = 0; i < 50; i++) {
            assertThat(say("guest" + i, "+1")).isEmpty();
        }
    }

    @Test
    void filesWithoutTextAreNotAllTheSame() {
        for (int i = 0; i < 20; i++) {
            Body picture =
                    new Body("", List.of(new Attachment("f" + i, i + ".png", "image/png", i)));
            assertThat(count("bob", picture)).isEmpty();
        }
    }

    @Test
    void aLivelyChannelIsNoneAndATorrentIsOne() {
        for (int second = 0; second < 600; second++) {
            for (int i = 0; i < 20; i++) {
                assertThat(say("bob", "line " + second + "." + i)).isEmpty();
            }
            now = now.plusSeconds(1);
        }
        Breaker quiet = new Breaker(Breaker.Limits.DEFAULT);
        Optional<String> why = Optional.empty();
        for (int i = 0; i < 2000 && why.isEmpty(); i++) {
            why = quiet.count(posted("bob", Body.of("line " + i)));
        }

        assertThat(why)
                .contains(
                        "1801 messages within a minute (expected: at most 1800, 10 times the"
                                + " usual)");
    }

    @Test
    void whatIsUsualGrowsWithAChannel() {
        Breaker small = new Breaker(new Breaker.Limits(5, 10, 2));
        int line = 0;
        for (int minute = 0; minute < 60; minute++) {
            int most = Math.min(60, 10 + minute);
            for (int i = 0; i < most; i++) {
                now = now.plus(Duration.ofMillis(60_000 / most));
                line++;
                assertThat(small.count(posted("bob", Body.of("line " + line)))).isEmpty();
            }
        }
    }

    private Optional<String> say(String who, String text) {
        return count(who, Body.of(text));
    }

    private Optional<String> count(String who, Body body) {
        return breaker.count(posted(who, body));
    }

    private Incoming.Posted posted(String who, Body body) {
        ids++;
        return new Incoming.Posted(
                new Conversation("red", "room"),
                "p" + ids,
                Optional.empty(),
                new Author(who, who, Optional.empty()),
                body,
                now,
                Marks.NONE);
    }
}
