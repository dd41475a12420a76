package croft.edge.http2;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A header block that comes in several frames (RFC 9113 §4.3, §6.10), gathered until it is whole.
/// Bounded in size and in frames, since it must be held in full (CVE-2024-27316 and its kin).
final class HeaderBlock {
    private final int stream;
    private final boolean ends;
    private final boolean prioritisesItself;
    private final long since;
    private byte[] octets = new byte[0];
    private int length;
    private int continuations;

    /// @param ends whether HEADERS had END_STREAM
    /// @param since when it began, in nanoseconds
    HeaderBlock(int stream, boolean ends, boolean prioritisesItself, long since) {
        this.stream = stream;
        this.ends = ends;
        this.prioritisesItself = prioritisesItself;
        this.since = since;
    }

    /// Adds what a frame holds.
    @Nullable Fault add(ByteBuf payload, int size, Http2Limits.Heads limits) {
        if (size > limits.block() - length || continuations++ > limits.continuations()) {
            return Fault.excess("header block too large (RFC 9113 10.5.1)");
        }
        octets = Arrays.copyOf(octets, length + size);
        payload.readBytes(octets, length, size);
        length += size;
        return null;
    }

    int stream() {
        return stream;
    }

    boolean ends() {
        return ends;
    }

    boolean prioritisesItself() {
        return prioritisesItself;
    }

    long since() {
        return since;
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }
}
