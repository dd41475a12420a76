package croft.edge.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/// Any octets: no exception, no endless loop, and one outcome however they arrive.
class Http1FuzzTest {
    private static final RequestHead REQUEST =
            new RequestHead(
                    "GET",
                    false,
                    new Authority("a.example", -1),
                    "/",
                    new Fields(),
                    Body.NONE,
                    Optional.of("websocket"),
                    "1.1");

    @FuzzTest(maxDuration = "20s")
    void readsAnyRequest(byte[] octets) {
        String whole = requests(octets, octets.length);
        String pieces = requests(octets, 1);
        if (!whole.equals(pieces)) {
            throw new AssertionError("whole: " + whole + "\npieces: " + pieces);
        }
    }

    @FuzzTest(maxDuration = "20s")
    void readsAnyResponse(byte[] octets) {
        String whole = responses(octets, octets.length);
        String pieces = responses(octets, 1);
        if (!whole.equals(pieces)) {
            throw new AssertionError("whole: " + whole + "\npieces: " + pieces);
        }
    }

    private static String requests(byte[] octets, int step) {
        RequestParser parser = new RequestParser(false, Http1Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer();
        StringBuilder outcome = new StringBuilder();
        for (int from = 0; from < octets.length; from += step) {
            in.writeBytes(octets, from, Math.min(step, octets.length - from));
            while (true) {
                Parsed<Http1Request> parsed = parser.read(in);
                if (parsed instanceof Parsed.Incomplete) {
                    break;
                }
                outcome.append(parsed).append('\n');
                if (parsed instanceof Parsed.Refused) {
                    return outcome.toString();
                }
            }
        }
        return outcome.toString();
    }

    /// A head, and behind it a chunked body whatever the head says.
    private static String responses(byte[] octets, int step) {
        ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
        ChunkedDecoder chunks = new ChunkedDecoder(Http1Limits.DEFAULT);
        boolean body = false;
        ByteBuf in = Unpooled.buffer();
        StringBuilder outcome = new StringBuilder();
        for (int from = 0; from < octets.length; from += step) {
            in.writeBytes(octets, from, Math.min(step, octets.length - from));
            if (!body) {
                Parsed<Http1Response> parsed = parser.read(in, REQUEST);
                if (parsed instanceof Parsed.Refused) {
                    return outcome.append(parsed).toString();
                }
                body = parsed instanceof Parsed.Complete;
                if (body) {
                    outcome.append(parsed).append('\n');
                }
            }
            while (body) {
                Chunk chunk = chunks.read(in);
                if (chunk instanceof Chunk.Incomplete) {
                    break;
                } else if (chunk instanceof Chunk.Data(ByteBuf data)) {
                    while (data.isReadable()) {
                        outcome.append(data.readByte()).append(' ');
                    }
                    data.release();
                } else {
                    return outcome.append(chunk).toString();
                }
            }
        }
        return outcome.toString();
    }
}
