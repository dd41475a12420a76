package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a backend may answer: one case for each spelling.
class ResponseParserTest {
    private static Arguments row(String clause, String method, String response, String outcome) {
        return Arguments.of(clause, method, response, outcome);
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                row(
                        "RFC 9112 §6.3 a length",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                        "200 Length[octets=5] keep content-length: 5"),
                row(
                        "RFC 9112 §6.3 chunked",
                        "GET",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "200 Chunked keep"),
                row(
                        "RFC 9112 §6.3 until close",
                        "GET",
                        "HTTP/1.1 200 OK\r\n\r\n",
                        "200 UntilClose close"),
                row(
                        "RFC 9112 §6.3 HEAD",
                        "HEAD",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                        "200 None close content-length: 5"),
                row(
                        "RFC 9112 §6.3 HEAD chunked",
                        "HEAD",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "200 None close"),
                row(
                        "RFC 9112 §6.3 HEAD without framing",
                        "HEAD",
                        "HTTP/1.1 200 OK\r\n\r\n",
                        "200 None close"),
                row(
                        "RFC 9112 §6.3 304",
                        "GET",
                        "HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\n",
                        "304 None close content-length: 5"),
                row(
                        "RFC 9110 §8.6 204",
                        "GET",
                        "HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\n",
                        "204 None close"),
                row(
                        "RFC 9112 §6.1 204 chunked",
                        "GET",
                        "HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "204 None close"),
                row(
                        "RFC 9110 §8.6 103",
                        "GET",
                        "HTTP/1.1 103 x\r\nContent-Length: 5\r\nLink: a\r\n\r\n",
                        "103 None keep link: a"),
                row(
                        "RFC 9112 §4 no reason",
                        "GET",
                        "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
                        "200 None keep content-length: 0"),
                row(
                        "RFC 9112 §4 no space",
                        "GET",
                        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
                        "200 None keep content-length: 0"),
                row(
                        "RFC 9112 §4 8-bit reason",
                        "GET",
                        "HTTP/1.1 200 \u00e4\r\nContent-Length: 0\r\n\r\n",
                        "200 None keep content-length: 0"),
                row(
                        "RFC 9112 §9.3 close",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close, x\r\nX: 1\r\n\r\n",
                        "200 Length[octets=5] close content-length: 5"),
                row(
                        "RFC 9112 §9.3 HTTP/1.0",
                        "GET",
                        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n",
                        "200 Length[octets=5] close content-length: 5"),
                row(
                        "RFC 9112 §9.3 HTTP/1.0 keep-alive",
                        "GET",
                        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n",
                        "200 Length[octets=5] keep content-length: 5"),
                row(
                        "RFC 9110 §7.6.1 hop by hop",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: 5\r\nUpgrade: h2\r\nTrailer: x\r\nProxy-Authenticate: y\r\n\r\n",
                        "200 None keep content-length: 0"),
                row(
                        "RFC 9110 §7.6.1 not Set-Cookie",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: set-cookie\r\nSet-Cookie: a\r\n\r\n",
                        "200 None keep content-length: 0 set-cookie: a"),
                row(
                        "RFC 9110 §7.8 asked for",
                        "websocket",
                        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: y\r\n\r\n",
                        "101 UntilClose close switched sec-websocket-accept: y"),
                row(
                        "RFC 9110 §7.8 not asked for",
                        "GET",
                        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9110 §7.8 another protocol",
                        "websocket",
                        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §6.3 CL and TE",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §6.3 CL and TE to HEAD",
                        "HEAD",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §6.1 unknown coding",
                        "GET",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §6.1 coding in HTTP/1.0",
                        "GET",
                        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9110 §8.6 two lengths",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9110 §8.6 bad length",
                        "GET",
                        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §5.2 obs-fold",
                        "GET",
                        "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
                        "refused"),
                row(
                        "RFC 9112 §5.1 space before the colon",
                        "GET",
                        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
                        "refused"),
                row("RFC 9110 §5.5 NUL", "GET", "HTTP/1.1 200 OK\r\nA: b\0\r\n\r\n", "refused"),
                row("RFC 9112 §2.2 bare LF", "GET", "HTTP/1.1 200 OK\nA: b\n\n", "refused"),
                row(
                        "RFC 9112 §4 empty line first",
                        "GET",
                        "\r\nHTTP/1.1 200 OK\r\n\r\n",
                        "refused"),
                row("RFC 9112 §4 HTTP/2", "GET", "HTTP/2.0 200 OK\r\n\r\n", "refused"),
                row("RFC 9112 §4 status 99", "GET", "HTTP/1.1 099 x\r\n\r\n", "refused"),
                row("RFC 9112 §4 status 600", "GET", "HTTP/1.1 600 x\r\n\r\n", "refused"),
                row("RFC 9112 §4 status 20", "GET", "HTTP/1.1 20 OK\r\n\r\n", "refused"),
                row("RFC 9112 §4 status 2000", "GET", "HTTP/1.1 2000 OK\r\n\r\n", "refused"),
                row("RFC 9112 §4 two spaces", "GET", "HTTP/1.1  200 OK\r\n\r\n", "refused"),
                row(
                        "RFC 9112 §4 control in the reason",
                        "GET",
                        "HTTP/1.1 200 \u000b\r\n\r\n",
                        "refused"),
                row("RFC 9112 §4 no HTTP", "GET", "SSH-2.0-x\r\n\r\n", "refused"),
                row(
                        "limit of the status line",
                        "GET",
                        "HTTP/1.1 200 " + "x".repeat(8192) + "\r\n\r\n",
                        "refused"),
                row(
                        "limit of a field",
                        "GET",
                        "HTTP/1.1 200 OK\r\nA: " + "x".repeat(8192) + "\r\n\r\n",
                        "refused"),
                row(
                        "limit of the fields",
                        "GET",
                        "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(101) + "\r\n",
                        "refused"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void understands(String clause, String method, String response, String outcome) {
        assertThat(outcome(method, response)).as(clause).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void understandsTheSameHoweverItArrives(
            String clause, String method, String response, String outcome) {
        int step = Math.max(1, response.length() / 100);
        for (int cut = 1; cut < response.length(); cut += step) {
            assertThat(outcome(method, response.substring(0, cut), response.substring(cut)))
                    .as(clause)
                    .isEqualTo(outcome);
        }
    }

    private static String outcome(String method, String... parts) {
        RequestHead request =
                new RequestHead(
                        method.equals("websocket") ? "GET" : method,
                        false,
                        new Authority("a.example", -1),
                        "/",
                        new Fields(),
                        Body.NONE,
                        method.equals("websocket") ? Optional.of("websocket") : Optional.empty(),
                        "1.1");
        ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer();
        String outcome = "nothing";
        for (String part : parts) {
            in.writeCharSequence(part, StandardCharsets.ISO_8859_1);
            outcome = describe(parser.read(in, request));
            if (!outcome.equals("incomplete")) {
                return outcome;
            }
        }
        return outcome;
    }

    private static String describe(Parsed<Http1Response> parsed) {
        return switch (parsed) {
            case Parsed.Incomplete<Http1Response> _ -> "incomplete";
            case Parsed.Refused<Http1Response> _ -> "refused";
            case Parsed.Complete<Http1Response>(Http1Response response) ->
                    (response.head().status()
                                    + " "
                                    + response.framing().toString().replace("[]", "")
                                    + (response.keepAlive() ? " keep " : " close ")
                                    + (response.switched() ? "switched " : "")
                                    + response.head().fields().toString().replace("\n", " "))
                            .strip();
        };
    }
}
