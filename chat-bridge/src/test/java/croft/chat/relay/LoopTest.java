package croft.chat.relay;

import static croft.chat.relay.Bridge.link;
import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Voice;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Nothing goes round in circles, and what does is stopped.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class LoopTest {
    private OneDatabase.Instance instance;
    private Bridge bridge;

    @BeforeEach
    void start(OneDatabase.Instance one) {
        instance = one;
        bridge = bridge(Breaker.Limits.DEFAULT);
    }

    private Bridge bridge(Breaker.Limits limits) {
        return new Bridge(instance.ledger(), TestClock.going(), limits, "red", "blue", "green");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aTriangleCarriesEachMessageOnce() throws Exception {
        bridge.carry(
                link("one", Voice.GHOST, "red", "blue"),
                link("two", Voice.PREFIX, "blue", "green"),
                link("three", Voice.GHOST, "green", "red"));

        for (String chat : List.of("red", "blue", "green")) {
            bridge.say(chat, "alice", "from " + chat);
        }
        for (String chat : List.of("red", "blue", "green")) {
            bridge.sees(chat, "from red");
            bridge.sees(chat, "from blue");
            bridge.sees(chat, "from green");
        }
        bridge.settlesAfter("red");

        for (String chat : List.of("red", "blue", "green")) {
            assertThat(bridge.texts(chat)).hasSize(3);
        }
    }

    @Test
    void aChainDoesNotPassOnWhatALinkDoesNotSay() throws Exception {
        bridge.carry(
                link("one", Voice.GHOST, "red", "blue"), link("two", Voice.GHOST, "blue", "green"));

        bridge.say("red", "alice", "for blue");
        bridge.sees("blue", "for blue");
        bridge.say("blue", "bob", "for both");
        bridge.sees("green", List.of("for both"));

        bridge.sees("red", List.of("for blue", "for both"));
    }

    @Test
    void whatCameThroughThisBridgeIsNotTakenAgain() throws Exception {
        bridge.carry(
                new Link("all", List.of(room("red"), room("blue")), Voice.PREFIX, Set.of("relay")));
        String self = instance.ledger().bridge().toString();

        bridge.at("red").announce("relay", room("red"), "round and round", "other " + self);
        bridge.at("red").announce("relay", room("red"), "straight", "other");

        bridge.sees("blue", List.of("**relay**: straight"));
    }

    @Test
    void botsAreCarriedOnlyWhereTheLinkNamesThem() throws Exception {
        bridge.carry(
                new Link("one", List.of(room("red"), room("blue")), Voice.GHOST, Set.of("github")),
                link("two", Voice.GHOST, "red", "green"));

        bridge.at("red").announce("github", room("red"), "a commit", "");
        bridge.at("red").announce("weather", room("red"), "rain", "");
        bridge.say("red", "alice", "hello");

        bridge.sees("green", List.of("hello"));
        bridge.sees("blue", List.of("a commit", "hello"));
    }

    @Test
    void wordsOfOwnAccountsAreNotCarriedWhateverTheyLackOfMarks() throws Exception {
        bridge.linked();

        bridge.server("red")
                .perform(
                        List.of(
                                "post",
                                "room",
                                "ghost-bob",
                                "bob",
                                "",
                                "no marks",
                                "",
                                "",
                                "0",
                                ""));
        bridge.say("red", "alice", "hello");

        bridge.sees("blue", List.of("hello"));
    }

    @Test
    void aSecondBridgeOnTheSameRoomsStopsTheLink() throws Exception {
        bridge.carry(link("looped", Voice.GHOST, "red", "blue"));
        try (NaiveBridge _ = new NaiveBridge(bridge.server("red"), bridge.server("blue"), "room")) {
            bridge.say("red", "alice", "The kettle is on, and the cake is cut.");

            eventually("stopped", () -> !bridge.stopped.isEmpty());
            bridge.sees("red", "has stopped itself");
            bridge.sees("blue", "has stopped itself");
        }
        bridge.settles();
        int before = bridge.texts("blue").size();

        assertThat(bridge.stopped.getFirst())
                .matches("looped: naive said the same [67] times within a minute \\(.*\\)");
        assertThat(bridge.stopped).hasSize(1);
        assertThat(before).isLessThan(60);
        assertThat(bridge.relay().standing().getFirst().stopped()).isPresent();

        // It stays stopped over a restart, and goes on when it is told to.
        bridge.restart();
        bridge.say("red", "alice", "anybody?");
        eventually(
                "heard",
                () ->
                        instance.ledger()
                                .read(room("red"))
                                .orElse("")
                                .equals(Integer.toString(bridge.server("red").length("room"))));
        assertThat(bridge.relay().resume("looped")).isTrue();
        eventually(
                "resumed",
                () -> {
                    bridge.say("red", "alice", "again " + System.nanoTime());
                    return bridge.texts("blue").stream().anyMatch(t -> t.contains("again"));
                });
        assertThat(bridge.texts("blue")).noneMatch(t -> t.contains("anybody?"));
        assertThat(bridge.relay().resume("looped")).isFalse();
    }

    @Test
    void aBacklogReadAtOnceIsNoLoop() throws Exception {
        bridge.close();
        TestClock clock = TestClock.standing();
        bridge = new Bridge(instance.ledger(), clock, new Breaker.Limits(5, 10, 10), "red", "blue");
        bridge.linked();
        bridge.stop();
        for (int i = 0; i < 300; i++) {
            clock.move(Duration.ofSeconds(2));
            bridge.say("red", "alice", "line " + i);
        }
        bridge.start();

        bridge.sees("blue", "line 299");
        assertThat(bridge.stopped).isEmpty();
    }
}
