package croft.edge.http2;

import static croft.edge.http2.ErrorCode.COMPRESSION_ERROR;
import static croft.edge.http2.ErrorCode.FLOW_CONTROL_ERROR;
import static croft.edge.http2.ErrorCode.FRAME_SIZE_ERROR;
import static croft.edge.http2.ErrorCode.PROTOCOL_ERROR;
import static croft.edge.http2.ErrorCode.STREAM_CLOSED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What RFC 9113 and RFC 7541 demand of a server, one case a rule: the section, what the client
/// does, and what must come of it. Long, because it is a table, to be read beside the two from
/// their first section to their last.
class ConformanceTest {
    private static final int HALF = Frame.END_HEADERS;
    private static final int WHOLE = Frame.END_HEADERS | Frame.END_STREAM;

    /// Exchanges that never answer, so that streams stay open, and pass nothing on that says so.
    private final ScriptedExchanges exchanges = new ScriptedExchanges();

    {
        exchanges.script = call -> call.consuming = !call.head.fields().has("x-hold");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"connectionErrors", "headerErrors", "frameErrors"})
    void endsTheConnection(Case rule) {
        try (RawClient client = RawClient.ready(exchanges)) {
            rule.does.accept(client);
            client.expectsGoAway(rule.code);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"streamErrors", "malformedRequests"})
    void endsTheStreamOnly(Case rule) {
        try (RawClient client = RawClient.ready(exchanges)) {
            rule.does.accept(client);
            client.expectsReset(1, rule.code);
            client.expectsAlive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void goesOn(Case rule) {
        try (RawClient client = RawClient.ready(exchanges)) {
            rule.does.accept(client);
            client.read();
            assertThat(client.goneWith()).isNull();
            assertThat(client.resetOf(1)).isNull();
            client.expectsAlive();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beginnings")
    void refusesABeginningThatIsNone(Case rule) {
        try (RawClient client = new RawClient(exchanges)) {
            rule.does.accept(client);
            client.expectsGoAway(rule.code);
        }
    }

    static Stream<Case> beginnings() {
        return Stream.of(
                error(
                        "3.4 another protocol",
                        PROTOCOL_ERROR,
                        c -> c.octets("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII))),
                error(
                        "3.4 preface with one octet wrong",
                        PROTOCOL_ERROR,
                        c -> c.octets("PRI * HTTP/2.0\r\n\r\nSM\r\n\rX".getBytes(US_ASCII))),
                error(
                        "3.4 PING before SETTINGS",
                        PROTOCOL_ERROR,
                        c -> preface(c).frame(Frame.PING, 0, 0, "0000000000000000")),
                error(
                        "3.4 SETTINGS ACK before SETTINGS",
                        PROTOCOL_ERROR,
                        c -> preface(c).frame(Frame.SETTINGS, Frame.ACK, 0, "")),
                error(
                        "3.4 HEADERS before SETTINGS",
                        PROTOCOL_ERROR,
                        c -> preface(c).headers(1, true, RawClient.get())));
    }

    static Stream<Case> frameErrors() {
        return Stream.of(
                error(
                        "4.2 DATA over 16,384",
                        FRAME_SIZE_ERROR,
                        c -> open(c).data(1, false, 16_385)),
                error(
                        "4.2 HEADERS over 16,384",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, new byte[16_385])),
                error(
                        "4.2 unknown frame over 16,384",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(0x16, 0, 0, new byte[16_385])),
                error("6.1 DATA on stream 0", PROTOCOL_ERROR, c -> c.data(0, true, "a")),
                error(
                        "6.1 padding longer than DATA",
                        PROTOCOL_ERROR,
                        c -> open(c).frame(Frame.DATA, Frame.PADDED, 1, "05 61626364")),
                error(
                        "6.1 padded DATA without a length of padding",
                        PROTOCOL_ERROR,
                        c -> open(c).frame(Frame.DATA, Frame.PADDED, 1, "")),
                error(
                        "6.2 HEADERS on stream 0",
                        PROTOCOL_ERROR,
                        c -> c.headers(0, true, RawClient.get())),
                error(
                        "6.2 padding longer than HEADERS",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE | Frame.PADDED, 1, "04 828684")),
                error(
                        "6.2 HEADERS too short for its priority",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE | Frame.PRIORITISED, 1, "00000000")),
                error(
                        "6.2 padded HEADERS without a length of padding",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE | Frame.PADDED, 1, "")),
                error(
                        "6.3 PRIORITY on stream 0",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.PRIORITY, 0, 0, "0000000000")),
                error(
                        "6.3 PRIORITY of four octets on an idle stream",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.PRIORITY, 0, 1, "00000000")),
                error(
                        "5.3.1 of RFC 7540: idle stream depends on itself",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.PRIORITY, 0, 1, "0000000110")),
                error("6.4 RST_STREAM on stream 0", PROTOCOL_ERROR, c -> c.rst(0)),
                error("6.4 RST_STREAM on an idle stream", PROTOCOL_ERROR, c -> c.rst(1)),
                error(
                        "6.4 RST_STREAM of three octets",
                        FRAME_SIZE_ERROR,
                        c -> open(c).frame(Frame.RST_STREAM, 0, 1, "000000")),
                error(
                        "6.5 SETTINGS ACK with payload",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.SETTINGS, Frame.ACK, 0, "000100000000")),
                error(
                        "6.5 SETTINGS on a stream",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.SETTINGS, 0, 1, "")),
                error(
                        "6.5 SETTINGS of five octets",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.SETTINGS, 0, 0, "0003000000")),
                error(
                        "6.5.2 ENABLE_PUSH of 2",
                        PROTOCOL_ERROR,
                        c -> c.setting(Frame.SETTING_ENABLE_PUSH, 2)),
                error(
                        "6.5.2 INITIAL_WINDOW_SIZE of 2^31",
                        FLOW_CONTROL_ERROR,
                        c -> c.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, Integer.MIN_VALUE)),
                error(
                        "6.5.2 MAX_FRAME_SIZE below 2^14",
                        PROTOCOL_ERROR,
                        c -> c.setting(Frame.SETTING_MAX_FRAME_SIZE, 16_383)),
                error(
                        "6.5.2 MAX_FRAME_SIZE above 2^24-1",
                        PROTOCOL_ERROR,
                        c -> c.setting(Frame.SETTING_MAX_FRAME_SIZE, 1 << 24)),
                error(
                        "3 of RFC 8441: ENABLE_CONNECT_PROTOCOL of 2",
                        PROTOCOL_ERROR,
                        c -> c.setting(Frame.SETTING_ENABLE_CONNECT_PROTOCOL, 2)),
                error(
                        "6.6 PUSH_PROMISE from a client",
                        PROTOCOL_ERROR,
                        c -> open(c).frame(Frame.PUSH_PROMISE, HALF, 1, "00000002 82")),
                error(
                        "6.7 PING on a stream",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.PING, 0, 1, "0000000000000000")),
                error(
                        "6.7 PING of six octets",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.PING, 0, 0, "000000000000")),
                error(
                        "6.8 GOAWAY on a stream",
                        PROTOCOL_ERROR,
                        c -> c.frame(Frame.GOAWAY, 0, 1, "0000000000000000")),
                error(
                        "6.8 GOAWAY of four octets",
                        FRAME_SIZE_ERROR,
                        c -> c.frame(Frame.GOAWAY, 0, 0, "00000000")),
                error(
                        "6.9 WINDOW_UPDATE of the connection by 0",
                        PROTOCOL_ERROR,
                        c -> c.windowUpdate(0, 0)),
                error(
                        "6.9 WINDOW_UPDATE of three octets",
                        FRAME_SIZE_ERROR,
                        c -> open(c).frame(Frame.WINDOW_UPDATE, 0, 1, "000001")),
                error(
                        "6.9.1 connection window over 2^31-1",
                        FLOW_CONTROL_ERROR,
                        c -> c.windowUpdate(0, Integer.MAX_VALUE)),
                error(
                        "6.9.1 DATA beyond the connection's window",
                        FLOW_CONTROL_ERROR,
                        c -> floodConnection(c)),
                error(
                        "6.9.2 stream window over 2^31-1 by SETTINGS",
                        FLOW_CONTROL_ERROR,
                        c ->
                                open(c).windowUpdate(1, Integer.MAX_VALUE - 65_535)
                                        .setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 65_536)),
                error(
                        "6.10 CONTINUATION of nothing",
                        PROTOCOL_ERROR,
                        c -> open(c).frame(Frame.CONTINUATION, HALF, 1, "")),
                error(
                        "6.10 CONTINUATION behind END_HEADERS",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(1, true, RawClient.get())
                                        .frame(Frame.CONTINUATION, HALF, 1, "")),
                error(
                        "6.10 CONTINUATION on stream 0",
                        PROTOCOL_ERROR,
                        c -> cut(c).frame(Frame.CONTINUATION, HALF, 0, "")),
                error(
                        "6.10 CONTINUATION on another stream",
                        PROTOCOL_ERROR,
                        c -> cut(c).frame(Frame.CONTINUATION, HALF, 3, "")),
                error(
                        "6.10 DATA inside a header block",
                        PROTOCOL_ERROR,
                        c -> cut(c).data(1, true, "a")),
                error(
                        "6.10 HEADERS inside a header block",
                        PROTOCOL_ERROR,
                        c -> cut(c).headers(1, true, RawClient.get())),
                error(
                        "5.5 unknown frame inside a header block",
                        PROTOCOL_ERROR,
                        c -> cut(c).frame(0x16, 0, 1, "00")),
                error(
                        "6.10 PING inside a header block",
                        PROTOCOL_ERROR,
                        c -> cut(c).frame(Frame.PING, 0, 0, "0000000000000000")));
    }

    static Stream<Case> connectionErrors() {
        return Stream.of(
                error("5.1 idle: DATA", PROTOCOL_ERROR, c -> c.data(1, true, "a")),
                error("5.1 idle: WINDOW_UPDATE", PROTOCOL_ERROR, c -> c.windowUpdate(1, 1)),
                error(
                        "5.1 closed: DATA behind both ends",
                        STREAM_CLOSED,
                        c -> answered(c).data(1, true, "a")),
                error(
                        "5.1 closed: HEADERS behind both ends",
                        STREAM_CLOSED,
                        c -> answered(c).headers(1, true, RawClient.get())),
                error(
                        "5.1 closed: DATA behind the client's RST_STREAM",
                        STREAM_CLOSED,
                        c -> open(c).rst(1).data(1, true, "a")),
                error(
                        "5.1 closed: HEADERS behind the client's RST_STREAM",
                        STREAM_CLOSED,
                        c -> open(c).rst(1).headers(1, true, RawClient.get())),
                error(
                        "5.1.1 HEADERS on an even stream",
                        PROTOCOL_ERROR,
                        c -> c.headers(2, true, RawClient.get())),
                error(
                        "5.1.1 stream smaller than before",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(5, true, RawClient.get())
                                        .headers(3, true, RawClient.get())));
    }

    static Stream<Case> headerErrors() {
        return Stream.of(
                error(
                        "4.3 block that is none",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "40ff")),
                error(
                        "2.3.3 of RFC 7541: index of no entry",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "ff00")),
                error(
                        "4.2 of RFC 7541: size update behind a field",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "82 868420")),
                error(
                        "6.3 of RFC 7541: size update over the limit",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "3fe21f 828684")),
                error(
                        "6.1 of RFC 7541: index 0",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "80")),
                error(
                        "5.2 of RFC 7541: padding of eight bits",
                        COMPRESSION_ERROR,
                        c ->
                                c.frame(
                                        Frame.HEADERS,
                                        WHOLE,
                                        1,
                                        "828684 0085f2b24a84ff874951fffffffa7f")),
                error(
                        "5.2 of RFC 7541: padding of zeros",
                        COMPRESSION_ERROR,
                        c -> c.frame(Frame.HEADERS, WHOLE, 1, "828684 0083f2b240 0161")),
                error(
                        "4.3 block that is none, in trailers",
                        COMPRESSION_ERROR,
                        c -> open(c).frame(Frame.HEADERS, WHOLE, 1, "80")),
                error(
                        "4.3 block that is none, on a stream that was reset",
                        COMPRESSION_ERROR,
                        c -> reset(c).frame(Frame.HEADERS, WHOLE, 1, "80")));
    }

    static Stream<Case> streamErrors() {
        return Stream.of(
                error(
                        "5.1 half-closed: DATA",
                        STREAM_CLOSED,
                        c -> c.headers(1, true, RawClient.get()).data(1, true, "a")),
                error(
                        "5.1 half-closed: HEADERS",
                        STREAM_CLOSED,
                        c -> c.headers(1, true, RawClient.get()).headers(1, true, trailer())),
                error(
                        "6.3 PRIORITY of four octets",
                        FRAME_SIZE_ERROR,
                        c -> open(c).frame(Frame.PRIORITY, 0, 1, "00000000")),
                error(
                        "5.3.1 of RFC 7540: HEADERS that depend on themselves",
                        PROTOCOL_ERROR,
                        c ->
                                c.frame(
                                        Frame.HEADERS,
                                        WHOLE | Frame.PRIORITISED,
                                        1,
                                        "0000000110 828784 4106612e74657374")),
                error("6.9 WINDOW_UPDATE by 0", PROTOCOL_ERROR, c -> open(c).windowUpdate(1, 0)),
                error(
                        "6.9.1 window over 2^31-1",
                        FLOW_CONTROL_ERROR,
                        c -> open(c).windowUpdate(1, Integer.MAX_VALUE)),
                error(
                        "6.9.1 DATA beyond the stream's window",
                        FLOW_CONTROL_ERROR,
                        c -> floodStream(c)),
                error(
                        "8.1 second HEADERS without END_STREAM",
                        PROTOCOL_ERROR,
                        c -> open(c).headers(1, false, trailer())),
                error(
                        "8.1 pseudo-field in trailers",
                        PROTOCOL_ERROR,
                        c -> open(c).headers(1, true, RawClient.block(":method", "GET"))),
                error(
                        "8.1 upper case in trailers",
                        PROTOCOL_ERROR,
                        c -> open(c).headers(1, true, RawClient.block("X-A", "b"))),
                error(
                        "8.1.1 more DATA than content-length",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.request("POST", "content-length", "1"))
                                        .data(1, false, "ab")),
                error(
                        "8.1.1 less DATA than content-length",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.request("POST", "content-length", "3"))
                                        .data(1, false, "a")
                                        .data(1, true, "b")),
                error(
                        "8.1.1 less DATA than content-length before trailers",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.request("POST", "content-length", "3"))
                                        .data(1, false, "a")
                                        .headers(1, true, trailer())),
                error(
                        "8.1.1 content-length 0 and DATA",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.request("POST", "content-length", "0"))
                                        .data(1, true, "a")),
                error(
                        "5 of RFC 8441: DATA before the switch",
                        PROTOCOL_ERROR,
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.block(
                                                        ":method",
                                                        "CONNECT",
                                                        ":protocol",
                                                        "websocket",
                                                        ":scheme",
                                                        "https",
                                                        ":path",
                                                        "/",
                                                        ":authority",
                                                        "a"))
                                        .data(1, false, "a")));
    }

    static Stream<Case> malformedRequests() {
        return Stream.of(
                malformed("8.2.1 upper case", "X-A", "b"),
                malformed("8.2.1 space in a name", "x a", "b"),
                malformed("8.2.1 colon in a name", "x:a", "b"),
                malformed("8.2.1 empty name", "", "b"),
                malformed("8.2.1 control in a name", "x\u0001", "b"),
                malformed("8.2.1 octet over 0x7e in a name", "x\u00e4", "b"),
                malformed("8.2.1 NUL in a value", "x-a", "a\0b"),
                malformed("8.2.1 CR in a value", "x-a", "a\rb"),
                malformed("8.2.1 LF in a value", "x-a", "a\nb"),
                malformed("8.2.1 CRLF and a field in a value", "x-a", "a\r\nhost: b"),
                malformed("8.2.1 space before a value", "x-a", " a"),
                malformed("8.2.1 tab behind a value", "x-a", "a\t"),
                malformed("8.2.2 connection", "connection", "keep-alive"),
                malformed("8.2.2 keep-alive", "keep-alive", "a"),
                malformed("8.2.2 proxy-connection", "proxy-connection", "a"),
                malformed("8.2.2 transfer-encoding", "transfer-encoding", "chunked"),
                malformed("8.2.2 upgrade", "upgrade", "h2c"),
                malformed("8.2.2 te other than trailers", "te", "trailers, deflate"),
                malformed("8.3 pseudo-field behind a field", "x-a", "b", ":path", "/b"),
                malformed("8.3 unknown pseudo-field", ":test", "ok"),
                malformed("8.3 pseudo-field of a response", ":status", "200"),
                malformed("8.3 :method twice", ":method", "GET"),
                malformed("8.3 :scheme twice", ":scheme", "https"),
                malformed("8.3 :path twice", ":path", "/"),
                malformed("8.3 :authority twice", ":authority", "a.test"),
                malformed("8.3.1 host that differs", "host", "b.test"),
                malformed("8.3.1 port of host that differs", "host", "a.test:1"),
                malformed("8.3.1 host twice", "host", "a.test", "host", "a.test"),
                malformed("8.1.1 content-length without content", "content-length", "1"),
                malformed(
                        "8.1.1 content-length twice", "content-length", "0", "content-length", "0"),
                malformed("8.1.1 content-length with a sign", "content-length", "+0"),
                malformed("8.1.1 content-length of a list", "content-length", "0, 0"),
                malformed("8.1.1 empty content-length", "content-length", ""),
                malformed(
                        "8.1.1 content-length beyond numbers",
                        "content-length",
                        "9999999999999999999"),
                malformed("4 of RFC 8441: :protocol without CONNECT", ":protocol", "websocket"),
                bare("8.3.1 no :method", ":scheme", "https", ":path", "/", ":authority", "a"),
                bare("8.3.1 no :scheme", ":method", "GET", ":path", "/", ":authority", "a"),
                bare("8.3.1 no :path", ":method", "GET", ":scheme", "https", ":authority", "a"),
                bare(
                        "8.3.1 empty :path",
                        ":method",
                        "GET",
                        ":scheme",
                        "https",
                        ":path",
                        "",
                        ":authority",
                        "a"),
                bare(
                        "8.3.1 empty :method",
                        ":method",
                        "",
                        ":scheme",
                        "https",
                        ":path",
                        "/",
                        ":authority",
                        "a"),
                bare(
                        "8.3.1 :method with a space",
                        ":method",
                        "GET /",
                        ":scheme",
                        "https",
                        ":path",
                        "/",
                        ":authority",
                        "a"),
                bare(
                        "8.5 CONNECT with :path",
                        ":method",
                        "CONNECT",
                        ":path",
                        "/",
                        ":authority",
                        "a"),
                bare("8.5 CONNECT without :authority", ":method", "CONNECT"),
                bare(
                        "4 of RFC 8441: CONNECT that has ended",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "https",
                        ":path",
                        "/",
                        ":authority",
                        "a"));
    }

    static Stream<Case> harmless() {
        return Stream.of(
                fine("4.1 unknown frame", c -> c.frame(0x16, 0xff, 0, "0000")),
                fine("4.1 unknown flags", c -> c.frame(Frame.PING, 0x16, 0, "0000000000000000")),
                fine(
                        "4.1 reserved bit set",
                        c -> c.frame(Frame.PING, 0, Integer.MIN_VALUE, "0000000000000000")),
                fine("4.2 DATA of 16,384", c -> open(c).data(1, false, 16_384)),
                fine(
                        "5.1 closed: WINDOW_UPDATE, RST_STREAM and PRIORITY",
                        c ->
                                answered(c)
                                        .windowUpdate(1, 1)
                                        .rst(1)
                                        .frame(Frame.PRIORITY, 0, 1, "0000000010")),
                fine(
                        "5.1 closed: what was under way when the server reset it",
                        c ->
                                reset(c, 3)
                                        .data(3, false, "a")
                                        .windowUpdate(3, 1)
                                        .headers(3, true, trailer())
                                        .data(3, true, "a")),
                fine("5.1 idle: PRIORITY", c -> c.frame(Frame.PRIORITY, 0, 7, "0000000010")),
                fine(
                        "5.1.1 ids may be left out",
                        c ->
                                c.headers(101, true, RawClient.get())
                                        .headers(103, true, RawClient.get())),
                fine(
                        "6.1 padded DATA",
                        c -> open(c).frame(Frame.DATA, Frame.PADDED, 1, "03 61 000000")),
                fine(
                        "6.1 DATA of nothing but padding",
                        c -> open(c).frame(Frame.DATA, Frame.PADDED, 1, "02 0000")),
                fine(
                        "6.2 padded HEADERS with priority",
                        c ->
                                c.frame(
                                        Frame.HEADERS,
                                        WHOLE | Frame.PADDED | Frame.PRIORITISED,
                                        1,
                                        "01 0000000010 828784 4106612e74657374 00")),
                fine("6.5 unknown setting", c -> c.setting(0xff, 1)),
                fine(
                        "6.5.2 the largest MAX_FRAME_SIZE",
                        c -> c.setting(Frame.SETTING_MAX_FRAME_SIZE, (1 << 24) - 1)),
                fine("6.5 empty SETTINGS", c -> c.frame(Frame.SETTINGS, 0, 0, "")),
                fine(
                        "6.7 unasked PING ACK",
                        c -> c.frame(Frame.PING, Frame.ACK, 0, "0000000000000000")),
                fine(
                        "6.9 the largest window",
                        c -> open(c).windowUpdate(1, Integer.MAX_VALUE - 65_535)),
                fine(
                        "6.10 block in many frames",
                        c -> {
                            cut(c);
                            for (int i = 0; i < 10; i++) {
                                c.frame(Frame.CONTINUATION, 0, 1, RawClient.block("x-" + i, "a"));
                            }
                            c.frame(Frame.CONTINUATION, HALF, 1, "");
                        }),
                fine(
                        "6.2 empty HEADERS, all in CONTINUATION",
                        c ->
                                c.frame(Frame.HEADERS, Frame.END_STREAM, 1, "")
                                        .frame(Frame.CONTINUATION, HALF, 1, RawClient.get())),
                fine("8.1 trailers", c -> open(c).data(1, false, "a").headers(1, true, trailer())),
                fine(
                        "8.2.2 te: trailers",
                        c -> c.headers(1, true, RawClient.get("te", "trailers"))),
                fine(
                        "8.3.1 host that agrees",
                        c -> c.headers(1, true, RawClient.get("host", "A.test"))),
                fine(
                        "8.3.1 host alone",
                        c ->
                                c.headers(
                                        1,
                                        true,
                                        RawClient.block(
                                                ":method", "GET", ":scheme", "https", ":path", "/",
                                                "host", "a.test"))),
                fine(
                        "8.3.1 another scheme",
                        c ->
                                c.headers(
                                        1,
                                        true,
                                        RawClient.block(
                                                ":method",
                                                "GET",
                                                ":scheme",
                                                "http",
                                                ":path",
                                                "/",
                                                ":authority",
                                                "a.test"))),
                fine(
                        "8.1.1 content-length that is true",
                        c ->
                                c.headers(
                                                1,
                                                false,
                                                RawClient.request("POST", "content-length", "2"))
                                        .data(1, false, "a")
                                        .data(1, true, "b")),
                fine(
                        "6.8 GOAWAY while a stream is open",
                        c -> open(c).frame(Frame.GOAWAY, 0, 0, "00000000 00000000 6162")));
    }

    private static RawClient preface(RawClient client) {
        return client.octets(RawClient.PREFACE.getBytes(US_ASCII));
    }

    /// A request whose body is still to come.
    private static RawClient open(RawClient client) {
        return client.headers(1, false, RawClient.request("POST"));
    }

    /// A header block without its end.
    private static RawClient cut(RawClient client) {
        return client.frame(Frame.HEADERS, Frame.END_STREAM, 1, RawClient.get());
    }

    /// A request that was answered by the server itself, both sides having ended.
    private static RawClient answered(RawClient client) {
        return client.headers(
                1,
                true,
                RawClient.block(
                        ":method", "GET", ":scheme", "https", ":path", "/#", ":authority", "a"));
    }

    /// A stream that the server has reset.
    private static RawClient reset(RawClient client) {
        return reset(client, 1);
    }

    private static RawClient reset(RawClient client, int stream) {
        return client.headers(stream, false, RawClient.get("connection", "close"));
    }

    private static byte[] trailer() {
        return RawClient.block("x-sum", "1");
    }

    private static void floodStream(RawClient client) {
        client.headers(1, false, RawClient.request("POST", "x-hold", "1"));
        for (int i = 0; i <= 16; i++) {
            client.data(1, false, 16_384);
        }
    }

    /// The connection's window is given back while data are passed on, so these are not.
    private static void floodConnection(RawClient client) {
        for (int stream = 1; client.goneWith() == null && stream < 400; stream += 2) {
            client.headers(stream, false, RawClient.request("POST", "x-hold", "1"));
            for (int i = 0; i < 16; i++) {
                client.data(stream, false, 16_384);
            }
        }
    }

    private static Case error(String name, ErrorCode code, Consumer<RawClient> does) {
        return new Case(name, code, does);
    }

    private static Case fine(String name, Consumer<RawClient> does) {
        return new Case(name, ErrorCode.NO_ERROR, does);
    }

    private static Case malformed(String name, String... fields) {
        return error(name, PROTOCOL_ERROR, c -> c.headers(1, true, RawClient.get(fields)));
    }

    private static Case bare(String name, String... fields) {
        return error(name, PROTOCOL_ERROR, c -> c.headers(1, true, RawClient.block(fields)));
    }

    /// A rule: its section and name, the error code, and what the client does.
    record Case(String name, ErrorCode code, Consumer<RawClient> does) {
        @Override
        public String toString() {
            return name;
        }
    }
}
