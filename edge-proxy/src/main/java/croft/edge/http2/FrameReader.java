package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Cuts what comes from a client into the preface (RFC 9113 §3.4) and frames (§4.1). Whole frames
/// are read where they lie; only one that is cut off by the end of a buffer is copied, once, and
/// kept until the rest has come.
final class FrameReader {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private final ByteBufAllocator allocator;
    private final FrameSink sink;
    private int prefaceSeen;
    private boolean begun;
    private int frames;

    /// None that could be: until the first question, nobody knows since when it waits.
    private int framesAtTick = -1;

    private long waitingSince;

    /// The beginning of a frame whose end is still to come.
    private @Nullable ByteBuf kept;

    FrameReader(ByteBufAllocator allocator, FrameSink sink) {
        this.allocator = allocator;
        this.sink = sink;
    }

    /// Reads all of `in`, which stays the caller's. After a fault nothing more may be read.
    @Nullable Fault read(ByteBuf in) {
        while (prefaceSeen < PREFACE.length) {
            if (!in.isReadable()) {
                return null;
            }
            if (in.readByte() != PREFACE[prefaceSeen++]) {
                return Fault.protocol("not the preface of HTTP/2 (RFC 9113 3.4)");
            }
        }
        Fault fault = kept == null ? null : complete(kept, in);
        while (fault == null && kept == null && in.isReadable()) {
            fault = whole(in) ? frame(in) : keep(in);
        }
        return fault;
    }

    /// Whether the preface and a frame have come.
    boolean begun() {
        return begun;
    }

    /// Whether a frame other than DATA has begun that long ago and not ended: one that a client
    /// could have sent at once. Asked once a second; the time counts from the first question about
    /// it.
    boolean isLate(long now, long patience) {
        boolean waiting =
                kept != null && (kept.readableBytes() < 4 || kept.getByte(3) != Frame.DATA);
        if (!waiting || frames != framesAtTick) {
            framesAtTick = frames;
            waitingSince = now;
        }
        return waiting && now - waitingSince >= patience;
    }

    /// Gives up what is kept.
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    private static boolean whole(ByteBuf in) {
        return in.readableBytes() >= Frame.HEAD
                && in.readableBytes() >= Frame.HEAD + in.getUnsignedMedium(in.readerIndex());
    }

    private @Nullable Fault keep(ByteBuf in) {
        ByteBuf rest = allocator.buffer(Frame.HEAD, Frame.HEAD + Frame.DEFAULT_MAX_SIZE);
        kept = rest;
        return complete(rest, in);
    }

    /// Adds to the kept frame what it lacks, and hands it on if that makes it whole.
    private @Nullable Fault complete(ByteBuf rest, ByteBuf in) {
        take(in, rest, Frame.HEAD);
        if (rest.readableBytes() < Frame.HEAD) {
            return null;
        }
        int length = rest.getUnsignedMedium(0);
        if (length > Frame.DEFAULT_MAX_SIZE) {
            return tooLarge();
        }
        take(in, rest, Frame.HEAD + length);
        if (rest.readableBytes() < Frame.HEAD + length) {
            return null;
        }
        kept = null;
        try {
            return frame(rest);
        } finally {
            rest.release();
        }
    }

    private static void take(ByteBuf in, ByteBuf out, int wanted) {
        int missing = Math.min(wanted - out.readableBytes(), in.readableBytes());
        if (missing > 0) {
            out.ensureWritable(Math.max(missing, wanted - out.readableBytes()));
            out.writeBytes(in, missing);
        }
    }

    private @Nullable Fault frame(ByteBuf in) {
        int length = in.readUnsignedMedium();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        if (length > Frame.DEFAULT_MAX_SIZE) {
            return tooLarge();
        }
        if (!begun) {
            if (type != Frame.SETTINGS || (flags & Frame.ACK) != 0) {
                return Fault.protocol("first frame is not SETTINGS (RFC 9113 3.4)");
            }
            begun = true;
        }
        frames++;
        int end = in.readerIndex() + length;
        Fault fault = sink.frame(type, flags, stream, in, length);
        in.readerIndex(end);
        return fault;
    }

    private static Fault tooLarge() {
        return Fault.size("frame larger than 16,384 octets (RFC 9113 4.2)");
    }
}
