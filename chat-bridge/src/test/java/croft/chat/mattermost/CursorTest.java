package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How far a channel was read.
class CursorTest {
    @Test
    void isTheSameAfterItWasStored() {
        Cursor cursor =
                new Cursor(1_790_000_000_123L, 1_780_000_000_000L, "abc", 1_789_000_000_000L);
        assertThat(Cursor.of(cursor.text())).isEqualTo(cursor);
        Cursor empty = new Cursor(0, 0, "", 0);
        assertThat(Cursor.of(empty.text())).isEqualTo(empty);
        assertThatThrownBy(() -> Cursor.of("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("yesterday");
    }

    @Test
    void beginsAfterWhatIsThere() {
        assertThat(Cursor.begin(new Post.Page(Map.of(), List.of())).begun()).isZero();
        Post post = post("p", 100_000, 200_000);
        Cursor begin = Cursor.begin(new Post.Page(Map.of("p", post), List.of("p")));
        assertThat(begin.isNew(100_000)).isFalse();
        assertThat(begin.isNew(100_001)).isTrue();
    }

    @Test
    void itsAnchorIsOlderThanWhatMayStillBecomeVisible() {
        Cursor next =
                new Cursor(100_000, 50_000, "old", 90_000)
                        .advanced(
                                List.of(
                                        post("a", 101_000, 101_000),
                                        post("b", 102_000, 102_000),
                                        post("c", 110_000, 110_000)));
        assertThat(next).isEqualTo(new Cursor(110_000, 50_000, "b", 102_000));
        assertThat(next.since()).isEqualTo(105_000);
    }

    private static Post post(String id, long createAt, long updateAt) {
        return new Post(
                id,
                createAt,
                updateAt,
                0,
                0,
                "u",
                "c",
                "",
                "",
                "text",
                "",
                Json.ABSENT,
                List.of(),
                List.of(),
                List.of());
    }
}
