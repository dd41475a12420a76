package croft.edge.log;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The log of one event loop: gathers lines in an array of its own and hands it over when it is
/// full, or when a second has passed. On its event loop, but for the last call.
final class LoopLog {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EventLoop loop;
    private final Supplier<@Nullable LineFormat> format;
    private final Outlet outlet;
    private final LineClock clock;
    private final LineBuffer buffer;
    private int lines;

    private @Nullable ScheduledFuture<?> ticks;

    LoopLog(EventLoop loop, Supplier<@Nullable LineFormat> format, Outlet outlet, LineClock clock) {
        this.loop = loop;
        this.format = format;
        this.outlet = outlet;
        this.clock = clock;
        this.buffer = new LineBuffer(outlet.empty());
    }

    /// Begins to hand over what there is each second.
    void begin() {
        // on the full second, as other work of the loop, so that all of it wakes the loop once
        long now = loop.ticker().nanoTime();
        ticks =
                loop.scheduleWithFixedDelay(
                        this::tick,
                        SECOND - Math.floorMod(now, SECOND),
                        SECOND,
                        TimeUnit.NANOSECONDS);
    }

    /// Ends that. What is left stays where it is.
    void end() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    void write(Notes notes) {
        LineFormat current = format.get();
        if (current == null) {
            return;
        }
        if (buffer.room() < LineFormat.LONGEST_LINE) {
            handOver();
        }
        clock.set(notes.ended);
        current.line(buffer, notes, clock);
        lines++;
    }

    private void tick() {
        clock.compare(loop.ticker().nanoTime());
        handOver();
    }

    /// Hands over what there is. For the event loop, or for anybody once that has ended.
    void handOver() {
        if (lines == 0) {
            return;
        }
        if (outlet.offer(new Outlet.Batch(buffer.array(), buffer.length(), lines))) {
            buffer.begin(outlet.empty());
        } else {
            outlet.lost(lines);
            buffer.begin(buffer.array());
        }
        lines = 0;
    }
}
