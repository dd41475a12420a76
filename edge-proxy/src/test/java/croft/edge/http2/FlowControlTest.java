package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Flow control both ways (RFC 9113 §5.2, §6.9), and the fairness of the round.
class FlowControlTest {
    private final ScriptedExchanges exchanges = new ScriptedExchanges();

    @Test
    void sendsNoMoreThanTheStreamsWindow() {
        exchanges.script = call -> large(call, 100_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.windowUpdate(0, 1 << 20).headers(1, true, RawClient.get());
            assertThat(client.received(1)).isEqualTo(65_535);
            client.windowUpdate(1, 10);
            assertThat(client.received(1)).isEqualTo(65_545);
            client.windowUpdate(1, 1 << 20);
            assertThat(client.received(1)).isEqualTo(100_000);
            assertThat(client.read(Frame.DATA, 1).getLast().ends()).isTrue();
            assertThat(client.connection.openStreams()).isZero();
        }
    }

    @Test
    void sendsNoMoreThanTheConnectionsWindowAndSharesIt() {
        exchanges.script = call -> large(call, 65_535);
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int stream = 1; stream < 8; stream += 2) {
                client.headers(stream, true, RawClient.get());
            }
            assertThat(sum(client)).isEqualTo(65_535);
            client.windowUpdate(0, 4 * 65_535);
            for (int stream = 1; stream < 8; stream += 2) {
                assertThat(client.received(stream)).isEqualTo(65_535);
            }
        }
    }

    @Test
    void givesEachStreamATurn() {
        exchanges.script = call -> large(call, 60_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0).windowUpdate(0, 1 << 20);
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            assertThat(sum(client)).isZero();
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 60_000);
            List<Integer> order = client.read(Frame.DATA).stream().map(f -> f.stream()).toList();
            assertThat(order.subList(0, 6)).containsExactly(1, 3, 1, 3, 1, 3);
        }
    }

    @Test
    void fillsWholeTlsRecords() {
        exchanges.script = call -> large(call, 60_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            List<RawClient.Seen> frames = client.read(Frame.DATA, 1);
            int head = Frame.HEAD + client.read(Frame.HEADERS, 1).getFirst().payload().length;
            assertThat(frames.getFirst().payload()).hasSize(16_384 - head - Frame.HEAD);
            assertThat(frames.get(1).payload()).hasSize(16_375);
            assertThat(frames.get(2).payload()).hasSize(16_375);
        }
    }

    /// What had been lost once: window for a stream that waits its turn behind others that have
    /// none.
    @Test
    void losesNoWindowForAStreamThatIsInTheRound() {
        exchanges.script = call -> large(call, 80_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            client.headers(5, true, RawClient.get());
            assertThat(sum(client)).isEqualTo(65_535);
            client.windowUpdate(5, 20_000).windowUpdate(1, 20_000).windowUpdate(3, 20_000);
            client.windowUpdate(0, 1 << 20);
            for (int stream = 1; stream < 6; stream += 2) {
                assertThat(client.received(stream)).isEqualTo(80_000);
            }
        }
    }

    /// What had been overlooked once: RST_STREAM and SETTINGS on streams that wait.
    @Test
    void heedsResetAndSettingsOfStreamsThatWait() {
        exchanges.script = call -> large(call, 80_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int stream = 1; stream < 8; stream += 2) {
                client.headers(stream, true, RawClient.get());
            }
            int before = sum(client);
            assertThat(before).isEqualTo(65_535);
            client.rst(3);
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0);
            int third = client.received(3);
            client.windowUpdate(0, 1 << 20);
            assertThat(sum(client)).isEqualTo(before);
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 80_000);
            assertThat(client.received(1)).isEqualTo(80_000);
            assertThat(client.received(3)).isEqualTo(third);
            assertThat(client.received(5)).isEqualTo(80_000);
            assertThat(client.received(7)).isEqualTo(80_000);
        }
    }

    @Test
    void goesOnWhenANegativeWindowIsOpenedAgain() {
        exchanges.script = call -> large(call, 70_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.windowUpdate(0, 1 << 20).headers(1, true, RawClient.get());
            assertThat(client.received(1)).isEqualTo(65_535);
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 10).windowUpdate(1, 65_525);
            assertThat(client.received(1)).isEqualTo(65_535);
            client.windowUpdate(1, 1);
            assertThat(client.received(1)).isEqualTo(65_536);
        }
    }

    @Test
    void endsAndTrailersNeedNoWindow() {
        exchanges.script = call -> call.answerOpen(200);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0);
            client.headers(1, true, RawClient.get()).headers(3, true, RawClient.get());
            exchanges.calls.get(0).send(0, true);
            exchanges.calls.get(1).client.trailers(new Fields().add("x-sum", "1"));
            assertThat(client.read(Frame.DATA, 1).getLast().ends()).isTrue();
            assertThat(client.read(Frame.HEADERS, 3).getLast().ends()).isTrue();
            assertThat(client.seen.getLast().fields()).containsEntry("x-sum", "1");
        }
    }

    @Test
    void sendsTrailersBehindWhatWaits() {
        exchanges.script = call -> call.answerOpen(200);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            exchanges.only().send(100_000, false);
            exchanges.only().client.trailers(new Fields().add("x-sum", "1"));
            assertThat(client.received(1)).isEqualTo(65_535);
            client.windowUpdate(0, 1 << 20).windowUpdate(1, 1 << 20);
            assertThat(client.received(1)).isEqualTo(100_000);
            assertThat(client.seen.getLast().fields()).containsEntry("x-sum", "1");
            assertThat(client.seen.getLast().ends()).isTrue();
        }
    }

    @Test
    void tellsTheExchangeWhenToStopAndWhenToGoOn() {
        exchanges.script = call -> call.answerOpen(200);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, true, RawClient.get());
            ScriptedExchanges.Call call = exchanges.only();
            assertThat(call.client.writable()).isTrue();
            call.send(400_000, false);
            assertThat(call.client.writable()).isFalse();
            client.read();
            assertThat(call.writableCalls).isZero();
            client.windowUpdate(0, 1 << 20).windowUpdate(1, 200_000);
            client.read();
            assertThat(call.writableCalls).isZero();
            client.windowUpdate(1, 10_000);
            client.read();
            assertThat(call.writableCalls).isEqualTo(1);
            assertThat(call.client.writable()).isTrue();
        }
    }

    @Test
    void givesTheConnectionsWindowBackAtOnceAndTheStreamsWhenConsumed() {
        exchanges.script = call -> call.consuming = false;
        try (RawClient client = RawClient.ready(exchanges)) {
            for (int stream = 1; stream < 20; stream += 2) {
                client.headers(stream, false, RawClient.request("POST"));
                for (int i = 0; i < 16; i++) {
                    client.data(stream, false, 16_384);
                }
            }
            int credited =
                    client.read(Frame.WINDOW_UPDATE, 0).stream().mapToInt(f -> f.number(0)).sum();
            assertThat(credited).isEqualTo(2 * 1024 * 1024);
            assertThat(client.read(Frame.WINDOW_UPDATE, 1)).isEmpty();
            exchanges.calls.getFirst().client.consumed(128 * 1024);
            assertThat(client.read(Frame.WINDOW_UPDATE, 1).getFirst().number(0))
                    .isEqualTo(128 * 1024);
            client.data(1, false, 16_384);
            assertThat(client.resetOf(1)).isNull();
        }
    }

    @Test
    void paddingIsGivenBackToo() {
        try (RawClient client = RawClient.ready(exchanges)) {
            client.headers(1, false, RawClient.request("POST"));
            byte[] padded = new byte[1 + 255];
            padded[0] = (byte) 250;
            for (int i = 0; i < 3_000; i++) {
                client.frame(Frame.DATA, Frame.PADDED, 1, padded).data(1, false, 100);
            }
            assertThat(client.goneWith()).isNull();
            assertThat(client.resetOf(1)).isNull();
        }
    }

    /// Otherwise a client could have a frame of one octet made for each of its own, for ever.
    @Test
    void tinyWindowsEarnNothing() {
        exchanges.script = call -> large(call, 100_000);
        try (RawClient client = RawClient.ready(exchanges)) {
            client.setting(Frame.SETTING_INITIAL_WINDOW_SIZE, 0);
            client.headers(1, true, RawClient.get());
            for (int i = 0; i < 1_100 && client.channel.isOpen(); i++) {
                client.windowUpdate(1, 1);
            }
            client.expectsGoAway(ErrorCode.ENHANCE_YOUR_CALM);
        }
    }

    private static int sum(RawClient client) {
        return client.read(Frame.DATA).stream().mapToInt(f -> f.payload().length).sum();
    }

    private static void large(ScriptedExchanges.Call call, int octets) {
        call.answerOpen(200);
        call.send(octets, true);
    }
}
