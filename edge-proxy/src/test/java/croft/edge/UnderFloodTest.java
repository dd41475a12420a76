package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// While somebody floods the edge, everybody else is served, on every event loop, and the process
/// does not grow. The bounds leave room for a busy machine; what was measured is printed.
@Timeout(120)
class UnderFloodTest {
    /// Long enough for each attacker to be cut off, and to come back, many times.
    private static final Duration LENGTH = Duration.ofMillis(1_200);

    /// What a request may take while two processors also do the attackers' work.
    private static final double MOST_MILLIS = 3_000;

    private static final int MOST_HEAP = 64;
    private static final int MOST_DIRECT = 192;
    private static CachedSite site;

    @BeforeAll
    static void open() throws IOException {
        site = new CachedSite();
        String large = "x".repeat(512 * 1024);
        site.origin.answers("/page", "200 OK", "page", "Cache-Control: max-age=6000");
        site.origin.answers("/large", "200 OK", large, "Cache-Control: max-age=6000");
        site.origin.answers("/pass", "200 OK", "passed", "Cache-Control: no-store");
        site.origin.answers("/pass-large", "200 OK", large, "Cache-Control: no-store");
        for (String path : new String[] {"/page", "/large", "/page", "/large"}) {
            assertThat(site.get(Visitor.Protocol.HTTP2, path).status()).isEqualTo(200);
        }
    }

    @AfterAll
    static void close() throws IOException {
        site.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void everybodyElseIsServed(Flood flood) throws Exception {
        Gauge.Figures figures;
        AtomicInteger connections = new AtomicInteger();
        try (Gauge gauge = new Gauge(site.edge, CachedSite.HOST)) {
            Instant end = Instant.now().plus(LENGTH);
            try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < flood.attackers(); i++) {
                    Future<?> _ = attackers.submit(() -> attack(flood, end, connections));
                }
            }
            figures = gauge.read();
        }
        System.out.println(
                flood.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ": "
                        + connections
                        + " connections; "
                        + figures);
        assertThat(figures.longest()).isLessThan(MOST_MILLIS);
        assertThat(figures.kept()).isLessThan(MOST_HEAP);
        assertThat(figures.direct()).isLessThan(MOST_DIRECT);
        Eventually.until(() -> site.edge.listener.connections() == 0);
    }

    private static void attack(Flood flood, Instant end, AtomicInteger connections) {
        while (Instant.now().isBefore(end)) {
            try {
                connections.incrementAndGet();
                flood.attack(site.edge, CachedSite.HOST, () -> Instant.now().isAfter(end));
            } catch (IOException _) {
                // cut off: once more
            }
        }
    }
}
