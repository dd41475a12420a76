package croft.chat.relay;

import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// How fast it goes through a PostgreSQL that writes everything to disk; and that it is faster than
/// anybody talks. The figures are printed; more with `-Dcroft.chat.pace=5000`.
@ExtendWith(OneDatabase.class)
@Timeout(300)
class PaceTest {
    private static final int MESSAGES = Integer.getInteger("croft.chat.pace", 200);

    @Test
    void oneChannelAndFourAtOnceAreFasterThanPeopleTalk(OneDatabase.Instance instance)
            throws Exception {
        for (int rooms : List.of(1, 4)) {
            instance.database().empty();
            double pace = pace(instance, rooms);
            System.out.printf(
                    "pace: %d rooms, %d messages each: %.0f messages/s%n", rooms, MESSAGES, pace);
            assertThat(pace).isGreaterThan(20);
        }
    }

    private static double pace(OneDatabase.Instance instance, int rooms) throws Exception {
        try (Bridge bridge = new Bridge(instance.ledger(), "red", "blue")) {
            List<Link> links =
                    IntStream.range(0, rooms)
                            .mapToObj(i ->
                                    new Link(
                                            "link" + i,
                                            List.of(
                                                    new Conversation("red", "r" + i),
                                                    new Conversation("blue", "r" + i)),
                                            Voice.GHOST,
                                            Set.of()))
                            .toList();
            bridge.carry(links.toArray(Link[]::new));
            eventually("reads", () -> instance.ledger().readings().size() == 2 * rooms);
            long start = System.nanoTime();
            List<Thread> people = new ArrayList<>();
            for (int i = 0; i < rooms; i++) {
                String channel = "r" + i;
                // Each message is heard by itself, as a WebSocket tells it.
                people.add(Thread.ofVirtual().start(() -> talk(bridge.server("red"), channel)));
            }
            for (Thread person : people) {
                person.join();
            }
            for (int i = 0; i < rooms; i++) {
                String channel = "r" + i;
                Eventually.within(
                        Duration.ofSeconds(200),
                        "all of " + channel,
                        () -> bridge.at("blue").texts(channel).size() == MESSAGES);
            }
            return rooms * MESSAGES / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void talk(PaperServer server, String channel) {
        for (int i = 0; i < MESSAGES; i++) {
            server.perform(
                    List.of("post", channel, "alice", "alice", "", "n" + i, "", "", "0", ""));
        }
    }

    @Test
    void tenMessagesASecondArriveAtOnce(OneDatabase.Instance instance) throws Exception {
        try (Bridge bridge = new Bridge(instance.ledger(), "red", "blue")) {
            bridge.linked();
            Map<String, Long> said = new ConcurrentHashMap<>();
            int messages = Math.max(50, MESSAGES / 10);
            List<Long> delays = Collections.synchronizedList(new ArrayList<>());
            Thread watching =
                    Thread.ofPlatform()
                            .start(() -> {
                                int seen = 0;
                                while (seen < messages) {
                                    List<String> texts = bridge.texts("blue");
                                    long now = System.nanoTime();
                                    for (; seen < texts.size(); seen++) {
                                        delays.add(now - said.getOrDefault(texts.get(seen), now));
                                    }
                                    try {
                                        TimeUnit.MICROSECONDS.sleep(300);
                                    } catch (InterruptedException e) {
                                        return;
                                    }
                                }
                            });
            for (int i = 0; i < messages; i++) {
                said.put("line " + i, System.nanoTime());
                bridge.at("red").say("alice", room("red"), "line " + i, Optional.empty());
                TimeUnit.MILLISECONDS.sleep(100);
            }
            watching.join(30_000);
            List<Long> sorted = delays.stream().sorted().toList();
            assertThat(sorted).hasSize(messages);
            long median = sorted.get(messages / 2) / 1_000;
            long p99 = sorted.get((int) Math.ceil(messages * 0.99) - 1) / 1_000;
            System.out.printf(
                    "latency at 10/s, %d messages: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                    messages, median / 1e3, p99 / 1e3, sorted.getLast() / 1e6);
            assertThat(median).isLessThan(1_000_000);
        }
    }
}
