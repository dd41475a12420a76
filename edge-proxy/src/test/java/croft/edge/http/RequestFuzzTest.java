package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// Any octets on a connection to an HTTP/1.1 server: requests and their bodies, one behind the
/// other. There is one outcome however the octets arrive, what is accepted is within the limits,
/// and a backend reads every accepted request as the edge does.
class RequestFuzzTest {
    /// So small that inputs of a fuzzer's size reach them.
    private static final Http1Limits SMALL = new Http1Limits(48, 40, 120, 6, 8, 20, 40);

    @FuzzTest(maxDuration = "2m")
    void areReadInOneWay(byte[] octets) {
        List<String> seen = read(octets, octets.length, Http1Limits.DEFAULT);
        assertThat(read(octets, 1, Http1Limits.DEFAULT)).isEqualTo(seen);
        List<String> strictly = read(octets, octets.length, SMALL);
        assertThat(read(octets, 1, SMALL)).isEqualTo(strictly);
        assertThat(read(octets, 7, SMALL)).isEqualTo(strictly);
    }

    /// Reads what there is, up to a refusal.
    ///
    /// @param step how many octets arrive at once
    private static List<String> read(byte[] octets, int step, Http1Limits limits) {
        Connection connection = new Connection(limits);
        ByteBuf in = Unpooled.buffer();
        for (int from = 0; from < octets.length && !connection.over; from += step) {
            in.writeBytes(octets, from, Math.min(step, octets.length - from));
            connection.read(in);
            if (!connection.over && step == 1) {
                // what is kept is a line that is not complete
                assertThat(in.readableBytes())
                        .isLessThanOrEqualTo(Math.max(limits.startLine(), limits.field()) + 1);
            }
            in.discardReadBytes();
        }
        in.release();
        connection.endPiece();
        return connection.seen;
    }

    /// The receiving side of one connection.
    private static final class Connection {
        final List<String> seen = new ArrayList<>();
        boolean over;
        private final Http1Limits limits;
        private final RequestParser parser;
        private final ChunkedDecoder chunks;
        private final StringBuilder piece = new StringBuilder();
        private Framing framing = Framing.NONE;
        private long rest;

        Connection(Http1Limits limits) {
            this.limits = limits;
            parser = new RequestParser(false, limits);
            chunks = new ChunkedDecoder(limits);
        }

        /// Reads until more octets are needed, or nothing more can be understood.
        void read(ByteBuf in) {
            boolean more = true;
            while (more && !over) {
                more =
                        switch (framing) {
                            case Framing.Chunked _ -> chunk(in);
                            case Framing.Length _ -> length(in);
                            case Framing.None _ -> head(in);
                            case Framing.UntilClose _, Framing.Refused _ ->
                                    throw new AssertionError("a request framed by " + framing);
                        };
            }
        }

        private boolean head(ByteBuf in) {
            switch (parser.read(in)) {
                case Parsed.Incomplete<Http1Request> _ -> {
                    return false;
                }
                case Parsed.Refused<Http1Request>(Refusal refusal) -> {
                    assertThat(refusal.status()).isBetween(400, 599);
                    assertThat(refusal.reason()).hasSizeLessThan(500);
                    seen.add(refusal.toString());
                    over = true;
                }
                case Parsed.Complete<Http1Request>(Http1Request request) -> {
                    seen.add(request.toString());
                    assertThat(parser.isBetweenRequests()).isTrue();
                    expectWithin(request.head().fields());
                    BackendReading.expectSame(request.head());
                    framing = request.framing();
                    rest = framing instanceof Framing.Length(long octets) ? octets : 0;
                }
            }
            return true;
        }

        private void expectWithin(Fields fields) {
            int octets = 0;
            for (int i = 0; i < fields.size(); i++) {
                octets += fields.name(i).length() + fields.value(i).length();
            }
            assertThat(fields.size()).isLessThanOrEqualTo(limits.fieldCount());
            assertThat(octets).isLessThanOrEqualTo(limits.fieldsLength());
        }

        private boolean length(ByteBuf in) {
            int octets = (int) Math.min(rest, in.readableBytes());
            in.skipBytes(octets);
            rest -= octets;
            if (rest == 0) {
                framing = Framing.NONE;
            }
            return rest == 0;
        }

        private boolean chunk(ByteBuf in) {
            switch (chunks.read(in)) {
                case Chunk.Incomplete _ -> {
                    return false;
                }
                case Chunk.Data(ByteBuf data) -> {
                    assertThat(data.isReadable()).isTrue();
                    while (data.isReadable()) {
                        piece.append((char) data.readUnsignedByte());
                    }
                    data.release();
                }
                case Chunk.End(Fields trailers) -> {
                    ChunkedAgain.expectSame(piece.toString(), trailers);
                    endPiece();
                    seen.add("trailers " + trailers);
                    framing = Framing.NONE;
                }
                case Chunk.Refused(Refusal refusal) -> {
                    endPiece();
                    seen.add(refusal.toString());
                    over = true;
                }
            }
            return true;
        }

        /// Data say the same in however many pieces they are handed on.
        void endPiece() {
            seen.add("data " + piece);
            piece.setLength(0);
        }
    }
}
