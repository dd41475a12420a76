package croft.chat.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The comparison of a long run sees what it is there to see.
class ComparisonTest {
    private final PaperServer red = new PaperServer(InstantSource.system());
    private final PaperServer blue = new PaperServer(InstantSource.system());

    @Test
    void copiesThatAreAsTheyShouldBeAreFlawless() {
        String root = person(red, "1 said", "");
        person(red, "2 said", root);
        String copy = bridge(blue, "1 said", "");
        bridge(blue, "2 said (late)", copy);

        assertThat(compared()).isEqualTo(new Comparison(2, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void everyFlawIsCounted() {
        String root = person(red, "1 said", "");
        person(red, "2 said", root);
        person(red, "3 said", "");
        person(red, "4 said", "");
        person(red, "5 said", "");
        String gone = person(red, "6 said", "");
        red.perform(List.of("delete", "room", gone));
        red.perform(List.of("react", "room", root, "alice", "alice", "tada", "there"));

        bridge(blue, "1 said", "");
        bridge(blue, "2 said", "");
        bridge(blue, "5 said", "");
        bridge(blue, "4 said", "");
        bridge(blue, "4 said", "");
        bridge(blue, "3 revised", "");
        bridge(blue, "6 said", "");

        assertThat(compared()).isEqualTo(new Comparison(5, 0, 1, 2, 1, 1, 1, 1));
        person(red, "7 said", "");
        assertThat(compared().lost()).isEqualTo(1);
        assertThat(compared().isFlawless()).isFalse();
    }

    private Comparison compared() {
        return Comparison.of(red, blue, "room");
    }

    private static String person(PaperServer server, String text, String root) {
        return server.perform(
                List.of("post", "room", "alice", "alice", "", text, root, "", "0", ""));
    }

    private static String bridge(PaperServer server, String text, String root) {
        return server.perform(
                List.of("post", "room", "ghost-alice", "alice", "bot", text, root, "k", "0", ""));
    }
}
