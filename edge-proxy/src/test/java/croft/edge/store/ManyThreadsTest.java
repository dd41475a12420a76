package croft.edge.store;

import static croft.edge.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.Eventually;
import croft.edge.cache.CacheKey;
import croft.platform.declaration.HostName;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ManyThreadsTest {
    private static final int KEYS = 300;

    private final Memory memory = Memory.of(Memory.SMALLEST, 1 << 20);
    private final Store store = Store.create(memory, () -> NOW);
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void whateverHappensAtOnceNobodyReadsOthersOctetsAndAllIsGivenBack() throws Exception {
        byte[] form = {1, 2, 3};
        try (Compression compression = Compression.start(store, memory, _ -> _ -> form)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(start(i, random -> fill(random, compression)));
                threads.add(start(i, this::read));
            }
            threads.add(start(7, this::validate));
            threads.add(start(8, this::purge));
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(store.statistics().evictions()).as("more than there is room for").isPositive();
        Statistics end = store.statistics();
        assertThat(end.stored().entries()).isPositive();
        store.clear();
        Eventually.until(() -> memory.budget().used() == 0);
        assertThat(memory.held()).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void nothingThatWasAskedForBeforeAPurgeIsFoundAfterIt() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicInteger version = new AtomicInteger();
            ConcurrentHashMap<Entry, Integer> versions = new ConcurrentHashMap<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(
                        start(
                                i,
                                _ -> {
                                    for (int n = 0; n < 20; n++) {
                                        long mark = store.mark();
                                        int now = version.get();
                                        Entry entry = sample().keys("k").entry("/a?x=1", 300);
                                        versions.put(entry, now);
                                        if (!store.put(entry, mark)) {
                                            entry.body().release();
                                        }
                                    }
                                }));
            }
            boolean byUrl = round % 2 == 0;
            threads.add(
                    start(
                            9,
                            _ -> {
                                for (int n = 0; n < 5; n++) {
                                    version.incrementAndGet();
                                    store.purge(
                                            byUrl
                                                    ? new Purge.Url(
                                                            Samples.SITE.value(), "/a?x=1", false)
                                                    : new Purge.Keys(
                                                            Set.of("k"), Optional.empty(), false));
                                }
                            }));
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            for (Entry found : store.find(Samples.key("/a?x=1"))) {
                assertThat(versions.get(found)).isEqualTo(5);
            }
        }
        store.clear();
        assertThat(memory.budget().used()).isZero();
    }

    private void fill(Random random, Compression compression) {
        for (int n = 0; n < 4000; n++) {
            int number = random.nextInt(KEYS);
            long mark = store.mark();
            Samples sample = sample().keys("k" + number % 10);
            if (random.nextInt(4) == 0) {
                sample.varying("accept-language", "" + random.nextInt(3));
            }
            Optional<Entry> made = sample.tryEntry(target(number), content(number));
            if (made.isEmpty()) {
                continue;
            }
            Entry entry = made.get();
            if (store.put(entry, mark)) {
                compression.offer(entry);
            } else {
                entry.body().release();
            }
        }
    }

    private void read(Random random) {
        for (int n = 0; n < 20_000; n++) {
            int number = random.nextInt(KEYS);
            for (Entry entry : store.find(key(number))) {
                entry.hit();
                if (!entry.body().acquire()) {
                    continue;
                }
                byte[] expected = content(number);
                int from = random.nextInt(expected.length);
                ByteBuf slice = entry.body().slice(from, 5000);
                entry.body().release();
                byte[] octets = new byte[slice.readableBytes()];
                slice.getBytes(slice.readerIndex(), octets);
                slice.release();
                if (!Arrays.equals(
                        octets, Arrays.copyOfRange(expected, from, from + octets.length))) {
                    throw new AssertionError("other octets in " + entry);
                }
            }
        }
    }

    private void validate(Random random) {
        for (int n = 0; n < 5000; n++) {
            int number = random.nextInt(KEYS);
            long mark = store.mark();
            for (Entry entry : store.find(key(number))) {
                if (entry.body().acquire()) {
                    Entry fresh = entry.freshened(entry.response(), entry.head(), NOW);
                    store.replace(entry, fresh, mark);
                    entry.body().release();
                }
            }
        }
    }

    private void purge(Random random) {
        for (int n = 0; n < 500; n++) {
            boolean soft = random.nextBoolean();
            String host = Samples.SITE.value();
            store.purge(
                    switch (random.nextInt(40)) {
                        case 0 -> new Purge.Everything(soft);
                        case 1 -> new Purge.Host(new HostName(host), soft);
                        case 2 -> new Purge.Prefix(host, "/1", soft);
                        case 3, 4, 5 ->
                                new Purge.Keys(
                                        Set.of("k" + random.nextInt(10)), Optional.empty(), soft);
                        default -> new Purge.Url(host, target(random.nextInt(KEYS)), soft);
                    });
            store.hottest(10);
            store.statistics();
        }
    }

    private Thread start(int seed, java.util.function.Consumer<Random> work) {
        return Thread.ofPlatform()
                .uncaughtExceptionHandler((_, e) -> failures.add(e))
                .start(() -> work.accept(new Random(seed + ThreadLocalRandom.current().nextInt())));
    }

    private Samples sample() {
        return new Samples(memory);
    }

    private static CacheKey key(int number) {
        return Samples.key(target(number));
    }

    private static String target(int number) {
        return number % 3 == 0 ? "/search?q=" + number : "/" + number;
    }

    /// From 300 octets to 300,000, and no two alike.
    private static byte[] content(int number) {
        byte[] octets = new byte[(int) (300 * Math.pow(1000, (double) number / KEYS))];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (number * 7 + i * (number % 11 + 1));
        }
        return octets;
    }
}
