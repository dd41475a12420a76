package croft.edge.http2;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What the client has said that it takes (RFC 9113 §6.5.2).
final class PeerSettings {
    private static final int ENTRY = 6;

    private int initialWindow = Frame.DEFAULT_WINDOW;
    private int maxFrame = Frame.DEFAULT_MAX_SIZE;
    private boolean smallerTable;

    /// Applies the payload of a SETTINGS frame, in order (§6.5.3).
    @Nullable Fault apply(ByteBuf payload, int length) {
        if (length % ENTRY != 0) {
            return Fault.size("SETTINGS not of six octets each (RFC 9113 6.5)");
        }
        for (int i = 0; i < length; i += ENTRY) {
            Fault fault = apply(payload.readUnsignedShort(), payload.readUnsignedInt());
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable Fault apply(int identifier, long value) {
        switch (identifier) {
            case Frame.SETTING_HEADER_TABLE_SIZE ->
                    smallerTable |= value < HpackDecoder.TABLE_LIMIT;
            case Frame.SETTING_ENABLE_PUSH -> {
                if (value > 1) {
                    return Fault.protocol("ENABLE_PUSH neither 0 nor 1 (RFC 9113 6.5.2)");
                }
            }
            case Frame.SETTING_INITIAL_WINDOW_SIZE -> {
                if (value > Frame.LARGEST_WINDOW) {
                    return Fault.flow("INITIAL_WINDOW_SIZE over 2^31-1 (RFC 9113 6.5.2)");
                }
                initialWindow = (int) value;
            }
            case Frame.SETTING_MAX_FRAME_SIZE -> {
                if (value < Frame.DEFAULT_MAX_SIZE || value > Frame.LARGEST_MAX_SIZE) {
                    return Fault.protocol("MAX_FRAME_SIZE not 2^14 to 2^24-1 (RFC 9113 6.5.2)");
                }
                maxFrame = (int) value;
            }
            case Frame.SETTING_ENABLE_CONNECT_PROTOCOL -> {
                if (value > 1) {
                    return Fault.protocol("ENABLE_CONNECT_PROTOCOL neither 0 nor 1 (RFC 8441 3)");
                }
            }
            default -> {
                // MAX_CONCURRENT_STREAMS is about pushes, MAX_HEADER_LIST_SIZE is advice, and
                // unknown settings are ignored (§6.5.2)
            }
        }
        return null;
    }

    /// The window towards the client that a new stream begins with.
    int initialWindow() {
        return initialWindow;
    }

    /// The largest payload that may be sent.
    int maxFrame() {
        return maxFrame;
    }

    /// Whether the next header block must begin with a table size update, because the client has
    /// lowered the size that we could use. True once.
    boolean takeSmallerTable() {
        boolean due = smallerTable;
        smallerTable = false;
        return due;
    }
}
