package croft.platform.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/// A request whose body is still arriving. Runs on an event loop.
final class Arrival {
    private final int most;
    private final boolean kept;
    private final Function<Octets, Turn> whole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private long octets;

    /// @param most octets that are taken
    /// @param kept whether they are held until the last
    /// @param whole what it becomes with all of it, or with nothing if it is not kept
    Arrival(int most, boolean kept, Function<Octets, Turn> whole) {
        this.most = most;
        this.kept = kept;
        this.whole = whole;
    }

    /// Takes a piece.
    ///
    /// @return whether it is not too much
    boolean take(ByteBuf piece) {
        octets += piece.readableBytes();
        if (octets > most) {
            return false;
        }
        if (kept) {
            body.writeBytes(ByteBufUtil.getBytes(piece));
        }
        return true;
    }

    Turn turn() {
        return whole.apply(kept ? new Octets(body.toByteArray()) : Octets.NONE);
    }
}
