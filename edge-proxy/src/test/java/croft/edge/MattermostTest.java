package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.edge.http1.Http1Timeouts;
import croft.edge.http2.FramePeer;
import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.UpstreamSettings;
import croft.platform.declaration.CachePolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A chat server behind the edge, by the preset `mattermost`: WebSockets open and stay, uploads
/// stream, and nothing but static files is kept.
@Timeout(120)
class MattermostTest {
    private static final String HOST = "localhost";
    private static final String ORIGIN = "https://localhost";
    private static final String LOGGED_IN = "MMAUTHTOKEN=x; MMUSERID=y; MMCSRF=z";
    private static final long MEBIBYTE = 1 << 20;
    private static final long UPLOAD = 100 * MEBIBYTE;

    /// What Mattermost's clients need (one ping in 30 s), four times over.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private StandInMattermost chat;
    private TestEdge edge;

    @BeforeEach
    void open() throws IOException {
        chat = new StandInMattermost();
        edge = new TestEdge(ListenerLimits.DEFAULT);
        edge.forward(chat.origin(), CachePolicy.of(CachePolicy.Preset.MATTERMOST), HOST);
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        chat.close();
    }

    @Test
    void aWebSocketOpensOverHttp1() throws IOException {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), HOST, "http/1.1")) {
            ChatSocket open = ChatSocket.overHttp1(socket, HOST, ORIGIN);
            assertThat(open.talk("message1")).isTrue();
            assertThat(open.talk("message2")).isTrue();
        }
    }

    @Test
    void severalWebSocketsOpenOnOneHttp2Connection() throws IOException {
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            ChatSocket one = ChatSocket.overHttp2(peer, 1, HOST, ORIGIN);
            ChatSocket other = ChatSocket.overHttp2(peer, 3, HOST, ORIGIN);
            assertThat(one.talk("message1")).isTrue();
            assertThat(other.talk("message2")).isTrue();
            assertThat(one.talk("message3")).isTrue();
        }
    }

    /// The server decides by `Host`, so it must see the visitor's.
    @Test
    void theServerRefusesPagesOfOtherHosts() throws IOException {
        try (SSLSocket socket = Tls.connect(edge.doors.https(), HOST, "http/1.1");
                FramePeer peer = Tls.http2(edge, HOST)) {
            assertThatThrownBy(() -> ChatSocket.overHttp1(socket, HOST, "https://evil.test"))
                    .hasMessageContaining("403");
            assertThatThrownBy(() -> ChatSocket.overHttp2(peer, 1, HOST, "https://evil.test"))
                    .hasMessageContaining("403");
        }
    }

    /// That the settings are kept to the second, is tested with clocks that stand still:
    /// `Http1TimeoutsTest`, `LifetimeTest`.
    @Test
    void aWebSocketMayBeSilentForLongerThanItsPings() {
        assertThat(Http1Timeouts.DEFAULT.tunnel()).isGreaterThan(SILENCE);
        assertThat(UpstreamSettings.DEFAULT.tunnel()).isGreaterThan(SILENCE);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void onlyWhatIsStaticIsKept(Visitor.Protocol protocol) throws IOException {
        try (Visitor visitor = protocol.visit(edge, HOST)) {
            for (String cookie : new String[] {LOGGED_IN, "MMAUTHTOKEN=somebody-else", "a=b"}) {
                assertThat(visitor.get(StandInMattermost.SCRIPT, "Cookie", cookie).body())
                        .isEqualTo("script");
                visitor.get("/api/v4/users/me", "Cookie", cookie);
                visitor.get("/town/channels/square", "Cookie", cookie);
            }
        }
        assertThat(chat.count(StandInMattermost.SCRIPT)).isEqualTo(1);
        assertThat(chat.count("/api/v4/users/me")).isEqualTo(3);
        assertThat(chat.count("/town/channels/square")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoIsNotLoggedInIsToldSo(Visitor.Protocol protocol) throws IOException {
        try (Visitor visitor = protocol.visit(edge, HOST)) {
            assertThat(visitor.get("/api/v4/users/me", "Cookie", LOGGED_IN).status())
                    .isEqualTo(200);
            assertThat(visitor.get("/api/v4/users/me").status()).isEqualTo(401);
            assertThat(visitor.get("/api/v4/users/me", "Authorization", "Bearer x").status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void theServerIsToldTheVisitorsAddressAndNotWhatHeClaims(Visitor.Protocol protocol)
            throws IOException {
        try (Visitor visitor = protocol.visit(edge, HOST)) {
            visitor.get("/api/v4/users/me", "X-Forwarded-For", "1.2.3.4", "X-Real-IP", "1.2.3.4");
        }
        assertThat(chat.last().field("x-forwarded-for", "")).isEqualTo("127.0.0.1");
        assertThat(chat.last().field("x-real-ip", "")).isEqualTo("127.0.0.1");
        assertThat(chat.last().field("x-forwarded-proto", "")).isEqualTo("https");
        assertThat(chat.last().field("host", "")).isEqualTo(HOST);
    }

    /// The largest file that Mattermost takes by default.
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void anUploadStreamsThroughInLittleMemory(HttpClient.Version version) throws Exception {
        try (HttpClient client = Tls.client(version)) {
            Watched file = new Watched();
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    ORIGIN
                                                            + ":"
                                                            + edge.doors.https()
                                                            + "/api/v4/files"))
                                    .header("Cookie", LOGGED_IN)
                                    .POST(
                                            HttpRequest.BodyPublishers.fromPublisher(
                                                    HttpRequest.BodyPublishers.ofInputStream(
                                                            () -> file),
                                                    UPLOAD))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(chat.uploaded.get()).isEqualTo(UPLOAD);
            System.out.printf(
                    "%s: 100 MiB uploaded; at most %.1f MiB on the way, %.1f MiB of buffers,"
                            + " %.1f MiB of heap more than before, client and server included%n",
                    version,
                    (double) file.mostOnTheWay / MEBIBYTE,
                    (double) file.mostDirect / MEBIBYTE,
                    (double) file.mostHeap / MEBIBYTE);
            // some of it is in the sockets' buffers and in the client
            assertThat(file.mostOnTheWay).isLessThan(40 * MEBIBYTE);
            assertThat(file.mostDirect).isLessThan(16 * MEBIBYTE);
            assertThat(file.mostHeap).isLessThan(48 * MEBIBYTE);
        }
    }

    /// A file, made up while it is read; looks around at each mebibyte, and cleans up for that at
    /// every tenth.
    private final class Watched extends InputStream {
        private final long heapBefore = heap();
        private final long directBefore = direct();
        private long read;
        private long mostOnTheWay;
        private long mostDirect;
        private long mostHeap;

        @Override
        public int read() {
            return read < UPLOAD ? read(new byte[1], 0, 1) < 0 ? -1 : 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int octets = (int) Math.min(length, UPLOAD - read);
            if (octets == 0) {
                return -1;
            }
            if ((read + octets) / MEBIBYTE > read / MEBIBYTE) {
                mostOnTheWay = Math.max(mostOnTheWay, read - chat.uploaded.get());
                mostDirect = Math.max(mostDirect, direct() - directBefore);
                if (read / MEBIBYTE % 10 == 9) {
                    mostHeap = Math.max(mostHeap, heap() - heapBefore);
                }
            }
            read += octets;
            return octets;
        }

        private static long direct() {
            return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                    .metric()
                    .usedDirectMemory();
        }

        private static long heap() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }
}
