package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Authority;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/// What streams become for exchanges, and what exchanges become on the wire (RFC 9113 §8).
class ExchangeTest {
    private final ScriptedExchanges exchanges = new ScriptedExchanges();

    @Test
    void requestIsHandedOnWithoutWhatBelongsToTheConnection() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(
                    1,
                    true,
                    RawClient.block(
                            ":method", "GET",
                            ":scheme", "http",
                            ":path", "/a?b=%20c",
                            ":authority", "EXAMPLE.net.:8443",
                            "cookie", "a=1",
                            "te", "trailers",
                            "x-a", "b",
                            "cookie", "c=2",
                            "content-length", "0",
                            "proxy-authorization", "Basic eA==",
                            "http2-settings", "AAMAAABkAAQAAP__"));
            RequestHead head = exchanges.only().head;
            assertThat(head.method()).isEqualTo("GET");
            assertThat(head.secure()).isTrue();
            assertThat(head.authority()).isEqualTo(new Authority("example.net", 8443));
            assertThat(head.target()).isEqualTo("/a?b=%20c");
            assertThat(head.body()).isEqualTo(Body.NONE);
            assertThat(head.protocol()).isEmpty();
            assertThat(head.version()).isEqualTo("2");
            assertThat(head.fields()).hasToString("x-a: b\ncookie: a=1; c=2\n");
        }
    }

    @Test
    void bodyIsHandedOnWithItsLength() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST", "content-length", "5"));
            client.data(1, false, "hel").data(1, true, "lo");
            assertThat(exchanges.only().head.body()).isEqualTo(Body.of(5));
            assertThat(exchanges.only().body).hasToString("hello");
            assertThat(exchanges.only().ended).isTrue();
        }
    }

    @Test
    void bodyOfUnknownLengthMayEndInAnEmptyFrame() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            client.data(1, false, "hello").data(1, true, "");
            assertThat(exchanges.only().head.body()).isEqualTo(Body.OPEN);
            assertThat(exchanges.only().ended).isTrue();
        }
    }

    @Test
    void trailersAreHandedOn() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            client.data(1, false, "a");
            client.headers(1, true, RawClient.block("digest", "1", "x-unknown", "2"));
            assertThat(exchanges.only().trailers).hasToString("digest: 1\n");
        }
    }

    /// As over HTTP/1.1: a backend is not asked a second time whether it wants the body.
    @Test
    void whoWaitsToSendABodyIsInvited() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST", "expect", "100-Continue"));
            assertThat(client.read(Frame.HEADERS, 1).getFirst().fields())
                    .containsEntry(":status", "100");
            assertThat(exchanges.only().head.fields().has("expect")).isFalse();
            client.headers(3, true, RawClient.request("GET", "expect", "100-continue"));
            exchanges.script = call -> call.answer(200, "a");
            client.headers(5, false, RawClient.request("POST", "expect", "100-continue"));
            assertThat(client.read(Frame.HEADERS, 3)).isEmpty();
            assertThat(client.read(Frame.HEADERS, 5).getFirst().fields())
                    .containsEntry(":status", "200");
        }
    }

    @Test
    void whoExpectsAnythingElseIsAnswered417() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(
                    1,
                    true,
                    RawClient.request("POST", "expect", "100-continue", "expect", "a-miracle"));
            assertThat(client.read(Frame.HEADERS, 1).getLast().fields())
                    .containsEntry(":status", "417");
            client.expectsAlive();
        }
        assertThat(exchanges.calls).isEmpty();
    }

    @Test
    void optionsMayAskForTheServerItself() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, target("OPTIONS", "*"));
            assertThat(exchanges.only().head.target()).isEqualTo("*");
        }
    }

    @Test
    void targetsAndHostsThatCannotBeAreAnswered400() {
        byte[][] blocks = {
            target("PRI", "/"),
            target("GET", "*"),
            target("GET", "a"),
            target("GET", "/a#b"),
            target("GET", "/\u00e4"),
            target("GET", "https://a/"),
            authority("user@a"),
            authority("a:b"),
            authority(""),
            RawClient.block(":method", "GET", ":scheme", "https", ":path", "/")
        };
        for (byte[] block : blocks) {
            try (RawClient client = RawClient.ready(exchanges)) {
                client.headers(1, true, block);
                assertThat(client.read(Frame.HEADERS, 1).getLast().fields())
                        .containsEntry(":status", "400");
                client.expectsAlive();
            }
        }
        assertThat(exchanges.calls).isEmpty();
    }

    @Test
    void proxyingAndUnknownProtocolsAreAnswered501() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.block(":method", "CONNECT", ":authority", "a:443"));
            client.headers(3, false, extendedConnect("connect-udp"));
            for (int stream = 1; stream < 4; stream += 2) {
                assertThat(client.read(Frame.HEADERS, stream).getLast().fields())
                        .containsEntry(":status", "501");
                client.expectsReset(stream, ErrorCode.NO_ERROR);
            }
        }
    }

    @Test
    void webSocketIsAGetWithProtocolThatSwitches() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, extendedConnect("websocket"));
            ScriptedExchanges.Call call = exchanges.only();
            assertThat(call.head.method()).isEqualTo("GET");
            assertThat(call.head.protocol()).contains("websocket");
            assertThat(call.head.body()).isEqualTo(Body.NONE);
            call.client.switched(
                    ScriptedExchanges.head(
                            101, Body.NONE, "sec-websocket-accept", "x", "x-a", "b"));
            RawClient.Seen head = client.read(Frame.HEADERS, 1).getLast();
            assertThat(head.fields()).containsOnlyKeys(":status", "x-a");
            assertThat(head.fields()).containsEntry(":status", "200");
            assertThat(head.ends()).isFalse();
            client.data(1, false, "ping");
            assertThat(call.body).hasToString("ping");
            call.client.data(Unpooled.copiedBuffer(new byte[] {1, 2, 3}), false);
            assertThat(client.received(1)).isEqualTo(3);
            client.data(1, true, "");
            assertThat(call.ended).isTrue();
            call.client.data(Unpooled.EMPTY_BUFFER, true);
            assertThat(client.read(Frame.DATA, 1).getLast().ends()).isTrue();
            assertThat(client.connection.openStreams()).isZero();
            assertThat(call.gone).isFalse();
        }
    }

    @Test
    void smallAnswerIsOneHeadAndOneDataFrame() {
        exchanges.script = call -> call.answer(200, "hello");
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            assertThat(client.read()).hasSize(2);
            assertThat(client.seen.getFirst().fields())
                    .containsEntry(":status", "200")
                    .containsEntry("content-length", "5");
            assertThat(client.seen.getFirst().ends()).isFalse();
            assertThat(client.seen.getLast().ends()).isTrue();
            assertThat(client.connection.openStreams()).isZero();
        }
    }

    @Test
    void answersToOneBatchGoOutInOneBuffer() {
        exchanges.script = call -> call.answer(200, "hello");
        try (RawClient client = RawClient.ready(exchanges)) {
            ByteBuf batch = Unpooled.buffer();
            for (int stream = 1; stream < 40; stream += 2) {
                batch.writeBytes(
                        RawClient.frameOctets(
                                Frame.HEADERS,
                                Frame.END_HEADERS | Frame.END_STREAM,
                                stream,
                                RawClient.get()));
            }
            client.channel.writeInbound(batch);
            client.channel.runPendingTasks();
            assertThat(client.channel.outboundMessages()).hasSize(1);
            assertThat(client.read()).hasSize(40);
        }
    }

    @Test
    void writesOutsideOfReadsGoOutOnceATurn() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            client.read();
            exchanges.calls.forEach(call -> call.answer(200, "hello"));
            assertThat(client.channel.outboundMessages()).isEmpty();
            client.channel.runPendingTasks();
            assertThat(client.channel.outboundMessages()).hasSize(1);
        }
    }

    @Test
    void answerWithoutBodyEndsWithItsHead() {
        exchanges.script =
                call ->
                        call.client.respond(
                                ScriptedExchanges.head(304, Body.NONE, "content-length", "99"));
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.request("HEAD"));
            assertThat(client.read()).hasSize(1);
            assertThat(client.seen.getFirst().ends()).isTrue();
            assertThat(client.seen.getFirst().fields()).containsEntry("content-length", "99");
        }
    }

    @Test
    void interimAnswersComeFirst() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            exchanges
                    .only()
                    .client
                    .inform(ScriptedExchanges.head(103, Body.NONE, "link", "</a.css>"));
            exchanges.only().answer(200, "a");
            assertThat(client.read(Frame.HEADERS, 1))
                    .extracting(f -> f.fields().get(":status"))
                    .containsExactly("103", "200");
            assertThat(client.read(Frame.HEADERS, 1).getFirst().ends()).isFalse();
        }
    }

    /// RFC 9113 §8.1.
    @Test
    void answerThatEndsBeforeTheRequestIsFollowedByResetWithoutError() {
        exchanges.script = call -> call.answer(413, "no");
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            assertThat(client.read(Frame.DATA, 1).getLast().ends()).isTrue();
            client.expectsReset(1, ErrorCode.NO_ERROR);
            client.data(1, false, "more").data(1, true, "yet");
            client.expectsAlive();
            assertThat(exchanges.only().gone).isFalse();
            assertThat(exchanges.only().body).isEmpty();
        }
    }

    @Test
    void abortedAnswerIsNeverTakenForAWholeOne() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            exchanges.only().answerOpen(200);
            exchanges.only().send(100_000, false);
            exchanges.only().client.abort();
            client.expectsReset(1, ErrorCode.INTERNAL_ERROR);
            assertThat(client.read(Frame.DATA, 1)).noneMatch(RawClient.Seen::ends);
            assertThat(exchanges.only().gone).isFalse();
        }
    }

    @Test
    void cancelledRequestTellsTheExchangeOnce() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            client.rst(1).rst(1);
            assertThat(exchanges.only().gone).isTrue();
            exchanges.only().answer(200, "too late");
            exchanges.only().client.trailers(new Fields());
            exchanges.only().client.abort();
            exchanges.only().client.consumed(1);
            assertThat(exchanges.only().client.writable()).isFalse();
            assertThat(client.read()).isEmpty();
        }
    }

    @Test
    void everythingThatWaitsIsReleasedWhenTheConnectionIsLost() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            ByteBuf queued = Unpooled.buffer().writeZero(200_000);
            ByteBuf blocked = Unpooled.buffer().writeZero(200_000);
            exchanges.calls.get(0).answerOpen(200);
            exchanges.calls.get(0).client.data(queued, false);
            exchanges.calls.get(1).answerOpen(200);
            exchanges.calls.get(1).client.data(blocked, false);
            client.octets(new byte[] {0, 0, 8, 6, 0});
            var _ = client.channel.close();
            client.channel.runPendingTasks();
            assertThat(queued.refCnt()).isZero();
            assertThat(blocked.refCnt()).isZero();
            assertThat(exchanges.calls).allMatch(call -> call.gone);
        }
    }

    @Test
    void framesMayComeInPiecesOfAnySize() {
        exchanges.script = call -> call.onEnd = () -> call.answer(200, "hello");
        for (int piece = 1; piece < 40; piece++) {
            try (RawClient client = new RawClient(exchanges)) {
                ByteBuf all = Unpooled.buffer();
                all.writeBytes(RawClient.PREFACE.getBytes(US_ASCII));
                all.writeBytes(RawClient.frameOctets(Frame.SETTINGS, 0, 0, new byte[6]));
                all.writeBytes(
                        RawClient.frameOctets(
                                Frame.HEADERS, Frame.END_HEADERS, 1, RawClient.request("POST")));
                all.writeBytes(RawClient.frameOctets(Frame.DATA, 0, 1, new byte[3_000]));
                all.writeBytes(
                        RawClient.frameOctets(Frame.DATA, Frame.END_STREAM, 1, new byte[1_000]));
                while (all.isReadable()) {
                    byte[] next = new byte[Math.min(piece, all.readableBytes())];
                    all.readBytes(next);
                    client.octets(next);
                }
                assertThat(exchanges.only().body).hasSize(4_000);
                assertThat(client.read(Frame.DATA, 1).getLast().ends()).isTrue();
                all.release();
            }
        }
    }

    /// RFC 9113 §4.3.1.
    @Test
    void firstBlockAfterASmallerTableSaysSo() {
        exchanges.script = call -> call.answer(204, "");
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_HEADER_TABLE_SIZE, 100);
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            assertThat(client.read(Frame.HEADERS, 1).getFirst().payload()).startsWith(0x20, 0x89);
            assertThat(client.read(Frame.HEADERS, 3).getFirst().payload()).startsWith(0x89);
        }
    }

    @Test
    void largeHeadsAreContinued() {
        exchanges.script =
                call ->
                        call.client.respond(
                                ScriptedExchanges.head(200, Body.NONE, "x-a", "~".repeat(40_000)));
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            assertThat(client.read()).extracting(RawClient.Seen::type).containsExactly(1, 9, 9);
            assertThat(client.seen).allMatch(f -> f.payload().length <= 16_384);
            assertThat(client.seen.getFirst().flags()).isEqualTo(Frame.END_STREAM);
            assertThat(client.seen.getLast().flags()).isEqualTo(Frame.END_HEADERS);
        }
    }

    private static byte[] target(String method, String path) {
        return RawClient.block(
                ":method", method, ":scheme", "https", ":path", path, ":authority", "a");
    }

    private static byte[] authority(String authority) {
        return RawClient.block(
                ":method", "GET", ":scheme", "https", ":path", "/", ":authority", authority);
    }

    private static byte[] extendedConnect(String protocol) {
        return RawClient.block(
                ":method",
                "CONNECT",
                ":protocol",
                protocol,
                ":scheme",
                "https",
                ":path",
                "/chat",
                ":authority",
                "a.test");
    }
}
