package croft.chat.relay;

import static croft.chat.relay.Bridge.link;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Voice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two instances on one database: one works, the other waits until it is gone.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class InstancesTest {
    @Test
    void oneLeadsAndTheOtherTakesOver(OneDatabase.Instance instance) throws Exception {
        try (Bridge bridge = new Bridge(instance.ledger(), "red", "blue")) {
            bridge.linked();
            List<Network> networks = List.of(bridge.at("red").join(), bridge.at("blue").join());
            try (Relay second = new Relay(instance.database().instance(), bridge.clock, bridge)) {
                second.carry(List.of(link("all", Voice.GHOST, "red", "blue")), networks);
                List<String> said = new ArrayList<>();
                for (int i = 0; i < 30; i++) {
                    said.add("line " + i);
                    bridge.say("red", "alice", said.getLast());
                }
                bridge.sees("blue", said);
                assertThat(networks)
                        .allSatisfy(
                                n -> assertThat(n.standing()).isInstanceOf(Standing.Away.class));

                bridge.say("red", "alice", "at the change");
                bridge.stop();
                said.add("at the change");
                eventually(
                        "the second listens",
                        () -> networks.stream().allMatch(n -> n.standing() instanceof Standing.Up));
                bridge.say("red", "alice", "after");
                said.add("after");
                bridge.say("blue", "bob", "back");

                bridge.sees("red", "back");
                bridge.sees("blue", "after");
                said.add("back");
                assertThat(bridge.texts("blue")).containsExactlyInAnyOrderElementsOf(said);
            }
        }
    }
}
