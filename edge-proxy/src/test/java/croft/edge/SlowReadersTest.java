package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.limit.Refusals.Reason;
import croft.platform.declaration.VisitorPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that ask for much and take none of it: what waits for all of them together is bounded,
/// those that hold most are cut, and others are served.
@Timeout(120)
class SlowReadersTest {
    private static final int CONNECTIONS = 60;
    private static final int STREAMS = 20;

    /// Where connections are cut that hold little, and some for those that are not yet.
    private static final long BOUND = 160L << 20;

    @Test
    void whatWaitsForAllTogetherIsBounded() throws IOException {
        try (LimitedSite site = new LimitedSite(VisitorPolicy.DEFAULT);
                Visitor guest = Visitor.Protocol.HTTP2.visit(site.edge, LimitedSite.HOST)) {
            site.origin.answers("/big", "200 OK", "x".repeat(1 << 20), LimitedSite.FRESH);
            Duration worst = Duration.ZERO;
            long most = 0;
            List<FramePeer> readers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                FramePeer reader =
                        Tls.http2(site.edge, LimitedSite.HOST, FramePeer.INITIAL_WINDOW, 0);
                readers.add(reader);
                for (int j = 0; j < STREAMS; j++) {
                    reader.get(2 * j + 1, LimitedSite.HOST, j % 2 == 0 ? "/big" : "/big?" + j);
                }
                Instant begun = Instant.now();
                assertThat(guest.get("/kept").status()).isEqualTo(200);
                Duration took = Duration.between(begun, Instant.now());
                worst = took.compareTo(worst) > 0 ? took : worst;
                most = Math.max(most, site.edge.visitors.waiting().octets());
            }
            Eventually.until(() -> guest.get("/asked").status() == 200);
            System.out.println(
                    CONNECTIONS
                            + " connections with "
                            + STREAMS
                            + " answers each that nobody reads: at most "
                            + (most >> 20)
                            + " MiB waited, "
                            + site.edge.visitors.refusals().of(Reason.MEMORY)
                            + " turned away, another visitor waited at most "
                            + worst.toMillis()
                            + " ms");
            assertThat(most).isLessThan(BOUND);
            assertThat(worst).isLessThan(Duration.ofSeconds(5));
            for (FramePeer reader : readers) {
                reader.close();
            }
            Eventually.until(() -> site.edge.visitors.waiting().octets() == 0);
        }
    }
}
