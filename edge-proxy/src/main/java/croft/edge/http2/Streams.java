package croft.edge.http2;

import io.netty.util.collection.IntObjectHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open streams of a connection, and which of the closed ones frames may still be under way for
/// (RFC 9113 §5.1, "closed").
final class Streams {
    /// More than a client can have in flight when many are reset at once.
    private static final int REMEMBERED = 512;

    private final IntObjectHashMap<Http2Stream> open = new IntObjectHashMap<>(8);
    private final int[] ended = new int[16];
    private int[] reset = new int[0];
    private int nextEnded;
    private int nextReset;
    private int last;

    @Nullable Http2Stream get(int id) {
        return open.get(id);
    }

    void add(Http2Stream stream) {
        open.put(stream.id(), stream);
    }

    /// Forgets a stream that has ended on both sides, or that the client has reset.
    void ended(int id) {
        open.remove(id);
        ended[nextEnded++ % ended.length] = id;
    }

    /// Forgets a stream that we have reset; the client may not know yet.
    void reset(int id) {
        open.remove(id);
        if (reset.length == 0) {
            reset = new int[REMEMBERED];
        }
        reset[nextReset++ % reset.length] = id;
    }

    /// Whether a frame on this closed stream may have been sent before our RST_STREAM arrived.
    boolean wasReset(int id) {
        return contains(reset, id);
    }

    /// Whether this stream ended a moment ago.
    boolean hasEnded(int id) {
        return contains(ended, id);
    }

    /// Whether nobody has opened it yet: ids of clients are odd and grow, and we open none (RFC
    /// 9113 §5.1.1).
    boolean isIdle(int id) {
        return id > last || id % 2 == 0;
    }

    void opened(int id) {
        last = id;
    }

    /// The largest id that the client has used.
    int last() {
        return last;
    }

    int count() {
        return open.size();
    }

    /// The open streams as they are now; they may be closed while this is walked.
    List<Http2Stream> now() {
        return List.copyOf(open.values());
    }

    private static boolean contains(int[] ids, int id) {
        for (int known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }
}
