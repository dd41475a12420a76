package croft.chat.relay;

import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.DeadLetter;
import croft.chat.relay.PaperServer.Fault;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is refused for good does not hold up what comes after it, and is not forgotten.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class DeadLetterTest {
    private final TestClock clock = TestClock.standing();
    private Bridge bridge;

    @BeforeEach
    void start(OneDatabase.Instance instance) throws Exception {
        bridge = new Bridge(instance.ledger(), clock, Bridge.LOOSE, "red", "blue");
        bridge.linked();
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void afterThreeTriesAPlaceholderStandsForItAndTheLaneGoesOn() throws Exception {
        DeadLetter letter = oneDead();

        moving("goes on", () -> bridge.texts("blue").toString().contains("after"));
        moving("told", () -> bridge.texts("blue").toString().contains("could not be delivered"));
        assertThat(letter.why()).isEqualTo("the server refuses it");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.author()).contains("alice");
        assertThat(bridge.one("blue", "could not").text())
                .matches(
                        "A message of alice in red/room, heard at \\d\\d:\\d\\d UTC, could not be"
                                + " delivered here: the server refuses it\\.");
        assertThat(bridge.relay().deadLetters(10))
                .extracting(DeadLetter::key)
                .containsExactly(letter.key());
        assertThat(bridge.relay().standing().getFirst().ends().get(1).lane().orElseThrow().dead())
                .isEqualTo(1);
    }

    @Test
    void aTransientRefusalIsForgotten() throws Exception {
        bridge.server("blue").next(Fault.REFUSED, Fault.REFUSED);
        bridge.say("red", "alice", "hello");

        moving("arrived", () -> bridge.texts("blue").toString().contains("hello"));
        assertThat(bridge.relay().deadLetters(10)).isEmpty();
    }

    @Test
    void triesDuringAnOutageDoNotCountAsRefusals() throws Exception {
        bridge.at("blue").away();
        bridge.say("red", "alice", "hello");
        moving("tried", () -> bridge.lane("blue").orElseThrow().attempts() >= 5);
        bridge.server("blue").next(Fault.REFUSED);
        bridge.at("blue").back();

        moving("arrived", () -> bridge.texts("blue").toString().contains("hello"));
        assertThat(bridge.relay().deadLetters(10)).isEmpty();
    }

    @Test
    void aDeadLetterIsSentAgainWhenAskedTo() throws Exception {
        DeadLetter letter = oneDead();

        assertThat(bridge.relay().retry(letter.key())).isTrue();

        moving("there", () -> bridge.texts("blue").toString().contains("before"));
        assertThat(bridge.relay().deadLetters(10)).isEmpty();
        assertThat(bridge.relay().retry(letter.key())).isFalse();
        assertThat(bridge.relay().retry(UUID.randomUUID())).isFalse();
    }

    @Test
    void aDeadLetterIsGivenUpWhenAskedTo() throws Exception {
        DeadLetter letter = oneDead();

        assertThat(bridge.relay().drop(letter.key())).isTrue();

        assertThat(bridge.relay().deadLetters(10)).isEmpty();
        assertThat(bridge.relay().drop(letter.key())).isFalse();
        moving("goes on", () -> bridge.texts("blue").toString().contains("after"));
        assertThat(bridge.texts("blue").toString()).doesNotContain("before");
    }

    @Test
    void aRoomThatRefusesEverythingIsNotToldOfEachMessage() throws Exception {
        bridge.server("blue").plan(() -> Fault.REFUSED);
        for (int i = 0; i < 6; i++) {
            bridge.say("red", "alice", "line " + i);
        }
        moving("all dead", () -> bridge.dead.stream().filter(this::isMessage).count() == 6);
        bridge.settles();

        long before = inTheLedger();
        assertThat(before).isBetween(6 + 1L, 6 + 6L);
        bridge.say("red", "alice", "one more");
        moving("dead too", () -> bridge.dead.stream().filter(this::isMessage).count() == 7);
        bridge.settles();
        assertThat(inTheLedger()).isEqualTo(before + 1);
    }

    /// Messages and notices that were refused for good: what the bridge is told follows later.
    private long inTheLedger() throws Exception {
        return bridge.lane("blue").orElseThrow().dead();
    }

    private boolean isMessage(DeadLetter letter) {
        return letter.origin().isPresent();
    }

    private DeadLetter oneDead() throws Exception {
        bridge.server("blue").next(Fault.REFUSED, Fault.REFUSED, Fault.REFUSED);
        bridge.say("red", "alice", "before");
        bridge.say("red", "alice", "after");
        moving("dead", () -> bridge.dead.size() == 1);
        return bridge.dead.getFirst();
    }

    private void moving(String what, Callable<Boolean> condition) throws Exception {
        eventually(
                what,
                () -> {
                    bridge.move(clock, Duration.ofMillis(400));
                    return condition.call();
                });
    }
}
