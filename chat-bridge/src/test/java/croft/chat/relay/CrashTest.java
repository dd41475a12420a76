package croft.chat.relay;

import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.relay.PaperServer.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Wherever the process ends, the next one goes on with nothing lost and nothing doubled.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class CrashTest {
    static Stream<Arguments> crashes() {
        return Stream.of(Crash.Point.values())
                .flatMap(point -> Stream.of(0, 4).map(times -> Arguments.of(point, times)))
                .filter(CrashTest::happens);
    }

    /// There are three doubtful outcomes, of which one is looked for and not there.
    private static boolean happens(Arguments arguments) {
        int times = (int) arguments.get()[1];
        return switch ((Crash.Point) arguments.get()[0]) {
            case BEFORE_DOUBT, AFTER_DOUBT -> times < 1;
            case AFTER_ABSENCE -> times == 0;
            default -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void nothingIsLostAndNothingDoubled(Crash.Point point, int times, OneDatabase.Instance instance)
            throws Exception {
        TestClock clock = TestClock.standing();
        Crash crash = new Crash(instance.ledger(), point, times);
        try (Bridge bridge = new Bridge(crash.ledger(), clock, Bridge.LOOSE, "red", "blue")) {
            bridge.ledger(instance.ledger());
            bridge.linked();
            bridge.stop();
            bridge.ledger(crash.ledger());
            bridge.server("blue").next(Fault.NONE, Fault.CUT, Fault.LOST, Fault.NONE, Fault.LIMBO);
            try {
                bridge.start();
            } catch (AssertionError e) {
                throw new AssertionError("it ended before it was up", e);
            }
            List<String> expected = happen(bridge);
            eventually(
                    "it ends",
                    () -> {
                        bridge.move(clock, Duration.ofMillis(100));
                        return crash.happened();
                    });

            bridge.ledger(instance.ledger());
            bridge.restart();

            eventually(
                    "converges",
                    () -> {
                        bridge.move(clock, Duration.ofMillis(100));
                        return seen(bridge).equals(expected);
                    });
            bridge.say("red", "alice", "last");
            eventually(
                    "last",
                    () -> {
                        bridge.move(clock, Duration.ofMillis(100));
                        return seen(bridge).contains("last");
                    });
            bridge.settles();
            expected.add("last");
            assertThat(seen(bridge)).isEqualTo(expected);
            assertThat(bridge.one("blue", "root").reactions()).isEqualTo(Set.of("tada"));
            assertThat(bridge.one("blue", "answer").root())
                    .contains(bridge.one("blue", "root").id());
            assertThat(bridge.texts("red")).hasSize(8);
            assertThat(instance.ledger().standing())
                    .allSatisfy(lane -> assertThat(lane.resent()).isZero());
        }
    }

    /// @return what is to be seen in the other room in the end
    private static List<String> happen(Bridge bridge) {
        PaperVenue red = bridge.at("red");
        String root = bridge.say("red", "alice", "root");
        String longer = "a".repeat(PaperNetwork.PIECE) + "b".repeat(PaperNetwork.PIECE) + "c";
        bridge.say("red", "alice", longer);
        String edited = bridge.say("red", "alice", "draft");
        String gone = bridge.say("red", "alice", "a secret");
        red.say("bob", room("red"), "answer", Optional.of(root));
        red.edit("alice", room("red"), edited, "final");
        red.react("bob", room("red"), root, "tada", true);
        red.delete("alice", room("red"), gone);
        for (int i = 0; i < 3; i++) {
            bridge.say("red", "alice", "line " + i);
        }
        return new ArrayList<>(
                List.of(
                        "root",
                        longer.substring(0, PaperNetwork.PIECE),
                        longer.substring(PaperNetwork.PIECE, 2 * PaperNetwork.PIECE),
                        "c",
                        "final",
                        "answer",
                        "line 0",
                        "line 1",
                        "line 2"));
    }

    private static List<String> seen(Bridge bridge) {
        List<String> texts = new ArrayList<>();
        for (String text : bridge.texts("blue")) {
            if (!text.contains("came late")) {
                texts.add(text.replace(" (late)", ""));
            }
        }
        return texts;
    }
}
