package croft.edge.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole HTTP/2 connection, fed with any octets and with frames that are almost right: never a
/// defect, nothing leaked (the client counts), nothing that grows, and both sides of the server
/// keep the rules: frames as [ObservedServer] expects them, exchanges as [WatchedExchanges] does.
class ConnectionFuzzTest {
    private static final int MOST_MEMORY = 16 << 20;
    private static final int MOST_FRAMES = 200;

    /// So small that inputs of a fuzzer's size reach them.
    private static final Http2Limits SMALL =
            new Http2Limits(
                    new Http2Limits.Streams(5, Frame.DEFAULT_WINDOW, Frame.DEFAULT_WINDOW),
                    new Http2Limits.Heads(400, 9, 60, 200, 2),
                    new Http2Limits.Rates(
                            new Http2Limits.Rate(4, Duration.ofSeconds(30)),
                            new Http2Limits.Rate(4, Duration.ofSeconds(30)),
                            new Http2Limits.Rate(20, Duration.ofSeconds(10))),
                    new Http2Limits.Memory(2_048, 20_000, 8, 8_192),
                    Http2Limits.DEFAULTS.patience());

    @FuzzTest(maxDuration = "2m")
    void octetsBehindThePreface(byte[] octets) {
        WatchedExchanges exchanges = new WatchedExchanges();
        ObservedServer server = new ObservedServer();
        try (RawClient client = new RawClient(exchanges)) {
            client.octets(RawClient.PREFACE.getBytes(US_ASCII));
            client.frame(Frame.SETTINGS, 0, 0, "");
            server.hears(octets);
            // the length says where they are cut
            int cut = octets.length - octets.length / 3;
            send(client, Arrays.copyOfRange(octets, 0, cut));
            expectSound(client, server, exchanges);
            send(client, Arrays.copyOfRange(octets, cut, octets.length));
            expectSound(client, server, exchanges);
            client.wait(2);
            expectSound(client, server, exchanges);
        }
        exchanges.expectAllOver();
    }

    @FuzzTest(maxDuration = "2m")
    void framesThatAreAlmostRight(FuzzedDataProvider data) {
        WatchedExchanges exchanges = new WatchedExchanges();
        ObservedServer server = new ObservedServer();
        try (RawClient client = new RawClient(exchanges, SMALL)) {
            client.octets(RawClient.PREFACE.getBytes(US_ASCII));
            client.frame(Frame.SETTINGS, 0, 0, "");
            for (int i = 0; i < MOST_FRAMES && data.remainingBytes() > 0; i++) {
                if (!client.channel.isOpen()) {
                    break;
                }
                act(client, server, data);
                expectSound(client, server, exchanges);
            }
            client.wait(2);
            expectSound(client, server, exchanges);
        }
        exchanges.expectAllOver();
    }

    private static void send(RawClient client, byte[] octets) {
        if (client.channel.isOpen()) {
            client.octets(octets);
        }
    }

    private static void act(RawClient client, ObservedServer server, FuzzedDataProvider data) {
        switch (data.consumeInt(0, 6)) {
            case 0 -> {
                client.wait(data.consumeInt(1, 70));
                return;
            }
            case 1 -> {
                client.connection.drain();
                return;
            }
            default -> {}
        }
        int type = data.consumeInt(0, 10);
        int flags = data.consumeByte() & 0xFF;
        int stream = type == Frame.SETTINGS || type == Frame.PING ? 0 : data.consumeInt(0, 15);
        byte[] payload =
                switch (type) {
                    case Frame.HEADERS -> block(data);
                    case Frame.DATA ->
                            data.consumeBoolean()
                                    ? new byte[data.consumeInt(0, Frame.DEFAULT_MAX_SIZE)]
                                    : data.consumeBytes(40);
                    case Frame.RST_STREAM, Frame.WINDOW_UPDATE -> number(data.consumeInt());
                    case Frame.SETTINGS -> setting(data);
                    case Frame.PING -> new byte[8];
                    default -> data.consumeBytes(40);
                };
        if (data.consumeInt(0, 15) == 0) {
            // a stream of its own, whatever was drawn
            stream = data.consumeInt();
        }
        byte[] frame = RawClient.frameOctets(type, flags, stream & Integer.MAX_VALUE, payload);
        server.hears(frame);
        client.octets(frame);
    }

    private static byte[] block(FuzzedDataProvider data) {
        if (data.consumeInt(0, 7) == 0) {
            return data.consumeBytes(80);
        }
        List<String> more = new ArrayList<>();
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            more.add(
                    data.pickValue(
                            new String[] {
                                "content-length", "te", "cookie", "x-a", "expect", ":protocol"
                            }));
            more.add(
                    data.pickValue(
                            new String[] {
                                "0", "5", "trailers", "a=b", "websocket", "100-continue", "x"
                            }));
        }
        return RawClient.request(
                data.pickValue(new String[] {"GET", "POST", "HEAD", "CONNECT", "OPTIONS"}),
                more.toArray(String[]::new));
    }

    private static byte[] setting(FuzzedDataProvider data) {
        byte[] payload = new byte[6];
        payload[1] = data.consumeByte((byte) 0, (byte) 9);
        System.arraycopy(number(data.consumeInt()), 0, payload, 2, 4);
        return payload;
    }

    private static byte[] number(int number) {
        return new byte[] {
            (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        };
    }

    private static void expectSound(
            RawClient client, ObservedServer server, WatchedExchanges exchanges) {
        exchanges.expectSound();
        client.read().forEach(server::says);
        client.seen.clear();
        client.channel.checkException();
        assertThat(client.connection.openStreams())
                .isLessThanOrEqualTo(Http2Limits.DEFAULTS.streams().concurrent());
        assertThat(
                        client.allocator.metric().usedHeapMemory()
                                + client.allocator.metric().usedDirectMemory())
                .isLessThan(MOST_MEMORY);
    }
}
