package croft.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.limit.Refusals.Reason;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Visitors who come through a proxy, by the PROXY protocol or by `X-Forwarded-For`; and those who
/// only say so.
@Timeout(120)
class ProxiedTest {
    private static final String BALANCER = "127.0.1.1";
    private static final String STRANGER = "127.0.0.5";

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void thePeerOfTheHeaderIsTheVisitor(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = balanced();
                Visitor visitor = proxied(site, protocol, "192.0.2.7")) {
            assertThat(visitor.get("/asked").status()).isEqualTo(200);
            assertThat(site.origin.last().field("x-forwarded-for", "")).isEqualTo("192.0.2.7");
            assertThat(site.origin.last().field("forwarded", "")).startsWith("for=192.0.2.7;");
        }
    }

    @Test
    void theVisitorIsCountedAndNotTheBalancer() throws IOException {
        try (LimitedSite site = balanced();
                Visitor first = proxied(site, Visitor.Protocol.HTTP1, "192.0.2.7");
                Visitor second = proxied(site, Visitor.Protocol.HTTP1, "192.0.2.7")) {
            assertThat(first.get("/kept").status()).isEqualTo(200);
            assertThat(second.get("/kept").status()).isEqualTo(200);
            assertThat(isCut(site, BALANCER, line("192.0.2.7"))).isTrue();
            assertThat(site.edge.visitors.refusals().of(Reason.CONNECTIONS)).isEqualTo(1);
            try (Visitor other = proxied(site, Visitor.Protocol.HTTP2, "192.0.2.8")) {
                assertThat(other.get("/kept").status()).isEqualTo(200);
            }
            assertThat(isCut(site, BALANCER, line("203.0.113.9"))).as("denied").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: site.test\r\n\r\n",
                "PROXY TCP4 192.0.2.7 192.0.2.1 1 65536\r\n",
                "\u0016\u0003\u0001",
            })
    void withoutAHeaderABalancersConnectionIsClosed(String first) throws IOException {
        try (LimitedSite site = balanced()) {
            assertThat(isCut(site, BALANCER, first)).isTrue();
            assertThat(site.edge.visitors.refusals().of(Reason.PROXY_HEADER)).isEqualTo(1);
        }
    }

    @Test
    void aHeaderThatStopsHalfwayIsNotWaitedForLong() throws IOException {
        try (LimitedSite site = balanced()) {
            Instant begun = Instant.now();
            assertThat(isCut(site, BALANCER, "PROXY TCP4 192.0.2.7 ")).isTrue();
            assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(4));
            assertThat(site.edge.visitors.refusals().of(Reason.PROXY_HEADER)).isEqualTo(1);
        }
    }

    @Test
    void aStrangersHeaderIsNoHeader() throws IOException {
        try (LimitedSite site = balanced()) {
            try (Socket socket = site.connect(STRANGER, site.edge.doors.https())) {
                socket.getOutputStream().write(line("192.0.2.7").getBytes(US_ASCII));
                // a TLS alert at most
                assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(8);
            }
            // on the plain port it is a request that is none
            try (Socket socket = site.connect(STRANGER, site.edge.doors.http())) {
                socket.getOutputStream()
                        .write(
                                (line("192.0.2.7") + "GET / HTTP/1.1\r\nHost: site.test\r\n\r\n")
                                        .getBytes(US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 400 ");
            }
            assertThat(site.origin.asked()).isEmpty();
        }
    }

    @Test
    void aBalancerMaySeeWhetherSomebodyIsThere() throws IOException {
        try (LimitedSite site = balanced();
                Socket socket = site.connect(BALANCER, site.edge.doors.http())) {
            socket.getOutputStream()
                    .write(
                            "PROXY UNKNOWN\r\nGET / HTTP/1.0\r\nHost: site.test\r\n\r\n"
                                    .getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 308 ");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aTrustedProxySaysWhoAsksAndAStrangerDoesNot(Visitor.Protocol protocol) throws IOException {
        try (LimitedSite site = trusting()) {
            try (Visitor proxy = site.visit(protocol, BALANCER)) {
                String[] fields = {
                    "X-Forwarded-For", "10.9.9.9, 192.0.2.7, 127.0.1.2",
                    "X-Forwarded-Proto", "http",
                    "X-Forwarded-Host", "evil.test",
                    "Forwarded", "for=10.9.9.9",
                    "X-Real-IP", "10.9.9.9"
                };
                assertThat(proxy.get("/asked", fields).status()).isEqualTo(200);
                assertThat(site.origin.last().field("x-forwarded-for", "")).isEqualTo("192.0.2.7");
                assertThat(site.origin.last().field("x-forwarded-proto", "")).isEqualTo("https");
                assertThat(site.origin.last().field("x-forwarded-host", "")).isEqualTo("site.test");
                assertThat(site.origin.last().field("forwarded", "")).startsWith("for=192.0.2.7;");
                assertThat(site.origin.last().field("x-real-ip", "none")).isEqualTo("192.0.2.7");
            }
            try (Visitor stranger = site.visit(protocol, STRANGER)) {
                assertThat(stranger.get("/asked", "X-Forwarded-For", "192.0.2.7").status())
                        .isEqualTo(200);
                assertThat(site.origin.last().field("x-forwarded-for", "")).isEqualTo(STRANGER);
            }
        }
    }

    @Test
    void whoAsksThroughATrustedProxyHasLimitsOfHisOwn() throws IOException {
        try (LimitedSite site = trusting();
                Visitor proxy = site.visit(Visitor.Protocol.HTTP2, BALANCER)) {
            int answered = 0;
            while (proxy.get("/asked", "X-Forwarded-For", "192.0.2.7").status() == 200) {
                answered++;
            }
            assertThat(answered).isEqualTo(20);
            assertThat(proxy.get("/asked", "X-Forwarded-For", "192.0.2.8").status()).isEqualTo(200);
            assertThat(proxy.get("/asked", "X-Forwarded-For", "203.0.113.9").status())
                    .as("denied")
                    .isEqualTo(403);
            assertThat(proxy.get("/asked").status()).as("the proxy's own").isEqualTo(200);
        }
    }

    @Test
    void aPurgeThroughATrustedProxyIsTheVisitors() throws IOException {
        try (LimitedSite site = trusting();
                Visitor proxy = site.visit(Visitor.Protocol.HTTP1, BALANCER)) {
            site.edge.purgesFrom = peer -> peer.getHostAddress().equals(BALANCER);
            assertThat(proxy.ask("PURGE", "/kept", "X-Forwarded-For", "192.0.2.7").status())
                    .isEqualTo(403);
            assertThat(proxy.ask("PURGE", "/kept").status()).isEqualTo(200);
        }
    }

    private static LimitedSite balanced() throws IOException {
        return new LimitedSite(LimitedSite.proxied(List.of("127.0.1.0/24"), List.of()));
    }

    private static LimitedSite trusting() throws IOException {
        return new LimitedSite(LimitedSite.proxied(List.of(), List.of("127.0.1.0/24")));
    }

    private static Visitor proxied(LimitedSite site, Visitor.Protocol protocol, String client)
            throws IOException {
        Socket tcp = site.connect(BALANCER, site.edge.doors.https());
        tcp.getOutputStream().write(line(client).getBytes(US_ASCII));
        return switch (protocol) {
            case HTTP1 ->
                    new Http1Visitor(Tls.over(tcp, LimitedSite.HOST, "http/1.1"), LimitedSite.HOST);
            case HTTP2 -> new Http2Visitor(Tls.over(tcp, LimitedSite.HOST, "h2"), LimitedSite.HOST);
        };
    }

    private static String line(String client) {
        return "PROXY TCP4 " + client + " 192.0.2.1 56324 443\r\n";
    }

    /// Whether the TLS port closes a connection that begins so, without an answer.
    private static boolean isCut(LimitedSite site, String from, String first) throws IOException {
        try (Socket socket = site.connect(from, site.edge.doors.https())) {
            socket.getOutputStream().write(first.getBytes(US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
