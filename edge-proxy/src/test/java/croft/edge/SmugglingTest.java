package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two parties could read in two ways, octet by octet over TLS, with an innocent one
/// behind each on the same connection (`smuggling.cases`). Either the edge refuses and closes, so
/// that nothing behind it counts; or it understands, and the backend sees exactly what it says.
@Timeout(60)
class SmugglingTest {
    private static final String HOST = "site.test";
    private static final String MARKER = "GET /marker HTTP/1.1\r\nHost: site.test\r\n\r\n";
    private static StrictBackend backend;
    private static TestEdge edge;

    @BeforeAll
    static void open() throws IOException {
        backend = new StrictBackend();
        edge = TestEdge.forwarding(backend.origin(), HOST);
    }

    @AfterAll
    static void close() throws IOException {
        edge.close();
        backend.close();
    }

    static List<RawCase> cases() {
        return RawCase.read("smuggling.cases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theBackendSeesWhatTheEdgeUnderstands(RawCase row) throws IOException {
        backend.forget();
        boolean closes = row.says("close");
        int status = Integer.parseInt(row.outcome().getFirst());
        int understood = row.expected().size() - (status == 200 ? 1 : 0);
        try (Socket socket = Tls.connect(edge.doors.https(), HOST, "http/1.1");
                Http1Visitor visitor = new Http1Visitor(socket, HOST)) {
            send(socket, row.text('|') + MARKER);
            for (int i = 0; i < understood; i++) {
                assertThat(visitor.receive().status()).isEqualTo(200);
            }
            assertThat(visitor.receive().status()).isEqualTo(status);
            Reply marker = visitor.receive();
            if (closes) {
                assertThat(marker.status()).as("the connection is closed").isZero();
            } else {
                assertThat(marker.status()).isEqualTo(200);
                assertThat(marker.body()).isEqualTo("GET /marker");
            }
        }
        // what was let through has come before this
        try (Visitor next = Visitor.Protocol.HTTP1.visit(edge, HOST)) {
            assertThat(next.get("/fence").body()).isEqualTo("GET /fence");
        }
        List<String> expected = new ArrayList<>(row.expected());
        if (!closes) {
            expected.add("GET /marker");
        }
        expected.add("GET /fence");
        assertThat(backend.seen()).isEqualTo(expected);
        assertThat(backend.faults()).isEmpty();
    }

    /// A refusal may come while the client still writes: its end is not waited for.
    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException _) {
            // closed already: what was answered is there to be read
        }
    }
}
