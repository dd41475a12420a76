package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What everybody else notices of an attack: how long their requests take, on every event loop, and
/// how much memory the process takes. Includes what the attackers themselves cost, who run in the
/// same process and on the same processors.
final class Gauge implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;

    private final TestEdge edge;
    private final String host;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<long[]>> victims = new ArrayList<>();
    private final long heapBefore = heap();
    private final long directBefore = direct();
    private volatile long mostHeap;
    private volatile long mostDirect;
    private volatile boolean over;

    /// Begins.
    Gauge(TestEdge edge, String host) {
        this.edge = edge;
        this.host = host;
        for (int loop = 0; loop < TestEdge.LOOPS; loop++) {
            victims.add(threads.submit(this::visit));
        }
        Future<?> _ =
                threads.submit(() -> {
                    while (!over) {
                        mostDirect = Math.max(mostDirect, direct());
                        mostHeap = Math.max(mostHeap, usedHeap());
                        Pause.of(Duration.ofMillis(2));
                    }
                });
    }

    /// One request after the other, as somebody does who knows nothing of the attack.
    private long[] visit() throws IOException {
        long[] times = new long[200_000];
        int count = 0;
        try (Visitor visitor = Visitor.Protocol.HTTP2.visit(edge, host)) {
            while (!over && count < times.length) {
                long begun = System.nanoTime();
                Reply reply = visitor.get("/page");
                times[count++] = System.nanoTime() - begun;
                assertThat(reply.body()).isEqualTo("page");
                Pause.of(Duration.ofMillis(1));
            }
        }
        return Arrays.copyOf(times, count);
    }

    /// Ends, and says what was seen.
    Figures read() throws Exception {
        over = true;
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> each : victims) {
            all.add(each.get(30, TimeUnit.SECONDS));
        }
        long[] times = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        assertThat(times).isNotEmpty();
        return new Figures(
                times.length,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                times[times.length - 1] / 1e6,
                (heap() - heapBefore) / MEBIBYTE,
                (mostHeap - heapBefore) / MEBIBYTE,
                (mostDirect - directBefore) / MEBIBYTE);
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// What is in use, garbage not counted.
    private static long heap() {
        System.gc();
        return usedHeap();
    }

    /// Of the process: what Java counts, and what Netty takes past that count.
    static long direct() {
        long sum = Math.max(0, PlatformDependent.usedDirectMemory());
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            sum += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return sum;
    }

    @Override
    public void close() {
        over = true;
        threads.close();
    }

    /// @param requests of the others that were served
    /// @param median of their times, in milliseconds; so the next two
    /// @param kept heap that is in use behind it, in MiB more than before
    /// @param heap at most, garbage included
    /// @param direct memory at most
    record Figures(
            int requests,
            double median,
            double p99,
            double longest,
            long kept,
            long heap,
            long direct) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "others: %d requests, median %.1f ms, p99 %.1f ms, longest %.0f ms; heap kept %+d MiB, "
                            + "with garbage at most %+d MiB, direct at most %+d MiB",
                    requests,
                    median,
                    p99,
                    longest,
                    kept,
                    heap,
                    direct);
        }
    }
}
