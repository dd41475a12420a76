package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The chunked coding, one case for each spelling (RFC 9112 §7.1).
class ChunkedDecoderTest {
    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("two chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde."),
                Arguments.of("none", "0\r\n\r\n", "."),
                Arguments.of(
                        "hexadecimal",
                        "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n",
                        "01234567890123456789."),
                Arguments.of("leading zeros", "0003\r\nabc\r\n000\r\n\r\n", "abc."),
                Arguments.of("extension", "3;a=b;c=\"d\"\r\nabc\r\n0;x\r\n\r\n", "abc."),
                Arguments.of(
                        "trailers that may pass",
                        "0\r\nServer-Timing: x\r\n\r\n",
                        ".server-timing: x"),
                Arguments.of(
                        "trailers that may not",
                        "0\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\nTrailer: y\r\nAuthorization: z\r\n\r\n",
                        "."),
                Arguments.of("what follows stays", "0\r\n\r\nGET", ".<GET>"),
                Arguments.of("0x3", "0x3\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("+3", "+3\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("-3", "-3\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("space before", " 3\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("space behind", "3 \r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("tab behind", "3\t\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("space before the extension", "3 ;a\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("3_", "3_\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("g", "g\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("no size", "\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("extension alone", ";a\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("overflow", "10000000000000003\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("overflow to 3", "0000000000000003\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("bare LF after the size", "3\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("bare LF in an extension", "3;a\nb\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("bare CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of(
                        "line end in a quoted extension",
                        "3;a=\"\r\nabc\"\r\n0\r\n\r\n",
                        "refused"),
                Arguments.of(
                        "quotes within the quotes of an extension",
                        "3;a=\"b\\\"c\"\r\nabc\r\n0\r\n\r\n",
                        "abc."),
                Arguments.of("NUL in an extension", "3;a\0\r\nabc\r\n0\r\n\r\n", "refused"),
                Arguments.of("chunk too long", "3\r\nabcd\r\n0\r\n\r\n", "abcrefused"),
                Arguments.of("chunk ends with LF", "3\r\nabc\n0\r\n\r\n", "abcrefused"),
                Arguments.of("chunk ends with CR", "3\r\nabc\rx0\r\n\r\n", "abcrefused"),
                Arguments.of(
                        "long extension",
                        "3;" + "x".repeat(300) + "\r\nabc\r\n0\r\n\r\n",
                        "refused"),
                Arguments.of("folded trailer", "0\r\nA: b\r\n c\r\n\r\n", "refused"),
                Arguments.of("bad trailer", "0\r\nA b: c\r\n\r\n", "refused"),
                Arguments.of(
                        "long trailers",
                        "0\r\n" + ("A: " + "x".repeat(1000) + "\r\n").repeat(9) + "\r\n",
                        "refused"),
                Arguments.of("unfinished", "3\r\nab", "ab"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void decodes(String spelling, String body, String outcome) {
        assertThat(outcome(body)).as(spelling).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void decodesTheSameHoweverItArrives(String spelling, String body, String outcome) {
        for (int cut = 1; cut < body.length(); cut += Math.max(1, body.length() / 60)) {
            assertThat(outcome(body.substring(0, cut), body.substring(cut)))
                    .as(spelling)
                    .isEqualTo(outcome);
        }
    }

    @Test
    void boundsTheExtensionsOfOneBodyTogether() {
        String chunk = "1;" + "x".repeat(200) + "\r\na\r\n";
        assertThat(outcome(chunk.repeat(400) + "0\r\n\r\n")).endsWith("refused");
    }

    @Test
    void readsWhatTheEncoderWrites() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            ByteBuf out = Unpooled.buffer();
            StringBuilder body = new StringBuilder();
            for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
                String data = "x".repeat(1 + random.nextInt(5000));
                body.append(data);
                ChunkedEncoder.begin(out, data.length());
                out.writeCharSequence(data, StandardCharsets.US_ASCII);
                ChunkedEncoder.end(out);
            }
            ChunkedEncoder.last(out, new Fields().add("digest", "d"));
            String coded = out.toString(StandardCharsets.ISO_8859_1);
            int cut = random.nextInt(coded.length());
            assertThat(outcome(coded.substring(0, cut), coded.substring(cut)))
                    .isEqualTo(body + ".digest: d");
        }
    }

    private static String outcome(String... parts) {
        ChunkedDecoder decoder = new ChunkedDecoder(Http1Limits.DEFAULT);
        ByteBuf in = Unpooled.buffer();
        StringBuilder outcome = new StringBuilder();
        for (String part : parts) {
            in.writeCharSequence(part, StandardCharsets.ISO_8859_1);
        }
        // the same octets, seen piece by piece
        int end = 0;
        for (String part : parts) {
            end += part.length();
            while (true) {
                ByteBuf seen = in.duplicate().writerIndex(end);
                Chunk chunk = decoder.read(seen);
                in.readerIndex(seen.readerIndex());
                if (chunk instanceof Chunk.Data(ByteBuf octets)) {
                    outcome.append(octets.toString(StandardCharsets.ISO_8859_1));
                    octets.release();
                } else if (chunk instanceof Chunk.End(Fields trailers)) {
                    outcome.append('.').append(trailers.toString().strip());
                    String left = in.toString(StandardCharsets.ISO_8859_1);
                    in.release();
                    return left.isEmpty() ? outcome.toString() : outcome + "<" + left + ">";
                } else if (chunk instanceof Chunk.Refused) {
                    in.release();
                    return outcome + "refused";
                } else {
                    break;
                }
            }
        }
        in.release();
        return outcome.toString();
    }
}
