package croft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.limit.Refusals.Reason;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A thousand addresses that flood the edge together: each meets its own limit, memory stays where
/// it was, and whoever asks for little is answered.
@Timeout(180)
class CrowdTest {
    private static final int ADDRESSES = 1_000;
    private static final int CONNECTIONS = 4;
    private static final int REQUESTS = 60;
    private static final String MANY = "GET / HTTP/1.1\r\nHost: site.test\r\n\r\n".repeat(REQUESTS);
    private static final long BESIDE = 64L << 20;

    @Test
    void aThousandAddressesFloodAndOthersAreServed() throws Exception {
        LongAdder served = new LongAdder();
        LongAdder refused = new LongAdder();
        LongAdder cut = new LongAdder();
        try (LimitedSite site =
                        new LimitedSite(
                                LimitedSite.policy(2, 1, 10, List.of("127.0.0.5"), List.of()));
                Visitor guest = site.visit(Visitor.Protocol.HTTP2, "127.0.0.5");
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            assertThat(guest.get("/kept").status()).isEqualTo(200);
            long before = PlatformDependent.usedDirectMemory();
            List<Future<?>> floods = new ArrayList<>();
            for (int i = 0; i < ADDRESSES; i++) {
                String from = "127.1." + i / 250 + "." + (i % 250 + 1);
                floods.add(
                        threads.submit(() -> {
                            flood(site, from, served, refused, cut);
                            return null;
                        }));
            }
            Duration worst = Duration.ZERO;
            long most = 0;
            while (!floods.stream().allMatch(Future::isDone)) {
                Instant begun = Instant.now();
                assertThat(guest.get("/kept").status()).isEqualTo(200);
                Duration took = Duration.between(begun, Instant.now());
                worst = took.compareTo(worst) > 0 ? took : worst;
                most = Math.max(most, PlatformDependent.usedDirectMemory() - before);
            }
            for (Future<?> flood : floods) {
                flood.get(60, TimeUnit.SECONDS);
            }
            System.out.println(
                    ADDRESSES
                            + " addresses: "
                            + served
                            + " requests served, "
                            + refused
                            + " refused with 429, "
                            + cut
                            + " connections cut; "
                            + site.edge.visitors.addresses()
                            + " addresses known, direct memory grew by at most "
                            + (most >> 10)
                            + " KiB, another visitor waited at most "
                            + worst.toMillis()
                            + " ms");
            assertThat(most).isLessThan(BESIDE);
            assertThat(refused.sum()).isGreaterThan(ADDRESSES);
            assertThat(site.edge.visitors.refusals().of(Reason.CONNECTIONS)).isPositive();
            assertThat(site.edge.visitors.addresses()).isBetween(ADDRESSES, 32_768);
            assertThat(worst).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static void flood(
            LimitedSite site, String from, LongAdder served, LongAdder refused, LongAdder cut)
            throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = site.connect(from, site.edge.doors.http());
            sockets.add(socket);
            try {
                socket.getOutputStream().write(MANY.getBytes(US_ASCII));
            } catch (IOException _) {
                // cut already
            }
        }
        for (Socket socket : sockets) {
            try (socket) {
                socket.shutdownOutput();
                count(socket.getInputStream(), served, refused);
            } catch (IOException _) {
                cut.increment();
            }
        }
    }

    private static void count(InputStream answers, LongAdder served, LongAdder refused)
            throws IOException {
        String text = new String(answers.readAllBytes(), US_ASCII);
        for (int at = text.indexOf("HTTP/1.1 "); at >= 0; at = text.indexOf("HTTP/1.1 ", at + 1)) {
            (text.startsWith("429", at + 9) ? refused : served).increment();
        }
    }
}
