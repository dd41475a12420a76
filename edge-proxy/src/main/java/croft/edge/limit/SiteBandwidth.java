package croft.edge.limit;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// What one site has sent since midnight UTC, and how fast it may go on. Shared by all event loops,
/// without locks.
///
/// Up to nine tenths of the day's budget nothing is held back. What is left then is spread evenly
/// over the rest of the day: whoever wants to send reserves the time that his octets take, behind
/// all who have reserved before, and sends when it has come. Never slower than [#FLOOR], so that
/// the site stays usable by somebody in no hurry; only then may a day's budget be exceeded, by 2.6
/// GiB at the most.
public final class SiteBandwidth {
    /// Octets in a second: a page in some seconds.
    static final long FLOOR = 32 * 1024;

    private static final long DAY = TimeUnit.DAYS.toSeconds(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AtomicLong day;
    private final AtomicLong sent = new AtomicLong();

    /// When the last reservation ends, in nanoseconds.
    private final AtomicLong reserved;

    private volatile long budget;

    SiteBandwidth(InstantSource clock, LongSupplier nanos, long budget) {
        this.clock = clock;
        this.nanos = nanos;
        this.budget = budget;
        day = new AtomicLong(today());
        reserved = new AtomicLong(nanos.getAsLong());
    }

    /// Counts octets that are on their way.
    public void sent(long octets) {
        begin();
        sent.addAndGet(octets);
    }

    /// Whether what is still to be sent has to wait for its turn.
    public boolean isSlow() {
        begin();
        return sent.get() >= budget - budget / 10;
    }

    /// Takes the next free time for octets.
    ///
    /// @return nanoseconds until they may go
    public long reserve(int octets) {
        long takes = octets * SECOND / rate();
        while (true) {
            long now = nanos.getAsLong();
            long before = reserved.get();
            long from = before - now > 0 ? before : now;
            if (reserved.compareAndSet(before, from + takes)) {
                return from - now;
            }
        }
    }

    /// Octets since midnight UTC.
    public long sent() {
        begin();
        return sent.get();
    }

    /// Octets for the whole day.
    public long budget() {
        return budget;
    }

    /// Octets a second, while it is slow.
    long rate() {
        long left = DAY - Math.floorMod(clock.instant().getEpochSecond(), DAY);
        return Math.max(FLOOR, (budget - sent.get()) / left);
    }

    void allow(long octets) {
        budget = octets;
    }

    /// Takes up what was counted before a restart.
    void resume(long octets) {
        sent.addAndGet(octets);
    }

    /// Begins a new day if midnight has passed.
    private void begin() {
        long now = today();
        long known = day.get();
        if (now != known && day.compareAndSet(known, now)) {
            sent.set(0);
            reserved.set(nanos.getAsLong());
        }
    }

    private long today() {
        return Math.floorDiv(clock.instant().getEpochSecond(), DAY);
    }
}
