package croft.edge.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Octets of a stored body on their way out. Holds their run until it is released, whatever becomes
/// of the body; watched for leaks as Netty's own buffers are. Not to be written to.
final class Slice extends UnpooledDirectByteBuf {
    private static final ResourceLeakDetector<Slice> LEAKS =
            ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Slice.class);

    private final Run run;
    private final @Nullable ResourceLeakTracker<Slice> leak;

    /// @param run with a reference for this slice
    @SuppressWarnings("this-escape")
    Slice(Run run, ByteBuffer octets) {
        super(UnpooledByteBufAllocator.DEFAULT, octets, octets.remaining());
        this.run = run;
        leak = LEAKS.track(this);
    }

    @Override
    public ByteBuf touch(Object hint) {
        if (leak != null) {
            leak.record(hint);
        }
        return this;
    }

    @Override
    protected void deallocate() {
        super.deallocate();
        if (leak != null) {
            leak.close(this);
        }
        run.release();
    }
}
