package croft.chat.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The bridge's process is killed with -9 again and again, and the servers fail besides: nothing is
/// lost, nothing doubled, nothing out of order. A long run: `-Dcroft.chat.messages=100000
/// -Dcroft.chat.kills=1000`.
class KillRunTest {
    @Test
    void manyKillsLoseNothingAndDoubleNothing() throws Exception {
        int messages = Integer.getInteger("croft.chat.messages", 400);
        int kills = Integer.getInteger("croft.chat.kills", 4);
        int rooms = Integer.getInteger("croft.chat.rooms", 2);
        int perSecond = Integer.getInteger("croft.chat.rate", 60);
        long seed = Long.getLong("croft.chat.seed", 20261123);
        long start = System.nanoTime();
        try (KillRun run = new KillRun(seed, messages, kills, rooms, perSecond)) {
            Comparison result = run.run();
            System.out.printf(
                    "kill run, seed %d: %d messages said, %d kills, %d s: %s%n",
                    seed,
                    run.said(),
                    run.killed(),
                    (System.nanoTime() - start) / 1_000_000_000L,
                    result);
            assertThat(result.compared()).isGreaterThan(messages / 2);
            assertThat(result).matches(Comparison::isFlawless, "flawless");
            assertThat(run.killed()).isEqualTo(kills);
            assertThat(run.dead()).isZero();
        }
    }
}
