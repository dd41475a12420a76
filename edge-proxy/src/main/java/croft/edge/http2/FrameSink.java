package croft.edge.http2;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Where frames go.
interface FrameSink {
    /// One whole frame.
    ///
    /// @param stream without the reserved bit
    /// @param payload at whose reader index `length` octets are the frame's; belongs to the caller
    /// @return what is wrong with it, or null
    @Nullable Fault frame(int type, int flags, int stream, ByteBuf payload, int length);
}
