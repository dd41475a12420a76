package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a response that waits counts as stalled.
class SendHalfTest {
    @Test
    void isNotStalledWhileASlowSocketEmpties() {
        SendHalf half = new SendHalf(1_000);
        assertThat(half.isStalled(0, 60, false)).isFalse();
        half.add(Unpooled.wrappedBuffer(new byte[10]));
        assertThat(half.isStalled(59, 60, true)).isFalse();
        assertThat(half.isStalled(118, 60, false)).isFalse();
        assertThat(half.isStalled(119, 60, false)).isTrue();
        half.release();
    }

    @Test
    void isNotStalledWhileTheClientTakesSome() {
        SendHalf half = new SendHalf(1_000);
        half.add(Unpooled.wrappedBuffer(new byte[10]));
        half.drain(Unpooled.buffer(), 1);
        assertThat(half.isStalled(60, 60, false)).isFalse();
        assertThat(half.isStalled(119, 60, false)).isFalse();
        assertThat(half.isStalled(120, 60, false)).isTrue();
        half.release();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void isStalledAfterItsTimeOnlyWhateverTheClockShows(long now) {
        SendHalf half = new SendHalf(0);
        half.add(Unpooled.copiedBuffer(new byte[10]));
        assertThat(half.isStalled(now, 10, false)).isFalse();
        assertThat(half.isStalled(now + 9, 10, false)).isFalse();
        assertThat(half.isStalled(now + 10, 10, false)).isTrue();
        half.release();
    }
}
