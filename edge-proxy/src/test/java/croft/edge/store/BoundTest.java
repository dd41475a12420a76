package croft.edge.store;

import static croft.edge.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Memory stays under the bound whatever comes. The figures are in the test's output.
class BoundTest {
    private static final long BYTES = 64L << 20;
    private static final long HEAP = 16L << 20;
    private static final byte[] OCTETS = new byte[8 << 20];

    private final Memory memory = Memory.of(BYTES, 8 << 20);
    private final Store store = Store.create(memory, HEAP, () -> NOW);
    private final Random random = new Random(1);
    private final long direct = direct();
    private int number;
    private int refused;

    @AfterEach
    void everythingIsGivenBack() {
        store.clear();
        assertThat(memory.budget().used()).isZero();
        assertThat(memory.held()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void ofAHundredThousandTinyObjectsTheHeapIsTheBound() {
        store(100_000, _ -> 10);
        store(100_000, _ -> 1024);
        assertThat(heapTaken()).isBetween(HEAP / 2, HEAP);
        assertThat(store.statistics().stored().bytes()).isLessThan(BYTES / 2);
    }

    @Test
    void ofLargeObjectsTheBytesAreTheBound() {
        store(3000, _ -> 100 << 10);
        assertThat(store.statistics().stored().bytes()).isGreaterThan(BYTES / 2);
        store(100, _ -> 8 << 20);
        assertThat(store.statistics().stored().bytes()).isLessThan(BYTES);
    }

    /// Each request for something that is not storable leaves a note; nobody fills the heap so.
    @Test
    void whatIsNotedOfLongKeysIsLittle() {
        String query = "?" + "x".repeat(8000);
        int noted = 0;
        for (int i = 0; i < 10_000; i++) {
            store.uncacheable(Samples.key("/" + i + query), NOW.plusSeconds(60));
        }
        for (int i = 0; i < 10_000; i++) {
            noted += store.isUncacheable(Samples.key("/" + i + query), NOW) ? 1 : 0;
        }
        assertThat(noted).isBetween(1, 1000);
    }

    @Test
    void churnOfAllSizesTakesNoMoreThanTheBound() {
        store(20_000, _ -> 200 + random.nextInt(3000));
        store(5_000, _ -> 100 << 10);
        store(20_000, _ -> (int) (200 * Math.pow(5000, random.nextDouble())));
        store(50, _ -> 8 << 20);
        store(50_000, _ -> 200 + random.nextInt(9000));
        store(50, _ -> 8 << 20);
        assertThat(refused).isZero();
    }

    @Test
    void whatIsInFlightIsWithinTheBoundToo() {
        store(1000, _ -> 50 << 10);
        StoredBody[] flights = new StoredBody[100];
        int taken = 0;
        for (int i = 0; i < flights.length; i++) {
            flights[i] = StoredBody.create(memory, -1);
            boolean more = true;
            while (more && flights[i].written() < 4 << 20) {
                more = flights[i].append(io.netty.buffer.Unpooled.wrappedBuffer(OCTETS, 0, 16384));
            }
            taken += more ? 1 : 0;
        }
        report("100 in flight, " + taken + " of them whole");
        assertThat(taken).isBetween(6, 8);
        assertThat(store.statistics().stored().bytes()).isGreaterThan(BYTES / 3);
        assertThat(memory.held()).isLessThanOrEqualTo(BYTES);
        for (StoredBody flight : flights) {
            flight.release();
        }
    }

    @Test
    void manyPathsWithQueriesLeaveNothingBehind() {
        for (int i = 0; i < 100_000; i++) {
            Entry entry = new Samples(memory).entry("/" + i % 1000 + "?q=" + i, 10);
            assertThat(store.put(entry, store.mark())).isTrue();
        }
        assertThat(heapTaken()).isLessThanOrEqualTo(HEAP);
        assertThat(store.queriesKnown())
                .isEqualTo((int) store.statistics().stored().entries())
                .isPositive();
        store.clear();
        assertThat(store.queriesKnown()).isZero();
    }

    private void store(int count, IntUnaryOperator length) {
        int before = number;
        for (int i = 0; i < count; i++) {
            byte[] octets = java.util.Arrays.copyOf(OCTETS, length.applyAsInt(i));
            Samples samples = new Samples(memory);
            samples.tryEntry("/page/" + number++, octets)
                    .ifPresentOrElse(
                            entry -> assertThat(store.put(entry, store.mark())).isTrue(),
                            () -> refused++);
            if (i % 1000 == 0) {
                assertThat(memory.held()).isLessThanOrEqualTo(BYTES);
                assertThat(direct() - direct).isLessThanOrEqualTo(BYTES + (1 << 20));
            }
        }
        report(count + " objects from /page/" + before);
    }

    private long heapTaken() {
        Statistics now = store.statistics();
        return now.used() - now.stored().bytes();
    }

    private void report(String what) {
        Statistics now = store.statistics();
        System.out.printf(
                Locale.ROOT,
                "%-36s %6d stored, %5.1f MiB of bodies, %4.1f MiB of heap, budget %5.1f of %d MiB,"
                        + " held %4.1f MiB, direct memory %+5.1f MiB, %d evicted, %d refused%n",
                what,
                now.stored().entries(),
                mebi(now.stored().bytes()),
                mebi(heapTaken()),
                mebi(now.used()),
                now.limit() >> 20,
                mebi(now.held()),
                mebi(direct() - direct),
                now.evictions(),
                refused);
    }

    private static double mebi(long bytes) {
        return bytes / (double) (1 << 20);
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
