package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a connection begins, leaves in peace, and runs out of patience.
class LifetimeTest {
    private final ScriptedExchanges exchanges = new ScriptedExchanges();

    @Test
    void saysItsSettingsFirst() {
        try (RawClient client = new RawClient(exchanges)) {
            List<RawClient.Seen> frames = client.read();
            assertThat(frames).extracting(RawClient.Seen::type).containsExactly(4, 8);
            assertThat(frames.getFirst().payload())
                    .containsExactly(
                            0, 3, 0, 0, 0, 250, 0, 4, 0, 4, 0, 0, 0, 6, 0, 0, 0x80, 0, 0, 8, 0, 0,
                            0, 1);
            assertThat(frames.getLast().number(0)).isEqualTo(4 * 1024 * 1024 - 65_535);
        }
    }

    @Test
    void acknowledgesSettingsAndPings() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.frame(Frame.SETTINGS, 0, 0, "").frame(Frame.PING, 0, 0, "0102030405060708");
            assertThat(client.read())
                    .extracting(RawClient.Seen::toString)
                    .containsExactly(
                            "type 4 flags 1 stream 0 length 0 {}",
                            "type 6 flags 1 stream 0 length 8 {}");
            assertThat(client.seen.getLast().payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    /// RFC 9113 §6.8.
    @Test
    void drainsInTwoSteps() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            client.connection.drain();
            client.connection.drain();
            assertThat(client.read()).extracting(RawClient.Seen::type).containsExactly(7, 6);
            assertThat(client.seen.getFirst().number(0)).isEqualTo(Integer.MAX_VALUE);
            byte[] ping = client.seen.getLast().payload();

            client.headers(3, true, RawClient.get());
            client.frame(Frame.PING, Frame.ACK, 0, ping);
            assertThat(client.read(Frame.GOAWAY).getLast().number(0)).isEqualTo(3);
            client.headers(5, true, RawClient.get());
            assertThat(client.resetOf(5)).isEqualTo(ErrorCode.REFUSED_STREAM.code());

            exchanges.calls.get(0).answer(200, "a");
            client.wait(2);
            assertThat(client.channel.isOpen()).isTrue();
            exchanges.calls.get(1).answer(200, "b");
            assertThat(client.received(3)).isEqualTo(1);
            client.wait(1);
            assertThat(client.channel.isOpen()).isFalse();
        }
    }

    @Test
    void drainsWithoutAnAnswerToThePing() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.connection.drain();
            client.wait(3);
            assertThat(client.read(Frame.GOAWAY)).hasSize(2);
            assertThat(client.channel.isOpen()).isFalse();
        }
    }

    @Test
    void closesBehindAClientThatLeaves() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            client.frame(Frame.GOAWAY, 0, 0, "0000000000000000").wait(3);
            assertThat(client.channel.isOpen()).isTrue();
            exchanges.only().answer(200, "a");
            assertThat(client.received(1)).isEqualTo(1);
            client.wait(1);
            assertThat(client.channel.isOpen()).isFalse();
        }
    }

    @Test
    void waitsSoLongForThePreface() {
        try (RawClient client = new RawClient(exchanges)) {
            client.octets(RawClient.PREFACE.getBytes(US_ASCII)).wait(9);
            assertThat(client.goneWith()).isNull();
            client.wait(2);
            client.expectsGoAway(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void waitsSoLongForTheRestOfAHeaderBlock() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.frame(Frame.HEADERS, 0, 1, RawClient.get());
            for (int i = 0; i < 9; i++) {
                client.wait(1).frame(Frame.CONTINUATION, 0, 1, "");
            }
            assertThat(client.goneWith()).isNull();
            client.wait(2);
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void waitsSoLongForTheRestOfAFrame() {
        try (RawClient client = RawClient.ready(exchanges)) {
            byte[] ping = RawClient.frameOctets(Frame.PING, 0, 0, new byte[8]);
            for (int i = 0; i < 9; i++) {
                client.octets(new byte[] {ping[i]}).wait(1);
            }
            assertThat(client.goneWith()).isNull();
            client.wait(3);
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void waitsSoLongWithoutStreams() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get()).wait(300);
            assertThat(client.goneWith()).isNull();
            exchanges.only().answer(200, "a");
            client.wait(178);
            assertThat(client.goneWith()).isNull();
            client.wait(4);
            assertThat(client.goneWith()).isZero();
            assertThat(client.channel.isOpen()).isFalse();
        }
    }

    /// Who only shows that he is there would keep his place for ever.
    @Test
    void whoOnlyPingsHasNoStreamsEither() {
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int i = 0; i < 17; i++) {
                client.wait(10).frame(Frame.PING, 0, 0, "0102030405060708");
                client.windowUpdate(0, 1).frame(Frame.SETTINGS, 0, 0, "");
            }
            client.expectsAlive();
            client.wait(12);
            assertThat(client.goneWith()).isZero();
            assertThat(client.channel.isOpen()).isFalse();
        }
    }

    /// One that is answered at once is not open when anybody looks.
    @Test
    void aShortRequestCounts() {
        exchanges.script = call -> call.answer(200, "a");
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int i = 0; i < 4; i++) {
                client.headers(2 * i + 1, true, RawClient.get()).wait(150);
            }
            client.expectsAlive();
        }
    }

    /// A WebSocket may say nothing for minutes: only whoever answers it ends it.
    @Test
    void letsASwitchedStreamBeSilent() {
        exchanges.script = call -> call.client.switched(ScriptedExchanges.head(101, Body.NONE));
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(
                    1, false, RawClient.request("CONNECT", ":protocol", "websocket", "x-a", "b"));
            client.wait(600);
            assertThat(client.data(1, false, "a").goneWith()).isNull();
            assertThat(client.resetOf(1)).isNull();
            assertThat(exchanges.only().body).hasToString("a");
        }
    }

    @Test
    void resetsAStreamWhoseWindowStaysClosed() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0);
            client.headers(1, true, RawClient.get());
            exchanges.only().answer(200, "a".repeat(10));
            client.headers(3, true, RawClient.get());
            exchanges.only().answerOpen(200);
            exchanges.only().send(100_000, false);
            for (int i = 0; i < 20; i++) {
                client.wait(5).windowUpdate(3, 1_300);
            }
            client.expectsReset(1, ErrorCode.CANCEL);
            assertThat(client.resetOf(3)).isNull();
            client.wait(63);
            client.expectsReset(3, ErrorCode.CANCEL);
            assertThat(exchanges.only().gone).isTrue();
        }
    }

    @Test
    void resetsAStreamWhoseWindowHardlyOpens() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0);
            client.headers(1, true, RawClient.get());
            exchanges.only().answerOpen(200);
            exchanges.only().send(100_000, false);
            for (int i = 0; i < 13; i++) {
                client.wait(5).windowUpdate(1, 1_000);
            }
            client.expectsReset(1, ErrorCode.CANCEL);
            assertThat(exchanges.only().gone).isTrue();
        }
    }

    @Test
    void resetsARequestWhoseBodyDrips() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            for (int i = 0; i < 13; i++) {
                client.wait(5).data(1, false, 1_000);
            }
            client.expectsReset(1, ErrorCode.CANCEL);
            assertThat(exchanges.only().gone).isTrue();
        }
    }

    /// Both sides may be talking.
    @Test
    void leavesARequestAloneThatIsAnsweredWhileItsBodyDrips() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            exchanges.only().answerOpen(200);
            for (int i = 0; i < 40; i++) {
                client.wait(5).data(1, false, "a");
            }
            assertThat(client.resetOf(1)).isNull();
        }
    }

    @Test
    void resetsARequestWhoseBodyDoesNotCome() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            client.headers(3, false, RawClient.request("POST"));
            client.headers(5, false, RawClient.request("POST"));
            exchanges.calls.get(1).answerOpen(200);
            for (int i = 0; i < 14; i++) {
                client.wait(5).data(5, false, "a".repeat(1_300));
            }
            client.expectsReset(1, ErrorCode.CANCEL);
            assertThat(exchanges.calls.get(0).gone).isTrue();
            assertThat(client.resetOf(3)).isNull();
            assertThat(client.resetOf(5)).isNull();
        }
    }

    @Test
    void cutsTheConnectionWhenTheServerHasADefect() {
        exchanges.script =
                _ -> {
                    throw new IllegalStateException("scripted");
                };
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            client.expectsGoAway(ErrorCode.INTERNAL_ERROR);
        }
    }
}
