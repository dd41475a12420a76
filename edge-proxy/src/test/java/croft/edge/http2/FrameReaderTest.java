package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a frame that comes in pieces counts as late.
class FrameReaderTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, Long.MAX_VALUE - 5, Long.MIN_VALUE})
    void isLateAfterItsTimeOnlyWhateverTheClockShows(long now) {
        FrameReader reader = new FrameReader(ByteBufAllocator.DEFAULT, (_, _, _, _, _) -> null);
        reader.read(Unpooled.copiedBuffer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\6", US_ASCII));
        assertThat(reader.isLate(now, 10)).isFalse();
        assertThat(reader.isLate(now + 9, 10)).isFalse();
        assertThat(reader.isLate(now + 10, 10)).isTrue();
        reader.release();
    }
}
