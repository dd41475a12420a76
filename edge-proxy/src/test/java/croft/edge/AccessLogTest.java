package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http2.FramePeer;
import croft.edge.log.LogLine;
import croft.edge.upstream.RawBackend;
import croft.platform.declaration.AccessLogPolicy;
import croft.platform.declaration.Origin;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every exchange leaves one line, whatever became of it.
@Timeout(120)
class AccessLogTest {
    private static final String SWITCH =
            String.join(
                    "\r\n",
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                    "",
                    "");
    private static final String UPGRADE =
            String.join(
                    "\r\n",
                    "GET /ws HTTP/1.1",
                    "Host: site.test",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    "");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void anAnswerFromTheBackendAndOneFromTheStore(Visitor.Protocol protocol) throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin())) {
            origin.answers("/page?a=b", "200 OK", "hello", "Cache-Control: max-age=60");
            try (Visitor visitor = logged.visit(protocol)) {
                visitor.get("/page?a=b", "User-Agent", "Tool/1", "Referer", "https://a.test/?x");
                Eventually.until(() -> logged.edge.cache.fetches() == 0);
                visitor.get("/page?a=b", "User-Agent", "Tool/1");
            }
            List<LogLine> lines = logged.lines();
            assertThat(lines).hasSize(2);
            LogLine miss = lines.getFirst();
            assertThat(miss.all("site", "host", "method", "target", "status", "bytes"))
                    .isEqualTo("site.test - GET /page 200 5");
            assertThat(miss.all("peer", "protocol", "tls", "resumed", "end", "received"))
                    .isEqualTo(
                            "127.0.0.1 "
                                    + (protocol == Visitor.Protocol.HTTP1 ? "h1" : "h2")
                                    + " TLSv1.3 - - -");
            assertThat(miss.get("cipher")).startsWith("TLS_");
            assertThat(miss.get("id")).matches("[0-9a-f]{16}");
            assertThat(miss.get("time"))
                    .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(miss.all("cache", "cache_status", "agent", "referer"))
                    .isEqualTo(
                            "miss croft; fwd=uri-miss; fwd-status=200; stored Tool/1"
                                    + " https://a.test/");
            assertThat(Double.parseDouble(miss.get("backend_ms")))
                    .isPositive()
                    .isLessThanOrEqualTo(Double.parseDouble(miss.get("ms")));
            LogLine hit = lines.get(1);
            assertThat(hit.all("cache", "status", "bytes", "backend_ms", "referer"))
                    .isEqualTo("hit 200 5 - -");
            assertThat(hit.get("cache_status")).startsWith("croft; hit; ttl=");
            assertThat(hit.get("id")).isNotEqualTo(miss.get("id"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersWithoutABodyOrWithPartOfIt(Visitor.Protocol protocol) throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin())) {
            origin.answers(
                    "/page", "200 OK", "0123456789", "Cache-Control: max-age=60", "ETag: \"a\"");
            origin.answers(
                    "/form",
                    (request, connection) -> {
                        if (request.field("content-length", "").isEmpty()) {
                            connection.read("9\r\nsome text\r\n0\r\n\r\n".length());
                        }
                        connection.send(ScriptedOrigin.response("404 Not Found", "", 0));
                    });
            String refusal;
            try (Visitor visitor = logged.visit(protocol)) {
                visitor.get("/page");
                Eventually.until(() -> logged.edge.cache.fetches() == 0);
                visitor.ask("HEAD", "/page");
                visitor.get("/page", "If-None-Match", "\"a\"");
                visitor.get("/page", "Range", "bytes=2-4");
                visitor.get("/page", "Range", "bytes=20-");
                refusal = visitor.ask("PURGE", "/page").body();
                visitor.send("POST", "/form", "some text");
                visitor.receive();
            }
            assertThat(logged.lines())
                    .extracting(line -> line.all("method", "status", "bytes", "received", "cache"))
                    .containsExactly(
                            "GET 200 10 - miss",
                            "HEAD 200 0 - hit",
                            "GET 304 0 - hit",
                            "GET 206 3 - hit",
                            "GET 416 0 - hit",
                            "PURGE 403 " + refusal.length() + " - -",
                            "POST 404 0 9 pass");
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // the backend ends before the test does
    void aBackendThatFails(Visitor.Protocol protocol) throws IOException {
        try (RawBackend backend =
                        RawBackend.answeringOnce(
                                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                LoggedEdge logged = LoggedEdge.json(folder, backend.origin())) {
            String page;
            try (Visitor visitor = logged.visit(protocol)) {
                visitor.ask("DELETE", "/cut");
            }
            backend.close();
            try (Visitor visitor = logged.visit(protocol)) {
                page = visitor.ask("DELETE", "/down").body();
            }
            List<LogLine> lines = logged.lines();
            assertThat(lines)
                    .extracting(
                            line -> line.all("target", "status", "bytes", "end", "cache_status"))
                    .containsExactlyInAnyOrder(
                            "/cut 200 5 aborted croft; fwd=method; fwd-status=200; detail=\"method"
                                    + " DELETE\"",
                            "/down 502 "
                                    + page.length()
                                    + " - croft; fwd=method; detail=\"method DELETE\"");
        }
    }

    @Test
    void whatNoSiteAnswersAndWhatIsRedirected() throws IOException {
        try (LoggedEdge logged = LoggedEdge.json(folder, new Origin("127.0.0.1", 1))) {
            try (Socket plain = logged.edge.plain()) {
                ask(
                        plain,
                        String.join(
                                "\r\n",
                                "GET /a?b HTTP/1.1",
                                "Host: site.test",
                                "",
                                "GET / HTTP/1.0",
                                "Host: other.test",
                                "",
                                ""));
            }
            try (Socket tls = Tls.connect(logged.edge.doors.https(), "site.test", "http/1.1")) {
                ask(tls, "GET / HTTP/1.1\r\nHost: other.test:1\r\nConnection: close\r\n\r\n");
            }
            assertThat(logged.lines())
                    .extracting(line -> line.all("site", "host", "target", "status", "tls"))
                    .containsExactlyInAnyOrder(
                            "- site.test /a 308 -",
                            "- other.test / 421 -",
                            "- other.test / 421 TLSv1.3");
        }
    }

    @Test
    void whatIsNoRequest() throws IOException {
        try (LoggedEdge logged = LoggedEdge.json(folder, new Origin("127.0.0.1", 1))) {
            for (String bad :
                    List.of(
                            "GET /hooks/secret extra HTTP/1.1\r\n\r\n",
                            "GET /hooks/secret\u0001 HTTP/1.1\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: a\r\nHost: secret\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                            "GET /" + "secret".repeat(10_000) + " HTTP/1.1\r\n\r\n")) {
                try (Socket tls = Tls.connect(logged.edge.doors.https(), "site.test")) {
                    ask(tls, bad);
                }
            }
            List<LogLine> lines = logged.lines();
            assertThat(lines)
                    .extracting(line -> line.all("status", "method", "target", "end"))
                    .containsExactlyInAnyOrder(
                            "400 - - -", "400 - - -", "400 - - -", "431 - - -", "414 - - -");
            assertThat(lines)
                    .allSatisfy(line -> {
                        assertThat(line.members().toString()).doesNotContain("secret");
                        assertThat(line.get("fault")).isNotEqualTo("-");
                        assertThat(line.get("bytes")).isNotEqualTo("0");
                    });
        }
    }

    @Test
    void aBodyThatIsNoneLeavesOneLineNotTwo() throws IOException {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.readAll();
                        });
                LoggedEdge logged = LoggedEdge.json(folder, backend.origin())) {
            try (Socket tls = Tls.connect(logged.edge.doors.https(), "site.test")) {
                ask(
                        tls,
                        String.join(
                                "\r\n",
                                "POST /a HTTP/1.1",
                                "Host: site.test",
                                "Transfer-Encoding: chunked",
                                "",
                                "5",
                                "hello",
                                "no chunk",
                                ""));
            }
            List<LogLine> lines = logged.lines();
            assertThat(lines)
                    .extracting(line -> line.all("method", "target", "status", "received"))
                    .containsExactly("POST /a 400 5");
        }
    }

    @Test
    void overHttp2WhatIsRefusedAndWhatIsMalformed() throws IOException {
        try (LoggedEdge logged = LoggedEdge.json(folder, new Origin("127.0.0.1", 1));
                FramePeer peer = Tls.http2(logged.edge, "site.test")) {
            peer.headers(1, true, ":method", "GET", ":scheme", "https", ":path", "/secret");
            assertThat(peer.next().status()).isEqualTo("400");
            peer.headers(3, true, ":method", "GET", ":path", "/secret", ":authority", "site.test");
            assertThat(peer.next().type()).isEqualTo(FramePeer.RST_STREAM);
            assertThat(logged.lines())
                    .extracting(line -> line.all("status", "end", "target"))
                    .containsExactly("400 - -", "0 aborted -");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeaves(Visitor.Protocol protocol) throws IOException {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.readAll();
                        });
                LoggedEdge logged = LoggedEdge.json(folder, backend.origin())) {
            try (Visitor visitor = logged.visit(protocol)) {
                visitor.send("GET", "/never", "");
                Eventually.until(() -> backend.connections.get() > 0);
            }
            Eventually.until(() -> logged.edge.traffic.cancellations() == 1);
            assertThat(logged.lines())
                    .extracting(line -> line.all("target", "status", "bytes", "end"))
                    .containsExactly("/never 0 0 gone");
        }
    }

    @Test
    void resetStreams() throws IOException {
        try (RawBackend backend =
                        new RawBackend((connection, _) -> {
                            connection.readHead();
                            connection.readAll();
                        });
                LoggedEdge logged = LoggedEdge.json(folder, backend.origin());
                FramePeer peer = Tls.http2(logged.edge, "site.test")) {
            for (int stream = 1; stream < 40; stream += 2) {
                peer.get(stream, "site.test", "/" + stream).reset(stream);
            }
            Eventually.until(() -> logged.edge.traffic.cancellations() == 20);
            assertThat(logged.lines())
                    .hasSize(20)
                    .allSatisfy(line -> assertThat(line.get("end")).isEqualTo("gone"));
        }
    }

    @Test
    void requestsThatWaitTheirTurn() throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin())) {
            origin.answers("/0", "200 OK", "x", "Cache-Control: max-age=60");
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                requests.append("GET /")
                        .append(i % 10)
                        .append(" HTTP/1.1\r\nHost: site.test\r\n")
                        .append(i == 199 ? "Connection: close\r\n" : "")
                        .append("\r\n");
            }
            try (Socket tls = Tls.connect(logged.edge.doors.https(), "site.test", "http/1.1")) {
                ask(tls, requests.toString());
            }
            List<LogLine> lines = logged.lines();
            assertThat(lines).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(lines.get(i).get("target")).isEqualTo("/" + i % 10);
            }
        }
    }

    @Test
    void manyStreamsAtOnce() throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin());
                FramePeer peer = Tls.http2(logged.edge, "site.test")) {
            origin.answers("/a", "200 OK", "x".repeat(20_000), "Cache-Control: max-age=60");
            peer.windowUpdate(0, 1 << 30);
            for (int stream = 1; stream < 200; stream += 2) {
                peer.get(stream, "site.test", "/a");
            }
            int ended = 0;
            while (ended < 100) {
                ended += peer.next().ends() ? 1 : 0;
            }
            assertThat(logged.lines())
                    .hasSize(100)
                    .allSatisfy(line ->
                            assertThat(line.all("status", "bytes", "end"))
                                    .isEqualTo("200 20000 -"));
        }
    }

    @Test
    void aTunnelLeavesItsLineAtItsEnd() throws IOException {
        try (RawBackend backend = echo();
                LoggedEdge logged = LoggedEdge.json(folder, backend.origin())) {
            try (SSLSocket tls = Tls.connect(logged.edge.doors.https(), "site.test", "http/1.1")) {
                tls.getOutputStream().write((UPGRADE + "ping").getBytes(ISO_8859_1));
                String all = new String(tls.getInputStream().readAllBytes(), ISO_8859_1);
                assertThat(all).endsWith("pong!");
            }
            try (FramePeer peer = Tls.http2(logged.edge, "site.test")) {
                assertThat(peer.connect(1, "site.test").next().status()).isEqualTo("200");
                peer.data(1, true, "ping");
                while (!peer.next().ends()) {
                    // until both sides have ended
                }
            }
            assertThat(logged.lines())
                    .extracting(line -> line.all("status", "upgrade", "received", "bytes", "end"))
                    .containsExactlyInAnyOrder("101 websocket 4 5 -", "200 websocket 4 5 -");
        }
    }

    private static RawBackend echo() throws IOException {
        return new RawBackend((connection, _) -> {
            connection.readHead();
            connection.send(SWITCH);
            connection.read(4);
            connection.send("pong!");
        });
    }

    @Test
    void secretsOfWebhooksStayOut() throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin())) {
            for (Visitor.Protocol protocol : Visitor.Protocol.values()) {
                try (Visitor visitor = logged.visit(protocol)) {
                    visitor.send("POST", "/hooks/secret?secret", "{}");
                    visitor.receive();
                    visitor.get("/%68ooks%2Fsecret", "Referer", "https://site.test/hooks/secret");
                }
            }
            assertThat(logged.lines())
                    .hasSize(4)
                    .allSatisfy(line -> {
                        assertThat(line.get("target")).isEqualTo("/hooks/*");
                        assertThat(line.members().toString()).doesNotContain("secret");
                    });
        }
    }

    @Test
    @SuppressWarnings("try") // all lines are written once the edge is closed
    void howLinesLookChangesOnOpenConnections() throws IOException {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin());
                Visitor visitor = logged.visit(Visitor.Protocol.HTTP2)) {
            visitor.get("/json");
            logged.edge.log.use(LoggedEdge.policy(AccessLogPolicy.Format.COMBINED, 64));
            visitor.get("/combined");
            logged.close();
            List<String> lines = logged.folder.lines();
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst()).startsWith("{").contains("/json");
            assertThat(lines.getLast())
                    .startsWith("127.0.0.1 - - [")
                    .contains("\"GET /combined HTTP/2.0\" 404 0 \"-\" \"-\"");
        }
    }

    @Test
    void aSessionThatGoesOnIsToldApart() throws Exception {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                LoggedEdge logged = LoggedEdge.json(folder, origin.origin())) {
            var context = Tls.context();
            for (int i = 0; i < 2; i++) {
                try (SSLSocket tls =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket("127.0.0.1", logged.edge.doors.https())) {
                    var parameters = tls.getSSLParameters();
                    parameters.setServerNames(List.of(new SNIHostName("site.test")));
                    tls.setSSLParameters(parameters);
                    ask(tls, "GET / HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n");
                }
            }
            assertThat(logged.lines())
                    .extracting(line -> line.get("resumed"))
                    .containsExactlyInAnyOrder("-", "true");
        }
    }

    /// Sends all, and reads until the edge closes.
    private static String ask(Socket socket, String request) throws IOException {
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
