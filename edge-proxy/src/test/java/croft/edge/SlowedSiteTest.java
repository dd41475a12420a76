package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.limit.SiteBandwidth;
import croft.platform.declaration.ByteSize;
import croft.platform.declaration.HostName;
import croft.platform.declaration.SiteLimits;
import croft.platform.declaration.VisitorPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A site that has used up its bandwidth of the day becomes slow, and nothing else does.
@Timeout(120)
class SlowedSiteTest {
    private static final ByteSize BUDGET = ByteSize.ofMebibytes(100);
    private static final int LENGTH = 96 * 1024;

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsStoredAndWhatIsNotComesSlowlyAndWhole(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = site();
                Visitor visitor = protocol.visit(site.edge, LimitedSite.HOST)) {
            for (String path : List.of("/large", "/large-kept", "/large-kept", "/chunked")) {
                assertThat(took(visitor, path)).as(path).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(used(site).sent()).isBetween(4L * LENGTH, 4L * LENGTH + 4000);
            used(site).sent(BUDGET.bytes());
            // 32 KiB a second: the first piece at once, the last after two and a half
            for (String path : List.of("/large", "/large-kept", "/chunked")) {
                assertThat(took(visitor, path))
                        .as(path)
                        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void otherAnswersOnTheConnectionDoNotWait() throws IOException {
        try (LimitedSite site = site();
                FramePeer peer =
                        Tls.http2(site.edge, LimitedSite.HOST, FramePeer.INITIAL_WINDOW, 1 << 20)) {
            used(site).sent(BUDGET.bytes());
            peer.windowUpdate(0, 1 << 20).get(1, LimitedSite.HOST, "/large");
            peer.get(3, "unknown.test", "/");
            int octets = 0;
            boolean answered = false;
            for (FramePeer.Received frame = peer.next(); true; frame = peer.next()) {
                if (frame.stream() == 3 && frame.ends()) {
                    answered = true;
                    assertThat(octets).isLessThan(LENGTH);
                }
                if (frame.stream() == 1 && frame.type() == FramePeer.DATA) {
                    octets += frame.text().length();
                    if (frame.ends()) {
                        break;
                    }
                }
            }
            assertThat(answered).isTrue();
            assertThat(octets).isEqualTo(LENGTH);
        }
    }

    @Test
    void whoGoesAwayLeavesNothingBehind() throws IOException {
        try (LimitedSite site = site()) {
            used(site).sent(BUDGET.bytes());
            try (FramePeer peer = Tls.http2(site.edge, LimitedSite.HOST)) {
                peer.get(1, LimitedSite.HOST, "/large-kept");
                while (peer.next().type() != FramePeer.DATA) {
                    // until it is on its way
                }
                peer.reset(1);
            }
            Eventually.until(() -> site.edge.listener.connections() == 0);
            site.edge.store.clear();
            Eventually.until(() -> site.edge.memory.budget().used() == 0);
        }
    }

    @Test
    void midnightEndsTheWaiting() throws IOException {
        try (LimitedSite site = site();
                Visitor visitor = Visitor.Protocol.HTTP1.visit(site.edge, LimitedSite.HOST)) {
            site.origin.answers("/huge", "200 OK", "x".repeat(2 << 20));
            used(site).sent(BUDGET.bytes());
            Instant begun = Instant.now();
            visitor.send("GET", "/huge", "");
            site.clock.pass(Duration.ofHours(14));
            assertThat(visitor.receive().body()).hasSize(2 << 20);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
    }

    private static LimitedSite site() throws IOException {
        LimitedSite site = new LimitedSite(VisitorPolicy.DEFAULT);
        site.edge.ticker = System::nanoTime;
        String large = "x".repeat(LENGTH);
        site.origin
                .answers("/large", "200 OK", large)
                .answers("/large-kept", "200 OK", large, LimitedSite.FRESH)
                .answers(
                        "/chunked",
                        (_, connection) ->
                                connection.send(
                                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                                + Integer.toHexString(LENGTH)
                                                + "\r\n"
                                                + large
                                                + "\r\n0\r\n\r\n"));
        site.limit(new SiteLimits(List.of(), Optional.of(BUDGET)));
        return site;
    }

    private static SiteBandwidth used(LimitedSite site) {
        return site.edge.visitors.bandwidth().of(new HostName(LimitedSite.HOST), BUDGET);
    }

    private static Duration took(Visitor visitor, String path) throws IOException {
        Instant begun = Instant.now();
        Reply reply = visitor.get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isTrue();
        assertThat(reply.body()).hasSize(LENGTH);
        return Duration.between(begun, Instant.now());
    }
}
