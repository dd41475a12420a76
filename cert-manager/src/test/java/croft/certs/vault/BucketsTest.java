package croft.certs.vault;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.TestVault;
import croft.certs.wanted.Bucket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// How our copy of the limits is stored.
class BucketsTest {
    private static final URI DIRECTORY = URI.create("https://authority.test/dir");

    @Test
    void ordersThatAreMadeAtOnceStoreTheSameBucket() throws Exception {
        try (TestVault database = new TestVault();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Buckets buckets = new Buckets(database.tables());
            CountDownLatch all = new CountDownLatch(8);
            List<Future<?>> orders = new ArrayList<>();
            for (int order = 0; order < 8; order++) {
                int left = order;
                orders.add(
                        threads.submit(() -> {
                            all.countDown();
                            all.await();
                            for (int time = 0; time < 20; time++) {
                                buckets.store(DIRECTORY, List.of(bucket(left)));
                            }
                            return left;
                        }));
            }
            for (Future<?> order : orders) {
                assertThat(order.get()).isNotNull();
            }
            assertThat(buckets.of(DIRECTORY)).hasSize(1);
            buckets.store(DIRECTORY, List.of(bucket(99)));
            assertThat(buckets.of(DIRECTORY)).containsExactly(bucket(99));
        }
    }

    private static Bucket bucket(int tokens) {
        return new Bucket(
                new Bucket.Id(Bucket.Kind.ACCOUNT, "account"),
                tokens,
                Instant.parse("2026-11-22T10:00:00Z"),
                Optional.empty());
    }
}
