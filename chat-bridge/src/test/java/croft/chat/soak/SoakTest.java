package croft.chat.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A short one of the long runs, with what `croft soak chat` runs. A long one here:
/// `-Dcroft.soak.messages=100000 -Dcroft.soak.kills=1000`.
class SoakTest {
    @Test
    void aCrowdLosesNothingOverKillsAndCuts() throws Exception {
        int messages = Integer.getInteger("croft.soak.messages", 300);
        int kills = Integer.getInteger("croft.soak.kills", 4);
        long seed = Long.getLong("croft.soak.seed", 20261124);
        try (Soak soak = new Soak(seed, messages, kills, line -> System.out.println(line))) {
            Report report = soak.run();
            System.out.print(report.text());

            assertThat(report.found().compared()).isGreaterThan(messages / 2);
            assertThat(report).matches(Report::isFlawless, "flawless");
            assertThat(report.strikes()).isEqualTo(kills);
            assertThat(report.dead()).as("%s", report.causes()).isZero();
            assertThat(report.resident()).isPositive();
        }
    }
}
