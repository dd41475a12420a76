package croft.chat.relay;

import static croft.chat.relay.Bridge.link;
import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Voice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Links come and go while people talk.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class ReloadTest {
    private OneDatabase.Instance instance;
    private Bridge bridge;

    @BeforeEach
    void start(OneDatabase.Instance one) {
        instance = one;
        bridge = new Bridge(one.ledger(), "red", "blue", "green");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void changingOneLinkUnderTrafficLosesNothingOnAnother() throws Exception {
        Link steady = link("steady", Voice.GHOST, "red", "blue");
        Link changing = link("changing", Voice.GHOST, "red", "green");
        bridge.carry(steady);
        List<String> said = new ArrayList<>();
        Thread talking =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < 300; i++) {
                                said.add("line " + i);
                                bridge.say("red", "alice", "line " + i);
                                try {
                                    TimeUnit.MILLISECONDS.sleep(5);
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                        });
        for (int round = 0; talking.isAlive(); round++) {
            if (round % 2 == 0) {
                bridge.carry(steady, changing);
            } else {
                bridge.carry(steady);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        talking.join();

        bridge.sees("blue", said);
        bridge.settles();
        List<String> sometimes = bridge.texts("green");
        assertThat(sometimes).isSubsetOf(said).isNotEmpty();
        assertThat(new HashSet<>(sometimes)).hasSameSizeAs(sometimes);
        assertThat(sometimes)
                .isSortedAccordingTo((a, b) -> Integer.compare(said.indexOf(a), said.indexOf(b)));
    }

    @Test
    void whatIsSaidWhileThereIsNoLinkStaysWhereItIs() throws Exception {
        Link link = link("all", Voice.GHOST, "red", "blue");
        bridge.carry(link);
        bridge.say("red", "alice", "before");
        bridge.sees("blue", List.of("before"));
        bridge.settles();

        bridge.carry(link("other", Voice.GHOST, "blue", "green"));
        bridge.say("red", "alice", "among ourselves");
        bridge.carry(link);
        eventually("listens", () -> instance.ledger().read(room("red")).isPresent());
        bridge.say("red", "alice", "after");

        bridge.sees("blue", List.of("before", "after"));
    }

    @Test
    void editsAndDeletionsReachCopiesOfALinkThatIsGone() throws Exception {
        bridge.carry(
                link("one", Voice.GHOST, "red", "blue"), link("two", Voice.GHOST, "red", "green"));
        String edited = bridge.say("red", "alice", "teh kettle");
        String deleted = bridge.say("red", "alice", "a secret");
        bridge.sees("green", List.of("teh kettle", "a secret"));
        bridge.settles();

        bridge.carry(link("one", Voice.GHOST, "red", "blue"));
        bridge.at("red").edit("alice", room("red"), edited, "the kettle");
        bridge.at("red").delete("alice", room("red"), deleted);

        bridge.sees("green", List.of("the kettle"));
    }

    @Test
    void whatWaitsForAConversationIsSentAfterItsLinkIsGone() throws Exception {
        bridge.carry(link("one", Voice.GHOST, "red", "blue"));
        bridge.at("blue").away();
        bridge.say("red", "alice", "said while linked");
        eventually("waits", () -> bridge.lane("blue").orElseThrow().waiting() == 1);

        bridge.carry(link("two", Voice.GHOST, "red", "green"));
        bridge.at("blue").back();

        bridge.sees("blue", List.of("said while linked"));
    }
}
