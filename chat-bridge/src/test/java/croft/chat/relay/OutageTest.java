package croft.chat.relay;

import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server that is away for ten minutes, by a clock that the test moves, loses nothing and doubles
/// nothing, and keeps nobody else waiting.
@ExtendWith(OneDatabase.class)
@Timeout(120)
class OutageTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pattern LATE =
            Pattern.compile("(\\d+) messages came late: nothing arrived here from ");

    private final TestClock clock = TestClock.standing();
    private Bridge bridge;

    @BeforeEach
    void start(OneDatabase.Instance instance) throws Exception {
        bridge = new Bridge(instance.ledger(), clock, Bridge.LOOSE, "red", "blue", "green");
        bridge.linked();
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({"600, 1", "150, 5"})
    void minutesWithoutATargetLoseNothing(int seconds, int perSecond) throws Exception {
        outage(seconds, perSecond);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "croft.chat.outage",
            matches = "full",
            disabledReason = "takes a minute; -Dcroft.chat.outage=full runs it")
    void tenMinutesAtTwentyASecondLoseNothing() throws Exception {
        outage(600, 20);
    }

    private void outage(int seconds, int perSecond) throws Exception {
        bridge.at("blue").away();
        List<String> said = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < perSecond; i++) {
                said.add("line " + said.size());
                bridge.say("red", "alice", said.getLast());
            }
            bridge.move(clock, SECOND);
            if (second % 20 == 19) {
                // The other lane does not wait, and what it carries is not late.
                bridge.sees("green", said);
            }
        }
        assertThat(bridge.texts("blue")).isEmpty();
        bridge.at("blue").back();
        long back = System.nanoTime();
        moveUntil("drained", () -> lines().size() >= said.size());
        System.out.printf(
                "outage of %d s at %d/s: %d messages drained in %d ms%n",
                seconds, perSecond, said.size(), (System.nanoTime() - back) / 1_000_000);

        List<String> seen = lines();
        assertThat(seen.stream().map(t -> t.replace(" (late)", "")).toList()).isEqualTo(said);
        assertThat(seen.getFirst()).endsWith("(late)");
        assertThat(bridge.texts("green")).isEqualTo(said);
        long late = seen.stream().filter(t -> t.endsWith("(late)")).count();
        // the clock may run ahead of a slow machine, to which the rest is then another burst
        moveUntil("told", () -> toldLate() >= late);
        assertThat(toldLate()).isEqualTo(late);
        assertThat(bridge.texts("green")).noneMatch(t -> t.contains("came late"));
    }

    private List<String> lines() {
        return bridge.texts("blue").stream().filter(t -> t.startsWith("line")).toList();
    }

    /// How many messages the channel was told came late.
    private long toldLate() {
        return bridge.texts("blue").stream()
                .map(LATE::matcher)
                .filter(Matcher::lookingAt)
                .mapToLong(told -> Long.parseLong(told.group(1)))
                .sum();
    }

    @Test
    void whatHappenedToMessagesMeanwhileIsWhatArrives() throws Exception {
        String old = bridge.say("red", "alice", "old");
        String gone = bridge.say("red", "alice", "to go");
        bridge.sees("blue", List.of("old", "to go"));
        bridge.at("blue").away();

        String root = bridge.say("red", "alice", "root");
        bridge.at("red").say("bob", room("red"), "answer", Optional.of(root));
        String secret = bridge.say("red", "alice", "a secret");
        String draft = bridge.say("red", "alice", "draft");
        bridge.at("red").edit("alice", room("red"), draft, "final");
        bridge.at("red").edit("alice", room("red"), old, "old, edited");
        bridge.at("red").delete("alice", room("red"), secret);
        bridge.at("red").delete("alice", room("red"), gone);
        bridge.at("red").react("bob", room("red"), root, "tada", true);
        bridge.at("red").react("bob", room("red"), draft, "eyes", true);
        bridge.at("red").react("bob", room("red"), draft, "eyes", false);
        bridge.sees("green", List.of("old, edited", "root", "answer", "final"));
        bridge.move(clock, Duration.ofSeconds(90));
        bridge.at("blue").back();

        moveUntil(
                "converged",
                () ->
                        bridge.texts("blue")
                                .equals(List.of("old, edited", "root", "answer", "final")));
        moveUntil("reacted", () -> bridge.one("blue", "root").reactions().equals(Set.of("tada")));
        bridge.settles();
        assertThat(bridge.one("blue", "answer").root()).contains(bridge.one("blue", "root").id());
        assertThat(bridge.one("blue", "final").reactions()).isEmpty();
        assertThat(bridge.server("blue").everSaid("room", "a secret")).isFalse();
        assertThat(bridge.server("blue").everSaid("room", "draft")).isFalse();
    }

    @Test
    void whatWasSaidWhileItsServerWasAwayIsReadAfterwards() throws Exception {
        bridge.say("red", "alice", "before");
        bridge.sees("blue", "before");
        bridge.at("red").away();
        String edited = bridge.say("red", "alice", "whiel away");
        bridge.at("red").edit("alice", room("red"), edited, "while away");
        bridge.say("blue", "bob", "towards it");
        bridge.sees("green", "towards it");
        bridge.at("red").back();

        bridge.sees("blue", "while away");
        moveUntil("arrived", () -> bridge.texts("red").contains("towards it"));
        bridge.settles();
        assertThat(bridge.texts("blue")).containsExactly("before", "towards it", "while away");
        assertThat(bridge.texts("red")).containsExactly("before", "while away", "towards it");
    }

    @Test
    void anOutageOfTheBridgeItselfIsToldToo() throws Exception {
        bridge.stop();
        for (int i = 0; i < 30; i++) {
            bridge.say("red", "alice", "line " + i);
            bridge.move(clock, Duration.ofSeconds(20));
        }
        bridge.start();

        moveUntil(
                "told", () -> bridge.texts("blue").stream().anyMatch(t -> t.contains("came late")));
        assertThat(bridge.texts("blue").subList(0, 30))
                .allMatch(t -> t.startsWith("line"))
                .anyMatch(t -> t.endsWith("(late)"));
    }

    @Test
    void aClockThatIsSetBackOrForwardStopsNothing() throws Exception {
        bridge.server("blue").next(PaperServer.Fault.BUSY, PaperServer.Fault.BUSY);
        bridge.say("red", "alice", "one");
        eventually("blocked", () -> bridge.lane("blue").orElseThrow().attempts() > 0);
        bridge.move(clock, Duration.ofHours(-3));
        moveUntil("one", () -> bridge.texts("blue").size() == 1);

        bridge.server("blue").next(PaperServer.Fault.BUSY);
        bridge.move(clock, Duration.ofHours(7));
        bridge.say("red", "alice", "two");
        moveUntil("two", () -> bridge.texts("blue").size() == 2);
        bridge.move(clock, Duration.ofHours(-4));
        bridge.say("red", "alice", "three");

        moveUntil("three", () -> bridge.texts("blue").size() == 3);
        assertThat(bridge.texts("blue").stream().map(t -> t.replace(" (late)", "")))
                .containsExactly("one", "two", "three");
    }

    private void moveUntil(String what, Callable<Boolean> condition) throws Exception {
        Eventually.within(
                Duration.ofSeconds(100),
                what,
                () -> {
                    bridge.move(clock, Duration.ofMillis(500));
                    return condition.call();
                });
    }
}
