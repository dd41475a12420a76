package croft.edge.http2;

import io.netty.util.concurrent.FastThreadLocal;

/// Working memory of one event loop, shared by all its connections. Nothing in it outlives the call
/// that uses it.
final class Scratch {
    private static final FastThreadLocal<Scratch> CURRENT =
            new FastThreadLocal<>() {
                @Override
                protected Scratch initialValue() {
                    return new Scratch();
                }
            };

    /// For header blocks on their way out.
    final HpackEncoder encoder = new HpackEncoder();

    /// For header blocks on their way in.
    final RequestFields fields = new RequestFields();

    private byte[] block = new byte[Frame.DEFAULT_MAX_SIZE];
    private byte[] octets = new byte[1_024];

    static Scratch current() {
        return CURRENT.get();
    }

    /// At least that many octets, for a header block that is being decoded.
    byte[] block(int length) {
        if (block.length < length) {
            block = new byte[length];
        }
        return block;
    }

    /// At least that many octets, for a string that is being decoded.
    byte[] octets(int length) {
        if (octets.length < length) {
            octets = new byte[length];
        }
        return octets;
    }
}
