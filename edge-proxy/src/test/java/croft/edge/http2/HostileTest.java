package croft.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Fields;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Frames made up by a generator that always makes the same ones: never a defect, nothing leaked
/// (the client counts), nothing that grows. The fuzz targets go on from here: [ConnectionFuzzTest],
/// [HpackFuzzTest].
@Timeout(300)
class HostileTest {
    private static final int MOST_MEMORY = 16 << 20;

    @Test
    void framesThatAreAlmostRight() {
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            try (RawClient client = RawClient.ready(exchanges(random))) {
                for (int i = 0; i < 150 && client.channel.isOpen(); i++) {
                    act(client, random);
                    expectSound(client);
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void headerBlocksOfAnyOctets() {
        Random random = new Random(7541);
        for (int i = 0; i < 100_000; i++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            HpackDecoder decoder = new HpackDecoder();
            RequestFields fields = new RequestFields().begin(Http2Limits.DEFAULTS.heads());
            decoder.decode(octets, 0, octets.length, fields);
            assertThat(decoder.tableSize()).isLessThanOrEqualTo(HpackDecoder.TABLE_LIMIT);
            fields.request(true, true);
            fields.trailers();
        }
    }

    private static void act(RawClient client, Random random) {
        int stream = random.nextInt(24);
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 ->
                    client.headers(
                            2 * (client.connection.openStreams() + random.nextInt(40)) + 1,
                            random.nextBoolean(),
                            random.nextInt(8) == 0
                                    ? RawClient.block("x", "y")
                                    : RawClient.request(
                                            random.nextBoolean() ? "GET" : "POST",
                                            "x-a",
                                            "b".repeat(random.nextInt(200))));
            case 4, 5, 6 ->
                    client.frame(
                            Frame.DATA,
                            random.nextInt(4) == 0 ? Frame.END_STREAM : 0,
                            stream | 1,
                            new byte[random.nextInt(16_385)]);
            case 7 -> client.windowUpdate(stream, random.nextInt(100_000));
            case 8 -> client.rst(stream | 1);
            case 9 -> client.setting(4, random.nextInt(200_000));
            case 10 -> client.wait(random.nextInt(30));
            case 11 -> {
                byte[] payload = new byte[random.nextInt(40)];
                random.nextBytes(payload);
                client.frame(random.nextInt(12), random.nextInt(256), stream, payload);
            }
            case 12 -> client.frame(Frame.PING, 0, 0, new byte[8]);
            default -> {
                byte[] octets = new byte[random.nextInt(4)];
                if (random.nextInt(20) == 0) {
                    random.nextBytes(octets);
                    client.octets(octets);
                } else if (random.nextInt(20) == 0) {
                    client.connection.drain();
                }
            }
        }
    }

    private static void expectSound(RawClient client) {
        Integer code = client.goneWith();
        assertThat(code == null ? 0 : code).isNotEqualTo(ErrorCode.INTERNAL_ERROR.code());
        client.seen.clear();
        client.channel.checkException();
        assertThat(
                        client.allocator.metric().usedHeapMemory()
                                + client.allocator.metric().usedDirectMemory())
                .isLessThan(MOST_MEMORY);
    }

    /// Exchanges that answer in any way they may, at once or later.
    private static ScriptedExchanges exchanges(Random random) {
        ScriptedExchanges exchanges = new ScriptedExchanges();
        exchanges.script =
                call -> {
                    call.consuming = random.nextBoolean();
                    switch (random.nextInt(7)) {
                        case 0 -> call.answer(200, "a".repeat(random.nextInt(3_000)));
                        case 1 -> call.answer(204, "");
                        case 2 -> call.onEnd = () -> call.answer(200, "done");
                        case 3 -> {
                            call.answerOpen(200);
                            call.send(random.nextInt(200_000), random.nextBoolean());
                        }
                        case 4 -> {
                            call.answerOpen(200);
                            call.onWritable = () -> call.send(random.nextInt(50_000), false);
                            while (call.client.writable()) {
                                call.send(1 + random.nextInt(100_000), false);
                            }
                        }
                        case 5 -> {
                            call.answerOpen(200);
                            call.send(random.nextInt(100_000), false);
                            call.client.trailers(new Fields().add("x-sum", "1"));
                        }
                        default -> {
                            call.answerOpen(200);
                            call.onEnd = call.client::abort;
                        }
                    }
                };
        return exchanges;
    }
}
