package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Header blocks that would be another request, or two, when written as HTTP/1.1
/// (`injection.cases`), sent over TLS as they stand: none reaches the backend as anything but
/// itself, and the connection serves on.
@Timeout(60)
class InjectionTest {
    private static final String HOST = "site.test";
    private static final int PROTOCOL_ERROR = 1;
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
        return RawCase.read("injection.cases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theBackendSeesWhatTheEdgeUnderstands(RawCase row) throws IOException {
        backend.forget();
        try (FramePeer peer = Tls.http2(edge, HOST)) {
            send(peer, row);
            assertThat(outcome(peer, 1)).isEqualTo(row.outcome().getFirst());
            peer.get(3, HOST, "/marker");
            assertThat(outcome(peer, 3)).isEqualTo("200");
        }
        List<String> expected = new ArrayList<>(row.expected());
        if (row.says("perhaps") && backend.seen().size() == 1) {
            expected.clear();
        }
        expected.add("GET /marker");
        assertThat(backend.seen()).isEqualTo(expected);
        assertThat(backend.faults()).isEmpty();
    }

    private static void send(FramePeer peer, RawCase row) throws IOException {
        List<RawCase.Line> data = row.lines().stream().filter(line -> line.sign() == '>').toList();
        boolean trailers = row.lines().stream().anyMatch(line -> line.sign() == '^');
        peer.headers(1, data.isEmpty(), fields(row, '|'));
        for (int i = 0; i < data.size(); i++) {
            boolean last = i == data.size() - 1 && !trailers;
            peer.data(1, last, data.get(i).text().getBytes(ISO_8859_1));
        }
        if (trailers) {
            peer.headers(1, true, fields(row, '^'));
        }
    }

    private static String[] fields(RawCase row, char sign) {
        List<String> fields = new ArrayList<>();
        for (RawCase.Line line : row.lines()) {
            String text = line.text().substring(0, Math.max(0, line.text().length() - 2));
            if (line.sign() == '~' && sign == '|') {
                String[] parts = text.split(" ", 2);
                fields.addAll(List.of(FramePeer.request(parts[0], HOST, parts[1])));
            } else if (line.sign() == sign) {
                int colon = text.indexOf(": ", 1);
                fields.add(text.substring(0, colon));
                fields.add(text.substring(colon + 2));
            }
        }
        return fields.toArray(String[]::new);
    }

    /// The status that a stream was answered with, or `reset`.
    private static String outcome(FramePeer peer, int stream) throws IOException {
        String status = "none";
        while (true) {
            FramePeer.Received frame = peer.next();
            if (frame.stream() == stream && frame.type() == FramePeer.HEADERS) {
                status = frame.status();
            }
            if (frame.stream() == stream && frame.ends()) {
                return status;
            }
            if (frame.stream() == stream && frame.type() == FramePeer.RST_STREAM) {
                return frame.text().charAt(3) == PROTOCOL_ERROR ? "reset" : "another reset";
            }
            assertThat(frame.type()).as("%s", frame).isNotEqualTo(FramePeer.GOAWAY);
        }
    }
}
