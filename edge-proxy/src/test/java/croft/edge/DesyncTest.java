package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.RawBackend;
import croft.edge.upstream.UpstreamSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Backends that answer too much, too little, or in two ways at once (`desync.cases`): what one
/// visitor was answered is never stored wrongly, never looks whole when it is not, and nothing of
/// it reaches the next visitor.
@Timeout(60)
class DesyncTest {
    private static final String HOST = "site.test";
    private static final String CLEAN =
            "HTTP/1.1 200 OK\r\nCache-Control: no-store\r\nContent-Length: 5\r\n\r\nclean";
    private static final UpstreamSettings IMPATIENT =
            new UpstreamSettings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    8,
                    8,
                    8,
                    UpstreamSettings.DEFAULT.limits());

    private static final AtomicInteger asked = new AtomicInteger();
    private static volatile RawCase playing = new RawCase(List.of(), "", List.of(), List.of());
    private static int rows;
    private static RawBackend backend;
    private static TestEdge edge;

    @BeforeAll
    static void open() throws IOException {
        backend = new RawBackend((connection, _) -> play(connection));
        edge = TestEdge.forwarding(backend.origin(), HOST);
    }

    @AfterAll
    static void close() throws IOException {
        edge.close();
        backend.close();
    }

    static List<RawCase> cases() {
        return RawCase.read("desync.cases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void nothingReachesTheNextVisitor(RawCase row) throws IOException {
        edge.store.clear();
        playing = row;
        for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
            asked.set(0);
            for (int i = 1; i <= 2; i++) {
                try (Visitor visitor = protocol.visit(edge, HOST)) {
                    String method = row.says("HEAD") ? "HEAD" : "GET";
                    check(row, visitor.ask(method, "/case?" + rows + protocol));
                }
                // by way of both event loops
                for (int loop = 0; loop < 2; loop++) {
                    try (Visitor next = protocol.visit(edge, HOST)) {
                        for (int j = 0; j < 2; j++) {
                            Reply reply = next.get("/next");
                            assertThat(reply.status()).isEqualTo(200);
                            assertThat(reply.body()).isEqualTo("clean");
                        }
                    }
                }
                if (!row.says("hit")) {
                    assertThat(asked.get()).as("times asked").isBetween(i, most(row, i));
                }
            }
        }
        rows++;
        assertThat(edge.store.statistics().stored().entries()).isEqualTo(row.says("hit") ? 2 : 0);
    }

    private static int most(RawCase row, int visits) {
        return row.says("again") ? 2 * visits : visits;
    }

    private static void play(RawBackend.Connection connection) throws IOException {
        for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            if (head.contains(" /next ")) {
                connection.send(CLEAN);
            } else {
                RawCase row = playing;
                asked.incrementAndGet();
                connection.send(row.text('|'));
                if (row.says("ends")) {
                    return;
                }
            }
        }
    }

    private static void check(RawCase row, Reply reply) {
        assertThat(reply.status()).isEqualTo(Integer.parseInt(row.outcome().getFirst()));
        assertThat(reply.whole()).isEqualTo(!row.says("cut"));
        assertThat(reply.body()).doesNotContain("evil");
        assertThat(reply.fields().toString()).doesNotContain("evil");
        if (!row.expected().isEmpty()) {
            assertThat(reply.body()).isEqualTo(row.expected().getFirst());
        }
    }

    /// The worst moment for a body that must not be: when the connection has been given to somebody
    /// else.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void theBodyOfAnAnswerToHeadIsNotTheNextAnswerHoweverLateItComes(Visitor.Protocol protocol)
            throws IOException {
        for (String head :
                new String[] {
                    "HTTP/1.1 200 OK\r\nContent-Length: 43\r\n\r\n",
                    "HTTP/1.1 200 OK\r\n\r\n",
                    "HTTP/1.1 204 No Content\r\nContent-Length: 43\r\n\r\n",
                    "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"
                }) {
            String method = head.contains(" 200 ") ? "HEAD" : "POST";
            try (RawBackend confused =
                            new RawBackend((connection, _) -> {
                                boolean owes = false;
                                for (String asked = connection.readHead();
                                        !asked.isEmpty();
                                        asked = connection.readHead()) {
                                    if (owes) {
                                        connection.send(
                                                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                                    }
                                    owes = asked.startsWith(method);
                                    connection.send(owes ? head : CLEAN);
                                }
                            });
                    TestEdge own = TestEdge.forwarding(confused.origin(), HOST);
                    Visitor visitor = protocol.visit(own, HOST)) {
                for (int i = 0; i < 3; i++) {
                    visitor.ask(method, "/case", "authorization", "x");
                    assertThat(visitor.get("/next", "authorization", "x").body())
                            .isEqualTo("clean");
                }
            }
        }
    }

    /// Each octet in time, and the whole never.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aHeadThatDripsIsNotWaitedForWithoutEnd(Visitor.Protocol protocol) throws IOException {
        try (RawBackend dripping =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.send("HTTP/1.1 200 OK\r\nX: ");
                            for (int i = 0; i < 300; i++) {
                                connection.send("y");
                                Pause.of(Duration.ofMillis(50));
                            }
                        });
                TestEdge own =
                        new TestEdge(
                                ListenerLimits.DEFAULT,
                                InstantSource.system(),
                                8 << 20,
                                IMPATIENT)) {
            own.forward(dripping.origin(), HOST);
            try (Visitor visitor = protocol.visit(own, HOST)) {
                assertThat(visitor.get("/").status()).isEqualTo(504);
            }
        }
    }
}
