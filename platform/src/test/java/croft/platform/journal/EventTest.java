package croft.platform.journal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an event may be.
class EventTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "stored", "Certificate.stored", "a..b", ".a", "a.b1", "a b.c"})
    void refusesKindsThatAreNotWordsJoinedByDots(String kind) {
        assertThatThrownBy(() -> new Event(kind, "s", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("kind: \"" + kind + "\" (expected: ");
    }

    @Test
    void holdsTheLargest() {
        assertThatCode(() ->
                        new Event(
                                "a.b",
                                "s".repeat(300),
                                Collections.nCopies(1000, "k".repeat(253)),
                                Map.of("n", "v".repeat(3999))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsLarger() {
        refuses("s".repeat(301), List.of(), Map.of(), "subject: 301 characters");
        refuses("", List.of(), Map.of(), "subject: 0 characters");
        refuses("s", Collections.nCopies(1001, "k"), Map.of(), "keys: 1001");
        refuses("s", List.of("k".repeat(254)), Map.of(), "keys: one of 254 characters");
        refuses("s", List.of(""), Map.of(), "keys: one of 0 characters");
        refuses("s", List.of(), Map.of("n", "v".repeat(4000)), "attributes: 1 with 4001");
        refuses("s\0", List.of(), Map.of(), "a character 0");
    }

    private static void refuses(
            String subject, List<String> keys, Map<String, String> attributes, String message) {
        assertThatThrownBy(() -> new Event("a.b", subject, keys, attributes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
