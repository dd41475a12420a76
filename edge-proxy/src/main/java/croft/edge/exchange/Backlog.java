package croft.edge.exchange;

import croft.edge.limit.Waiting;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;

/// What one connection holds in memory, as part of what all hold: told after each write, where it
/// costs a comparison, and looked at again every second. While all together hold much, the
/// connection's water marks are low, so that whoever feeds it waits sooner. On the connection's
/// event loop.
public final class Backlog {
    /// Two TLS records: a slow client notices nothing.
    private static final WriteBufferWaterMark LOW_MARKS =
            new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    private final Channel channel;
    private final Waiting all;
    private final WriteBufferWaterMark usual;
    private long counted;
    private boolean tight;
    private boolean released;

    public Backlog(Channel channel, Waiting all, WriteBufferWaterMark usual) {
        this.channel = channel;
        this.all = all;
        this.usual = usual;
    }

    /// Counts what is there now.
    ///
    /// @param besides octets held outside the socket's own buffer
    /// @return whether that is too much, and the connection has to end
    public boolean settle(long besides) {
        if (released) {
            return false;
        }
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long now = besides + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
        if (now != counted) {
            all.add(now - counted);
            counted = now;
        }
        if (tight != all.isTight()) {
            tight = !tight;
            channel.config().setWriteBufferWaterMark(tight ? LOW_MARKS : usual);
        }
        return tight && counted > all.share();
    }

    /// Octets that the socket has not taken yet, at least one if anything waits. Changes whenever
    /// it takes some or is given some.
    public long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || buffer.isEmpty()
                ? 0
                : Math.max(1, buffer.totalPendingWriteBytes() - buffer.currentProgress());
    }

    /// Whether this connection has to make do with little.
    public boolean isTight() {
        return tight;
    }

    /// The connection holds nothing any more.
    public void release() {
        released = true;
        all.add(-counted);
        counted = 0;
    }
}
