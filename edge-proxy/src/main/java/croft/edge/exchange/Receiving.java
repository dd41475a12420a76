package croft.edge.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A body on its way into the store, and the visits that read along. Runs on the flight's event
/// loop; visits on other loops are told there.
///
/// A body may outgrow what the store takes of one object. Then it is no longer for the store: the
/// rest is pushed to those who read along, and the slowest of them sets the pace; but who takes
/// nothing at all does not hold up others.
final class Receiving {
    /// What a visit may have waiting of a pushed body before the backend is held back.
    private static final int AHEAD = 256 * 1024;

    /// For how long one who takes nothing may hold up others: longer than a network needs to
    /// recover from a loss, shorter than they take the site for broken.
    private static final Duration STALL = Duration.ofSeconds(5);

    private final Source source;
    private final List<Visit> readers = new ArrayList<>(1);
    private final long expected;
    private boolean outgrown;
    private boolean watched;
    private long received;

    /// @param source whose body has one reference for this
    /// @param expected octets that it must have at its end, -1 if any number will do
    Receiving(Source source, long expected) {
        this.source = source;
        this.expected = expected;
        this.received = source.body().written();
    }

    Source source() {
        return source;
    }

    /// Whether it has become too large to be kept.
    boolean isOutgrown() {
        return outgrown;
    }

    /// Whether it has the length that its head has promised.
    boolean isAsPromised() {
        return expected < 0 || received == expected;
    }

    boolean isUnread() {
        return readers.isEmpty();
    }

    /// Octets that are there so far.
    long received() {
        return received;
    }

    void add(Visit visit) {
        readers.add(visit);
    }

    void leave(Visit visit) {
        readers.remove(visit);
    }

    /// Takes a piece; owns it.
    ///
    /// @return whether the backend must be held back
    boolean data(ByteBuf data, boolean last) {
        received += data.readableBytes();
        if (last && !isAsPromised()) {
            data.release();
            fail();
            return false;
        }
        if (!outgrown && data.isReadable() && !source.body().append(data)) {
            outgrown = true;
        }
        if (outgrown) {
            tell(reader -> reader.pushed(data.retainedSlice(), last));
            data.release();
            return isAhead();
        }
        data.release();
        if (last) {
            source.body().complete();
        }
        tell(Visit::grown);
        return false;
    }

    /// Ends a body whose last octet came before its end was known.
    void end() {
        boolean _ = data(Unpooled.EMPTY_BUFFER, true);
    }

    boolean isAhead() {
        for (Visit reader : readers) {
            if (reader.waiting() > AHEAD) {
                return true;
            }
        }
        return false;
    }

    /// Sees to it that one who takes nothing does not hold up all others for long.
    ///
    /// @param dropped called when such a one may have been let go, and others can go on
    void watch(EventLoop loop, Runnable dropped) {
        if (watched) {
            return;
        }
        watched = true;
        Map<Visit, Long> before = taken();
        loop.schedule(
                () -> {
                    watched = false;
                    if (isAhead()) {
                        dropStalled(before);
                        dropped.run();
                    }
                    if (isAhead()) {
                        watch(loop, dropped);
                    }
                },
                STALL.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /// How far each reader has come. Not what it has waiting: that stays the same for as long as it
    /// reads what came before, and what is kept.
    private Map<Visit, Long> taken() {
        Map<Visit, Long> taken = new HashMap<>();
        readers.forEach(reader -> taken.put(reader, reader.taken()));
        return taken;
    }

    /// Lets go of readers that hold up others, and have taken nothing since `before`.
    private void dropStalled(Map<Visit, Long> before) {
        if (readers.stream().allMatch(reader -> reader.waiting() > AHEAD)) {
            return;
        }
        for (Visit reader : List.copyOf(readers)) {
            if (reader.waiting() > AHEAD
                    && Long.valueOf(reader.taken()).equals(before.get(reader))) {
                readers.remove(reader);
                reader.broken();
            }
        }
    }

    /// The body cannot be completed.
    void fail() {
        tell(Visit::broken);
        readers.clear();
    }

    /// Who is told may leave at once, and so may others of the same connection.
    private void tell(Consumer<Visit> news) {
        for (Visit reader : List.copyOf(readers)) {
            news.accept(reader);
        }
    }

    /// Gives up the reference to the body, where the store has not taken it over. Who still reads
    /// does so at his own pace from here on, and holds up nobody.
    void release() {
        readers.clear();
        source.body().release();
    }
}
