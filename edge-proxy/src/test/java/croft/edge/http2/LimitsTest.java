package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What abuse runs into (RFC 9113 §10.5): each limit, just below and just above.
@Timeout(60)
class LimitsTest {
    private final ScriptedExchanges exchanges = new ScriptedExchanges();

    /// CVE-2023-44487.
    @Test
    void rapidResetEndsTheConnection() {
        try (RawClient client = RawClient.ready(exchanges)) {
            int stream = 1;
            for (int i = 0; i < 200; i++, stream += 2) {
                client.headers(stream, true, RawClient.get()).rst(stream);
            }
            client.expectsAlive();
            client.wait(1);
            client.headers(stream, true, RawClient.get()).rst(stream);
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
            assertThat(exchanges.calls).allMatch(call -> call.gone);
        }
    }

    @Test
    void resetsInTheirTimeAreFine() {
        try (RawClient client = RawClient.ready(exchanges)) {
            int stream = 1;
            for (int second = 0; second < 70; second++) {
                for (int i = 0; i < 5; i++, stream += 2) {
                    client.headers(stream, true, RawClient.get()).rst(stream);
                }
                client.wait(1);
            }
            client.expectsAlive();
        }
    }

    /// CVE-2025-8671.
    @Test
    void makingTheServerResetEndsTheConnection() {
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int i = 0, stream = 1; i < 201; i++, stream += 2) {
                client.headers(stream, false, RawClient.request("POST")).windowUpdate(stream, 0);
            }
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void refusesStreamsOverTheLimit() {
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int i = 0; i < 251; i++) {
                client.headers(1 + 2 * i, true, RawClient.get());
            }
            assertThat(client.connection.openStreams()).isEqualTo(250);
            assertThat(exchanges.calls).hasSize(250);
            client.expectsReset(501, ErrorCode.REFUSED_STREAM);
            exchanges.calls.getFirst().answer(200, "a");
            client.headers(503, true, RawClient.get());
            assertThat(exchanges.calls).hasSize(251);
        }
    }

    @Test
    void cancelledStreamsCountUntilTheNextSecond() {
        try (RawClient client = RawClient.ready(exchanges)) {
            int stream = 1;
            for (int i = 0; i < 150; i++, stream += 2) {
                client.headers(stream, true, RawClient.get()).rst(stream);
            }
            for (int i = 0; i < 101; i++, stream += 2) {
                client.headers(stream, true, RawClient.get());
            }
            client.expectsReset(stream - 2, ErrorCode.REFUSED_STREAM);
            client.wait(1);
            client.headers(stream, true, RawClient.get());
            assertThat(client.resetOf(stream)).isNull();
        }
    }

    @Test
    void floodsOfControlFramesEndTheConnection() {
        byte[][] floods = {
            RawClient.frameOctets(Frame.PING, 0, 0, new byte[8]),
            RawClient.frameOctets(Frame.SETTINGS, 0, 0, new byte[0]),
            RawClient.frameOctets(Frame.SETTINGS, Frame.ACK, 0, new byte[0]),
            RawClient.frameOctets(Frame.PRIORITY, 0, 3, new byte[5]),
            RawClient.frameOctets(Frame.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0, 1}),
            RawClient.frameOctets(Frame.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 1}),
            RawClient.frameOctets(Frame.DATA, 0, 1, new byte[0]),
            RawClient.frameOctets(Frame.DATA, Frame.PADDED, 1, new byte[] {0}),
            RawClient.frameOctets(0x16, 0, 0, new byte[0])
        };
        for (byte[] flood : floods) {
            try (RawClient client = RawClient.ready(exchanges)) {
                client.headers(1, false, RawClient.request("POST"));
                for (int i = 0; i < 990; i++) {
                    client.octets(flood);
                }
                client.expectsAlive();
                for (int i = 0; i < 20 && client.channel.isOpen(); i++) {
                    client.octets(flood);
                }
                client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
            }
        }
    }

    @Test
    void windowUpdatesForDataSentAreNoFlood() {
        exchanges.script = call -> call.answerOpen(200);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            for (int i = 0; i < 3_000; i++) {
                exchanges.only().send(100, false);
                client.windowUpdate(1, 100).windowUpdate(0, 100);
            }
            client.expectsAlive();
        }
    }

    /// CVE-2024-27316 and its kin.
    @Test
    void continuationsAreBoundedInNumber() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.frame(Frame.HEADERS, 0, 1, RawClient.get());
            for (int i = 0; i < 17; i++) {
                client.frame(Frame.CONTINUATION, 0, 1, "");
            }
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void continuationsAreBoundedInSize() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.frame(Frame.HEADERS, 0, 1, new byte[16_384]);
            for (int i = 0; i < 3; i++) {
                client.frame(Frame.CONTINUATION, 0, 1, new byte[16_384]);
            }
            assertThat(client.goneWith()).isNull();
            client.frame(Frame.CONTINUATION, 0, 1, new byte[1]);
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void headsThatAreTooLargeAreAnswered431() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get("x-a", "b".repeat(12_000)));
            assertThat(client.read(Frame.HEADERS, 1)).isEmpty();
            client.frame(
                            Frame.HEADERS,
                            Frame.END_STREAM,
                            3,
                            RawClient.get("x-a", "~".repeat(9_000)))
                    .frame(Frame.CONTINUATION, 0, 3, RawClient.block("x-b", "!".repeat(11_500)))
                    .frame(
                            Frame.CONTINUATION,
                            Frame.END_HEADERS,
                            3,
                            RawClient.block("x-b", "!".repeat(12_500)));
            assertThat(client.read(Frame.HEADERS, 3).getFirst().fields())
                    .containsEntry(":status", "431");
            client.expectsAlive();
        }
    }

    @Test
    void manyFieldsAreAnswered431() {
        try (RawClient client = RawClient.ready(exchanges)) {
            String[] fields = new String[2 * 97];
            Arrays.fill(fields, "a");
            client.headers(1, true, RawClient.get(fields));
            assertThat(client.read(Frame.HEADERS, 1).getFirst().fields())
                    .containsEntry(":status", "431");
            client.headers(3, true, RawClient.get(Arrays.copyOf(fields, 2 * 96)));
            assertThat(exchanges.calls).hasSize(1);
        }
    }

    /// A small block of references to one large entry: decoded in no time, kept nowhere.
    @Test
    void smallCompressionBombsAreAnswered431() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, bomb(20));
            assertThat(client.read(Frame.HEADERS, 1).getFirst().fields())
                    .containsEntry(":status", "431");
            client.expectsAlive();
        }
    }

    @Test
    void largeCompressionBombsEndTheConnection() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, bomb(8_000));
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    /// A field of 4 kB, and its index again and again.
    private static byte[] bomb(int times) {
        byte[] literal = {0x40, 1, 'x', 0x7f, (byte) 0x9f, 0x1e};
        byte[] block = Arrays.copyOf(literal, literal.length + 3_998 + times);
        Arrays.fill(block, literal.length, literal.length + 3_998, (byte) 'a');
        Arrays.fill(block, literal.length + 3_998, block.length, (byte) 0xbe);
        return block;
    }

    @Test
    void longPathsAreAnswered414() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(
                    1,
                    true,
                    RawClient.block(
                            ":method",
                            "GET",
                            ":scheme",
                            "https",
                            ":path",
                            "/" + "a".repeat(8_192),
                            ":authority",
                            "a"));
            assertThat(client.read(Frame.HEADERS, 1).getFirst().fields())
                    .containsEntry(":status", "414");
            client.expectsAlive();
        }
    }

    @Test
    void tinyPiecesThatAreNotPassedOnEndTheConnection() {
        exchanges.script = call -> call.consuming = false;
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            for (int i = 0; i < 4_097; i++) {
                client.data(1, false, 1);
            }
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void tinyPiecesThatArePassedOnAreFine() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            for (int i = 0; i < 10_000; i++) {
                client.data(1, false, 1);
            }
            client.expectsAlive();
            assertThat(exchanges.only().body).hasSize(10_000);
        }
    }

    @Test
    void bodiesThatNobodyTakesStopTheConnectionsWindow() {
        exchanges.script = call -> call.consuming = false;
        try (RawClient client = RawClient.ready(exchanges)) {
            int credited = 4 * 1024 * 1024;
            int sent = 0;
            for (int stream = 1; stream < 120 && sent < credited; stream += 2) {
                client.headers(stream, false, RawClient.request("POST"));
                for (int i = 0; i < 16; i++, sent += 16_384) {
                    client.data(stream, false, 16_384);
                }
                credited =
                        4 * 1024 * 1024
                                + client.read(Frame.WINDOW_UPDATE, 0).stream()
                                        .mapToInt(f -> f.number(0))
                                        .sum();
            }
            assertThat(sent).isBetween(8 * 1024 * 1024, 13 * 1024 * 1024);
            exchanges.calls.forEach(call -> call.client.consumed(256 * 1024));
            assertThat(
                            client.read(Frame.WINDOW_UPDATE, 0).stream()
                                    .mapToInt(f -> f.number(0))
                                    .sum())
                    .isGreaterThan(credited - 4 * 1024 * 1024);
        }
    }

    @Test
    void answersThatAreNotReadAreBounded() {
        exchanges.script = call -> call.answer(204, "");
        try (RawClient client = RawClient.ready(exchanges)) {
            client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
            int stream = 1;
            while (client.channel.isOpen() && stream < 100_000) {
                client.headers(stream, true, RawClient.get());
                stream += 2;
            }
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
            assertThat(stream).isLessThan(60_000);
        }
    }

    @Test
    void dataWaitWhileTheSocketIsFull() {
        exchanges.script = call -> call.answer(200, "a".repeat(1_000));
        try (RawClient client = RawClient.ready(exchanges)) {
            client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
            client.headers(1, true, RawClient.get());
            assertThat(client.received(1)).isZero();
            client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
            assertThat(client.received(1)).isEqualTo(1_000);
        }
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatThrownBy(() -> new Http2Limits.Streams(0, 65_535, 65_535))
                .hasMessage("concurrent: 0 (expected: at least 1)");
        assertThatThrownBy(() -> new Http2Limits.Streams(1, 65_534, 65_535))
                .hasMessage("window: 65534 (expected: at least 65535)");
    }
}
