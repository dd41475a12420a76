package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What stands around somebody's text.
class WordingTest {
    private static final Instant SAID = Instant.parse("2026-11-23T14:02:10Z");

    @Test
    void theNameComesFirst() {
        assertThat(Wording.prefixed("Wilma", "tea")).isEqualTo("**Wilma**: tea");
        assertThat(Wording.prefixed("Wilma", "")).isEqualTo("**Wilma**:");
    }

    @Test
    void blocksKeepTheirLine() {
        assertThat(Wording.prefixed("Wilma", "> so")).isEqualTo("**Wilma**:\n\n> so");
        assertThat(Wording.prefixed("Wilma", "```\nx\n```")).startsWith("**Wilma**:\n\n```");
        assertThat(Wording.prefixed("Wilma", "1. one")).startsWith("**Wilma**:\n\n1.");
    }

    @Test
    void namesAreNoMarkupAndCallNobody() {
        assertThat(Wording.prefixed("a_b**\n[x]", "t")).isEqualTo("**a\\_b\\*\\* \\[x\\]**: t");
        assertThat(Wording.prefixed("@all", "t")).doesNotContain("@all");
        assertThat(Wording.prefixed("n".repeat(500), "t").length()).isLessThan(100);
    }

    @Test
    void whatComesLateSaysSinceWhen() {
        assertThat(Wording.late("tea", SAID, SAID.plus(Duration.ofMinutes(12))))
                .isEqualTo("tea\n\n*(delayed 12 min, said at 14:02 UTC)*");
        assertThat(Wording.late("", SAID, SAID.plus(Duration.ofHours(5))))
                .isEqualTo("*(delayed 5 h, said at 14:02 UTC)*");
        assertThat(Wording.late("tea", SAID, SAID.plus(Duration.ofDays(3))))
                .endsWith("*(delayed 3 days, said at 23 Nov 14:02 UTC)*");
    }
}
