package croft.edge.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A chunked body as the edge sends it on: it is chunked anew, and says the same.
final class ChunkedAgain {
    private ChunkedAgain() {}

    /// Writes a body in two chunks, and reads it.
    static void expectSame(String body, Fields trailers) {
        ByteBuf out = Unpooled.buffer();
        int half = body.length() / 2;
        for (String chunk : new String[] {body.substring(0, half), body.substring(half)}) {
            if (!chunk.isEmpty()) {
                ChunkedEncoder.begin(out, chunk.length());
                out.writeCharSequence(chunk, ISO_8859_1);
                ChunkedEncoder.end(out);
            }
        }
        ChunkedEncoder.last(out, trailers);
        ChunkedDecoder decoder = new ChunkedDecoder(Http1Limits.DEFAULT);
        StringBuilder again = new StringBuilder();
        Chunk step = decoder.read(out);
        while (step instanceof Chunk.Data(ByteBuf data)) {
            again.append(data.toString(ISO_8859_1));
            data.release();
            step = decoder.read(out);
        }
        assertThat(again).hasToString(body);
        assertThat(step).isInstanceOf(Chunk.End.class);
        assertThat(((Chunk.End) step).trailers()).hasToString(trailers.toString());
        assertThat(out.isReadable()).isFalse();
        out.release();
    }
}
