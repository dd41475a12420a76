package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurringTest {
    private final Recurring<String> recurring = new Recurring<>(4);

    @Test
    void whatEqualsSomethingSeenIsThatThing() {
        String first = new String("value".toCharArray());
        assertThat(recurring.of(first)).isSameAs(first);
        assertThat(recurring.of(new String("value".toCharArray()))).isSameAs(first);
    }

    @Test
    void whatIsPushedOutIsForgotten() {
        String first = new String("value".toCharArray());
        recurring.of(first);
        for (int i = 0; i < 100; i++) {
            assertThat(recurring.of("other" + i)).isEqualTo("other" + i);
        }
        assertThat(recurring.of("value")).isEqualTo("value").isNotSameAs(first);
    }
}
