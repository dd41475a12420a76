package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is a request, and what is refused with which status: one case for each spelling.
class RequestParserTest {
    private static final String HOST = "Host: a.example\r\n";

    private static Arguments refused(int status, String clause, String request) {
        return Arguments.of(clause, status, request);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // framing
                refused(
                        400,
                        "RFC 9112 §6.3 CL and TE",
                        post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
                refused(
                        400,
                        "RFC 9112 §6.3 TE and CL",
                        post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
                refused(
                        400,
                        "RFC 9112 §6.1 TE in HTTP/1.0",
                        "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"),
                refused(501, "RFC 9112 §6.1 xchunked", te("xchunked")),
                refused(501, "RFC 9112 §6.1 gzip, chunked", te("gzip, chunked")),
                refused(501, "RFC 9112 §6.1 gzip", te("gzip")),
                refused(501, "RFC 9112 §6.1 identity", te("identity")),
                refused(400, "RFC 9112 §6.1 chunked, identity", te("chunked, identity")),
                refused(400, "RFC 9112 §6.1 chunked, chunked", te("chunked, chunked")),
                refused(
                        400,
                        "RFC 9112 §6.1 chunked twice",
                        te("chunked\r\nTransfer-Encoding: chunked")),
                refused(
                        400,
                        "RFC 9112 §6.1 chunked and identity",
                        te("chunked\r\nTransfer-Encoding: identity")),
                refused(400, "RFC 9112 §6.1 empty TE", te("")),
                refused(400, "RFC 9112 §6.1 VT before chunked", te("\u000bchunked")),
                refused(400, "RFC 9112 §6.1 quoted", te("\"chunked\"")),
                refused(400, "RFC 9112 §6.1 parameter", te("chunked;q=1")),
                refused(400, "RFC 9112 §6.1 comma behind", te("chunked,")),
                refused(400, "RFC 9110 §8.6 +1", cl("+1")),
                refused(400, "RFC 9110 §8.6 -1", cl("-1")),
                refused(400, "RFC 9110 §8.6 0x1", cl("0x1")),
                refused(400, "RFC 9110 §8.6 1, 1", cl("1, 1")),
                refused(400, "RFC 9110 §8.6 1 1", cl("1 1")),
                refused(400, "RFC 9110 §8.6 empty", cl("")),
                refused(400, "RFC 9110 §8.6 huge", cl("99999999999999999999")),
                refused(400, "RFC 9110 §8.6 1_0", cl("1_0")),
                refused(400, "RFC 9110 §8.6 1.0", cl("1.0")),
                refused(400, "RFC 9110 §8.6 twice the same", cl("1\r\nContent-Length: 1")),
                refused(400, "RFC 9110 §8.6 twice different", cl("1\r\nContent-Length: 2")),
                // lines
                refused(
                        400,
                        "RFC 9112 §2.2 bare LF in the request line",
                        "GET / HTTP/1.1\n" + HOST + "\r\n"),
                refused(400, "RFC 9112 §2.2 bare LF in a field", get("A: b\nC: d\r\n")),
                refused(
                        400,
                        "RFC 9112 §2.2 bare LF as the end",
                        "GET / HTTP/1.1\r\n" + HOST + "\n"),
                refused(400, "RFC 9112 §2.2 bare CR in a field", get("A: b\rC: d\r\n")),
                refused(
                        400,
                        "RFC 9112 §2.2 bare CR in the request line",
                        "GET /\r HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(
                        400,
                        "RFC 9112 §2.2 two empty lines first",
                        "\r\n\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(
                        400,
                        "RFC 9112 §2.2 space before the request line",
                        " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
                refused(
                        400,
                        "RFC 9112 §2.2 control before the request line",
                        "\u0001GET / HTTP/1.1\r\n" + HOST + "\r\n"),
                // fields
                refused(400, "RFC 9112 §5.1 space before the colon", get("Content-Length : 5\r\n")),
                refused(400, "RFC 9112 §5.1 tab before the colon", get("A\t: b\r\n")),
                refused(400, "RFC 9112 §5.1 space in the name", get("A B: c\r\n")),
                refused(400, "RFC 9112 §5.1 empty name", get(": c\r\n")),
                refused(400, "RFC 9112 §5.1 no colon", get("abc\r\n")),
                refused(400, "RFC 9110 §5.1 NUL in the name", get("A\0: b\r\n")),
                refused(400, "RFC 9110 §5.1 8-bit name", get("\u00e4: b\r\n")),
                refused(400, "RFC 9110 §5.5 NUL in the value", get("A: b\0c\r\n")),
                refused(400, "RFC 9110 §5.5 CTL in the value", get("A: b\u0007c\r\n")),
                refused(400, "RFC 9110 §5.5 DEL in the value", get("A: b\u007fc\r\n")),
                refused(400, "RFC 9112 §5.2 obs-fold", get("A: b\r\n c\r\n")),
                refused(400, "RFC 9112 §5.2 obs-fold by tab", get("A: b\r\n\tc\r\n")),
                refused(
                        400,
                        "RFC 9112 §5.2 folded first field",
                        "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
                // host
                refused(400, "RFC 9112 §3.2 no Host", "GET / HTTP/1.1\r\n\r\n"),
                refused(400, "RFC 9112 §3.2 no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"),
                refused(400, "RFC 9112 §3.2 two Hosts", get("Host: a.example\r\n")),
                refused(400, "RFC 9112 §3.2 empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
                refused(400, "RFC 9112 §3.2 user info", host("u@a.example")),
                refused(400, "RFC 9112 §3.2 path", host("a.example/x")),
                refused(400, "RFC 9112 §3.2 list", host("a.example, b.example")),
                refused(400, "RFC 9112 §3.2 port of letters", host("a.example:x")),
                refused(
                        400,
                        "RFC 9112 §3.2 no Host beside an absolute target",
                        "GET http://a.example/ HTTP/1.1\r\n\r\n"),
                refused(
                        400,
                        "RFC 9112 §3.2 bad Host beside an absolute target",
                        "GET http://a.example/ HTTP/1.1\r\nHost: a b\r\n\r\n"),
                // target
                refused(400, "RFC 9112 §3.2.1 fragment", line("GET /#x HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.1 no slash", line("GET foo HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.1 8-bit", line("GET /\u00e4 HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.1 control", line("GET /\u0001 HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.2 no authority", line("GET http:///x HTTP/1.1")),
                refused(
                        400,
                        "RFC 9110 §4.2.4 user info",
                        line("GET http://u:p@a.example/ HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.2 other scheme", line("GET ftp://a.example/ HTTP/1.1")),
                refused(
                        421,
                        "RFC 9110 §7.4 https without TLS",
                        line("GET https://a.example/ HTTP/1.1")),
                refused(501, "RFC 9110 §9.3.6 CONNECT", line("CONNECT a.example:443 HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.3 authority-form", line("GET a.example:80 HTTP/1.1")),
                refused(400, "RFC 9112 §3.2.4 * with GET", line("GET * HTTP/1.1")),
                // request line
                refused(400, "RFC 9112 §3 two spaces", line("GET  / HTTP/1.1")),
                refused(400, "RFC 9112 §3 two spaces before the version", line("GET /  HTTP/1.1")),
                refused(400, "RFC 9112 §3 tab", line("GET\t/ HTTP/1.1")),
                refused(400, "RFC 9112 §3 space behind", line("GET / HTTP/1.1 ")),
                refused(400, "RFC 9112 §3 space in the target", line("GET /a b HTTP/1.1")),
                refused(400, "RFC 9112 §3.1 method no token", line("G@T / HTTP/1.1")),
                refused(400, "RFC 1945 §4.1 HTTP/0.9", "GET /\r\n" + HOST + "\r\n"),
                refused(400, "RFC 9113 §3.4 PRI", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                refused(505, "RFC 9112 §2.3 HTTP/1.9", line("GET / HTTP/1.9")),
                refused(505, "RFC 9112 §2.3 HTTP/2.0", line("GET / HTTP/2.0")),
                refused(505, "RFC 9112 §2.3 HTTP/3.0", line("GET / HTTP/3.0")),
                refused(400, "RFC 9112 §2.3 http/1.1", line("GET / http/1.1")),
                refused(400, "RFC 9112 §2.3 HTTP/1.10", line("GET / HTTP/1.10")),
                refused(400, "RFC 9112 §2.3 HTTP/1", line("GET / HTTP/1")),
                // limits
                refused(
                        414,
                        "RFC 9112 §3 target too long",
                        line("GET /" + "x".repeat(8192) + " HTTP/1.1")),
                refused(431, "RFC 6585 §5 field too long", get("A: " + "x".repeat(8192) + "\r\n")),
                refused(
                        431,
                        "RFC 6585 §5 fields too long",
                        get(("A: " + "x".repeat(8000) + "\r\n").repeat(5))),
                refused(431, "RFC 6585 §5 too many fields", get("A: b\r\n".repeat(100))),
                // the rest
                refused(
                        417,
                        "RFC 9110 §10.1.1 other expectation",
                        post("Expect: 200-ok\r\nContent-Length: 1\r\n")),
                refused(
                        400,
                        "RFC 9110 §7.8 WebSocket by POST",
                        post("Connection: upgrade\r\nUpgrade: websocket\r\n")),
                refused(
                        400,
                        "RFC 9110 §7.8 WebSocket with a body",
                        get("Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n")));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("refused")
    void refusesWithStatus(String clause, int status, String request) {
        assertThat(outcome(false, request)).as(clause).startsWith("refused " + status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesTheSameHoweverItArrives(String clause, int status, String request) {
        assertThat(cutAnywhere(request)).as(clause).containsOnly(outcome(false, request));
    }

    private static Arguments accepted(String clause, String request, String outcome) {
        return Arguments.of(clause, request, outcome);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                accepted("RFC 9112 §3 a plain one", get(""), "GET a.example / 1.1 None keep"),
                accepted(
                        "RFC 9112 §2.2 one empty line first",
                        "\r\n" + get(""),
                        "GET a.example / 1.1 None keep"),
                accepted(
                        "RFC 9110 §7.2 Host in lower case",
                        host("A.Example:8080"),
                        "GET a.example:8080 / 1.1 None keep"),
                accepted("RFC 3986 §3.2.2 IPv6", host("[::1]:80"), "GET [::1]:80 / 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.1 target as it is",
                        line("GET /a%2Fb;c?d=%20&e HTTP/1.1"),
                        "GET a.example /a%2Fb;c?d=%20&e 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.2 absolute target wins",
                        line("GET http://B.example:81/x?y HTTP/1.1"),
                        "GET b.example:81 /x?y 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.2 absolute target without path",
                        line("GET http://b.example HTTP/1.1"),
                        "GET b.example / 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.2 absolute target with a query only",
                        line("GET http://b.example?q HTTP/1.1"),
                        "GET b.example /?q 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.4 OPTIONS *",
                        line("OPTIONS * HTTP/1.1"),
                        "OPTIONS a.example * 1.1 None keep"),
                accepted(
                        "RFC 9112 §3.2.4 absolute OPTIONS *",
                        line("OPTIONS http://b.example HTTP/1.1"),
                        "OPTIONS b.example * 1.1 None keep"),
                accepted(
                        "RFC 9110 §9.1 a method of its own",
                        line("PROPFIND / HTTP/1.1"),
                        "PROPFIND a.example / 1.1 None keep"),
                accepted(
                        "RFC 9112 §9.3 close",
                        get("Connection: foo, CLOSE\r\n"),
                        "GET a.example / 1.1 None close"),
                accepted(
                        "RFC 9112 §9.3 HTTP/1.0",
                        line("GET / HTTP/1.0"),
                        "GET a.example / 1.0 None close"),
                accepted(
                        "RFC 9112 §9.3 HTTP/1.0 keep-alive",
                        "GET / HTTP/1.0\r\n" + HOST + "Connection: Keep-Alive\r\n\r\n",
                        "GET a.example / 1.0 None keep"),
                accepted(
                        "RFC 9110 §8.6 a length",
                        cl("5"),
                        "POST a.example / 1.1 Length[octets=5] keep"),
                accepted("RFC 9110 §8.6 length none", cl("0"), "POST a.example / 1.1 None keep"),
                accepted(
                        "RFC 9112 §7.1 chunked",
                        te("chunked"),
                        "POST a.example / 1.1 Chunked keep"),
                accepted(
                        "RFC 9112 §7.1 Chunked",
                        te("Chunked"),
                        "POST a.example / 1.1 Chunked keep"),
                accepted(
                        "RFC 9110 §10.1.1 expectation",
                        post("Expect: 100-Continue\r\nContent-Length: 1\r\n"),
                        "POST a.example / 1.1 Length[octets=1] keep expects"),
                accepted(
                        "RFC 9110 §10.1.1 expectation without body",
                        post("Expect: 100-continue\r\n"),
                        "POST a.example / 1.1 None keep"),
                accepted(
                        "RFC 6455 §4.1 WebSocket",
                        get("Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"),
                        "GET a.example / 1.1 None keep websocket"),
                accepted(
                        "RFC 9110 §7.8 Upgrade without Connection",
                        get("Upgrade: websocket\r\n"),
                        "GET a.example / 1.1 None keep"),
                accepted(
                        "RFC 9110 §7.8 h2c is ignored",
                        get(
                                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n"),
                        "GET a.example / 1.1 None keep"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void accepts(String clause, String request, String outcome) {
        assertThat(outcome(false, request)).as(clause).isEqualTo(outcome);
        assertThat(cutAnywhere(request)).as(clause).containsOnly(outcome);
    }

    @Test
    void takesAnHttpsTargetOverTlsOnly() {
        assertThat(outcome(true, line("GET https://b.example/ HTTP/1.1")))
                .startsWith("GET b.example /");
        assertThat(outcome(true, line("GET http://b.example/ HTTP/1.1"))).startsWith("refused 421");
    }

    @Test
    void dropsWhatBelongsToTheConnection() {
        Fields fields =
                fields(
                        """
                        Connection: close, X-Mine, Host, Cookie, Authorization, X-Forwarded-For
                        Keep-Alive: timeout=5
                        Proxy-Connection: keep-alive
                        Proxy-Authorization: secret
                        TE: trailers
                        Trailer: x
                        X-Mine: dropped
                        Cookie: a=b
                        Authorization: kept
                        X-Forwarded-For: kept
                        Accept:   */*\t
                        X-Two: 1
                        X-Two: 2
                        """);
        assertThat(fields.toString())
                .isEqualTo(
                        """
                        cookie: a=b
                        authorization: kept
                        x-forwarded-for: kept
                        accept: */*
                        x-two: 1
                        x-two: 2
                        """);
    }

    @Test
    void keepsEachOctetOfAValue() {
        assertThat(fields("X-Latin: \u00e4\u00ff\n").first("x-latin")).isEqualTo("\u00e4\u00ff");
    }

    @Test
    void readsOneRequestAfterTheOther() {
        RequestParser parser = new RequestParser(false, Http1Limits.DEFAULT);
        ByteBuf in = octets(get("") + line("PUT /2 HTTP/1.1") + "\r\n" + line("GET /3 HTTP/1.1"));
        assertThat(describe(parser.read(in))).startsWith("GET a.example / ");
        assertThat(describe(parser.read(in))).startsWith("PUT a.example /2 ");
        assertThat(describe(parser.read(in))).startsWith("GET a.example /3 ");
        assertThat(in.isReadable()).isFalse();
        assertThat(parser.isBetweenRequests()).isTrue();
    }

    @Test
    void takesWhatIsAtTheLimits() {
        assertThat(outcome(false, line("GET /" + "x".repeat(8192 - 14) + " HTTP/1.1")))
                .startsWith("GET ");
        assertThat(outcome(false, get("A: " + "x".repeat(8192 - 3) + "\r\n"))).startsWith("GET ");
        assertThat(outcome(false, get("A: b\r\n".repeat(99)))).startsWith("GET ");
    }

    /// Any octets at all: an answer, and the same one however they arrive.
    @Test
    void hasOneOutcomeForMutatedRequests() {
        Random random = new Random(42);
        String seed = post("Content-Length: 3\r\nConnection: x\r\nTransfer-Encoding: chunked\r\n");
        for (int round = 0; round < 3000; round++) {
            StringBuilder mutated = new StringBuilder(seed);
            for (int change = 0; change < 1 + random.nextInt(3); change++) {
                int at = random.nextInt(mutated.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> mutated.deleteCharAt(at);
                    default -> mutated.insert(at, " \r\n\t:\0,".charAt(random.nextInt(7)));
                }
            }
            String request = mutated.toString();
            int cut = random.nextInt(request.length());
            assertThat(outcome(false, request.substring(0, cut), request.substring(cut)))
                    .isEqualTo(outcome(false, request));
        }
    }

    private static Fields fields(String lines) {
        RequestParser parser = new RequestParser(false, Http1Limits.DEFAULT);
        return switch (parser.read(octets(get(lines.replace("\n", "\r\n"))))) {
            case Parsed.Complete<Http1Request>(Http1Request request) -> request.head().fields();
            case Parsed.Incomplete<Http1Request> _, Parsed.Refused<Http1Request> _ ->
                    throw new AssertionError("refused");
        };
    }

    private static Stream<String> cutAnywhere(String request) {
        int step = Math.max(1, request.length() / 100);
        return Stream.iterate(1, cut -> cut < request.length(), cut -> cut + step)
                .map(cut -> outcome(false, request.substring(0, cut), request.substring(cut)));
    }

    static String outcome(boolean secure, String... parts) {
        RequestParser parser = new RequestParser(secure, Http1Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer();
        String outcome = "nothing";
        for (String part : parts) {
            in.writeCharSequence(part, StandardCharsets.ISO_8859_1);
            outcome = describe(parser.read(in));
            if (!outcome.equals("incomplete")) {
                return outcome;
            }
        }
        return outcome;
    }

    private static String describe(Parsed<Http1Request> parsed) {
        return switch (parsed) {
            case Parsed.Incomplete<Http1Request> _ -> "incomplete";
            case Parsed.Refused<Http1Request>(Refusal refusal) ->
                    "refused " + refusal.status() + ": " + refusal.reason();
            case Parsed.Complete<Http1Request>(Http1Request request) -> {
                RequestHead head = request.head();
                yield String.join(
                                " ",
                                head.method(),
                                head.authority().toString(),
                                head.target(),
                                head.version(),
                                request.framing().toString().replace("[]", ""),
                                request.keepAlive() ? "keep" : "close",
                                request.expectsContinue() ? "expects" : "",
                                head.protocol().orElse(""))
                        .strip()
                        .replace("  ", " ");
            }
        };
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static String line(String line) {
        return line + "\r\n" + HOST + "\r\n";
    }

    private static String get(String fields) {
        return "GET / HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    private static String post(String fields) {
        return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    private static String te(String value) {
        return post("Transfer-Encoding: " + value + "\r\n");
    }

    private static String cl(String value) {
        return post("Content-Length: " + value + "\r\n");
    }

    private static String host(String value) {
        return "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n";
    }
}
