package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

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
}
