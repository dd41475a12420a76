package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/// Any octets from a backend: there is one outcome however they arrive, and a visitor reads every
/// accepted response as the edge does.
class ResponseFuzzTest {
    /// So small that inputs of a fuzzer's size reach them.
    private static final Http1Limits SMALL = new Http1Limits(48, 40, 120, 6, 8, 20, 40);

    /// What the edge adds to a head may pass the limits that hold for backends.
    private static final Http1Limits ROOM =
            new Http1Limits(1 << 16, 1 << 16, 1 << 20, 10_000, 256, 1 << 16, 1 << 16);

    @FuzzTest(maxDuration = "2m")
    void areReadInOneWay(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        RequestHead request = asked(octets[0]);
        String seen = read(octets, octets.length, request, Http1Limits.DEFAULT);
        assertThat(read(octets, 1, request, Http1Limits.DEFAULT)).isEqualTo(seen);
        String strictly = read(octets, octets.length, request, SMALL);
        assertThat(read(octets, 1, request, SMALL)).isEqualTo(strictly);
    }

    /// What was asked, as the first octet has it.
    private static RequestHead asked(byte choice) {
        return new RequestHead(
                choice % 4 == 1 ? "HEAD" : "GET",
                false,
                new Authority("a.example", -1),
                "/",
                new Fields(),
                Body.NONE,
                choice % 4 == 2 ? Optional.of("websocket") : Optional.empty(),
                "1.1");
    }

    private static String read(byte[] octets, int step, RequestHead request, Http1Limits limits) {
        ResponseParser parser = new ResponseParser(limits);
        ByteBuf in = Unpooled.buffer();
        StringBuilder seen = new StringBuilder();
        ChunkedDecoder chunks = new ChunkedDecoder(limits);
        boolean chunked = false;
        boolean over = false;
        for (int from = 1; from < octets.length && !over; from += step) {
            in.writeBytes(octets, from, Math.min(step, octets.length - from));
            while (!chunked && !over) {
                Parsed<Http1Response> parsed = parser.read(in, request);
                if (parsed instanceof Parsed.Incomplete) {
                    break;
                }
                seen.append(parsed).append('\n');
                over = true;
                if (parsed instanceof Parsed.Complete<Http1Response>(Http1Response response)) {
                    expectSame(response, request);
                    // interim responses come before another one
                    over = response.head().status() >= 200 || response.switched();
                    chunked = response.framing() instanceof Framing.Chunked;
                }
            }
            over = over && !chunked;
            while (chunked) {
                Chunk chunk = chunks.read(in);
                if (chunk instanceof Chunk.Incomplete) {
                    break;
                } else if (chunk instanceof Chunk.Data(ByteBuf data)) {
                    while (data.isReadable()) {
                        seen.append(data.readByte()).append(' ');
                    }
                    data.release();
                } else {
                    seen.append(chunk);
                    chunked = false;
                    over = true;
                }
            }
        }
        in.release();
        return seen.toString();
    }

    /// Writes it as it goes to a visitor, and reads it again.
    private static void expectSame(Http1Response response, RequestHead request) {
        ResponseHead head = response.head();
        assertThat(head.status()).isBetween(100, 599);
        // what ends with a backend's connection is chunked for visitors, or ends a stream
        Framing framing =
                response.framing() instanceof Framing.UntilClose && !response.switched()
                        ? Framing.CHUNKED
                        : response.framing();
        ByteBuf out = Unpooled.buffer();
        if (response.switched()) {
            HeadWriter.switched(out, head, "websocket");
        } else if (head.status() < 200) {
            HeadWriter.interim(out, head);
        } else {
            HeadWriter.response(out, head, framing, false, "");
        }
        Parsed<Http1Response> read = new ResponseParser(ROOM).read(out, request);
        if (!(read instanceof Parsed.Complete<Http1Response>(Http1Response again))
                || out.isReadable()
                || again.head().status() != head.status()
                || !again.framing().equals(framing)
                || again.switched() != response.switched()
                || !withoutLength(again.head()).equals(withoutLength(head))) {
            throw new AssertionError(response + "\nread again as " + read);
        }
        out.release();
    }

    private static String withoutLength(ResponseHead head) {
        Fields fields = head.fields().copy();
        fields.remove("content-length");
        fields.remove("host");
        return fields.toString();
    }
}
