package croft.chat.relay;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.LedgerDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// While the database is away nothing is taken and nothing new is sent; afterwards all goes on.
@Timeout(120)
class DatabaseLossTest {
    @Test
    void aDatabaseThatIsKilledLosesNothingAndDoublesNothing() throws Exception {
        try (LedgerDatabase database = new LedgerDatabase();
                Bridge bridge = new Bridge(database.instance(), "red", "blue")) {
            bridge.linked();
            List<String> said = Collections.synchronizedList(new ArrayList<>());
            Thread talking =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 400; i++) {
                                    said.add("line " + i);
                                    bridge.say("red", "alice", "line " + i);
                                    try {
                                        TimeUnit.MILLISECONDS.sleep(10);
                                    } catch (InterruptedException e) {
                                        return;
                                    }
                                }
                            });
            bridge.sees("blue", "line 20");
            database.kill();
            int then = bridge.texts("blue").size();
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(bridge.texts("blue").size()).isBetween(then, then + 2);
            database.restart();
            bridge.sees("blue", "line " + (then + 20));
            database.cut();
            talking.join();

            bridge.sees("blue", List.copyOf(said));
        }
    }
}
