package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.log.LogLine;
import croft.edge.logfile.LogFolder;
import croft.platform.declaration.AccessLogPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// As many lines as requests, while the files are begun anew by ourselves and by somebody else.
@Timeout(300)
class LogUnderLoadTest {
    private static final int REQUESTS = 200_000;
    private static final int CLIENTS = 4;
    private static final int BATCH = 50;

    @TempDir Path folder;

    @Test
    void twoHundredThousandRequestsLeaveTwoHundredThousandLines() throws Exception {
        // a new file each 12.5 MiB, and all of them fit
        AccessLogPolicy policy = LoggedEdge.policy(AccessLogPolicy.Format.JSON, 100);
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = new LoggedEdge(folder, policy, origin.origin())) {
            ask(logged, origin);
            LogFolder written = logged.folder;
            List<LogLine> lines = logged.lines();
            assertThat(written.files()).hasSizeGreaterThan(3);
            assertEveryRequest(lines);
            assertThat(logged.writer.dropped()).isZero();
            assertThat(logged.writer.written()).isEqualTo(lines.size());
        }
    }

    @Test
    void noneIsLostWhenSomebodyElseMovesTheFile() throws Exception {
        AccessLogPolicy policy = LoggedEdge.policy(AccessLogPolicy.Format.JSON, 1_000);
        AtomicBoolean done = new AtomicBoolean();
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = new LoggedEdge(folder, policy, origin.origin())) {
            Thread logrotate = Thread.ofPlatform().start(() -> moveAgainAndAgain(folder, done));
            ask(logged, origin);
            done.set(true);
            logrotate.join();
            LogFolder written = logged.folder;
            List<LogLine> lines = logged.lines();
            assertThat(written.files()).hasSizeGreaterThan(2);
            assertEveryRequest(lines);
            assertThat(logged.writer.dropped()).isZero();
        }
    }

    private static void moveAgainAndAgain(Path folder, AtomicBoolean done) {
        for (int i = 1; !done.get(); i++) {
            Pause.of(Duration.ofMillis(300));
            try {
                Files.move(folder.resolve("access.log"), folder.resolve("moved." + i));
            } catch (NoSuchFileException _) {
                // not begun anew yet
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Each request has a `user-agent` of its own.
    private static void assertEveryRequest(List<LogLine> lines) {
        BitSet seen = new BitSet(REQUESTS);
        for (LogLine line : lines) {
            assertThat(line.all("status", "bytes", "end")).isEqualTo("200 1 -");
            seen.set(Integer.parseInt(line.get("agent")));
        }
        assertThat(seen.cardinality()).isEqualTo(REQUESTS);
        assertThat(lines).hasSize(REQUESTS);
    }

    private static void ask(LoggedEdge logged, ScriptedOrigin origin) throws Exception {
        origin.answers("/a", "200 OK", "x", "Cache-Control: max-age=600");
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> loads =
                    IntStream.range(0, CLIENTS)
                            .<Callable<Integer>>mapToObj(client ->
                                    () -> {
                                        int share = REQUESTS / CLIENTS;
                                        int first = client * share;
                                        if (client % 2 == 0) {
                                            overHttp1(logged, first, first + share);
                                        } else {
                                            overHttp2(logged, first, first + share);
                                        }
                                        return share;
                                    })
                            .toList();
            for (Future<Integer> done : clients.invokeAll(loads)) {
                done.get();
            }
        }
    }

    private static void overHttp1(LoggedEdge logged, int first, int end) throws IOException {
        try (Socket tls = Tls.connect(logged.edge.doors.https(), LoggedEdge.HOST, "http/1.1")) {
            InputStream in = tls.getInputStream();
            for (int i = first; i < end; i += BATCH) {
                StringBuilder batch = new StringBuilder();
                for (int j = i; j < i + BATCH; j++) {
                    batch.append("GET /a HTTP/1.1\r\nHost: site.test\r\nUser-Agent: ")
                            .append(j)
                            .append("\r\n\r\n");
                }
                tls.getOutputStream().write(batch.toString().getBytes(ISO_8859_1));
                for (int answers = 0; answers < BATCH; answers++) {
                    skipAnswer(in);
                }
            }
        }
    }

    /// A head, and a body of one octet.
    private static void skipAnswer(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("the connection was closed");
            }
            matched =
                    octet == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : octet == '\r' ? 1 : 0;
        }
        in.skipNBytes(1);
    }

    private static void overHttp2(LoggedEdge logged, int first, int end) throws IOException {
        try (FramePeer peer = Tls.http2(logged.edge, LoggedEdge.HOST)) {
            peer.windowUpdate(0, 1 << 30);
            int stream = 1;
            for (int i = first; i < end; i += BATCH) {
                for (int j = i; j < i + BATCH; j++) {
                    peer.headers(
                            stream,
                            true,
                            FramePeer.request(
                                    "GET",
                                    LoggedEdge.HOST,
                                    "/a",
                                    "user-agent",
                                    Integer.toString(j)));
                    stream += 2;
                }
                int answers = 0;
                while (answers < BATCH) {
                    answers += peer.next().ends() ? 1 : 0;
                }
            }
        }
    }
}
