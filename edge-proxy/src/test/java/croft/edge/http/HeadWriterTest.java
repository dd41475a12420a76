package croft.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is what a strict reader reads, and nothing can break out of its line.
class HeadWriterTest {
    @Test
    void writesARequest() {
        Fields fields =
                new Fields()
                        .add("accept", "*/*")
                        .add("content-length", "99")
                        .add("connection", "x")
                        .add("transfer-encoding", "y")
                        .add("host", "z");
        assertThat(request(head("POST", "/a?b", fields, Body.of(3))))
                .isEqualTo(
                        "POST /a?b HTTP/1.1|host: a.example:81|accept: */*|content-length: 3||"
                                .replace("|", "\r\n"));
        assertThat(request(head("PUT", "/", new Fields(), Body.NONE)))
                .endsWith("content-length: 0\r\n\r\n");
        assertThat(request(head("GET", "/", new Fields(), Body.NONE)))
                .isEqualTo("GET / HTTP/1.1\r\nhost: a.example:81\r\n\r\n");
        assertThat(request(head("POST", "/", new Fields(), Body.OPEN)))
                .endsWith("transfer-encoding: chunked\r\n\r\n");
    }

    @Test
    void writesResponses() {
        Fields fields =
                new Fields().add("content-length", "7").add("keep-alive", "x").add("a", "b");
        assertThat(response(200, fields, Framing.NONE, false, ""))
                .isEqualTo("HTTP/1.1 200 OK\r\na: b\r\ncontent-length: 7\r\n\r\n");
        assertThat(response(204, fields, Framing.NONE, false, "close"))
                .isEqualTo("HTTP/1.1 204 No Content\r\na: b\r\nconnection: close\r\n\r\n");
        assertThat(response(200, fields, Framing.NONE, true, ""))
                .isEqualTo("HTTP/1.1 200 OK\r\na: b\r\ncontent-length: 0\r\n\r\n");
        assertThat(response(299, fields, Framing.CHUNKED, false, ""))
                .isEqualTo("HTTP/1.1 299 \r\na: b\r\ntransfer-encoding: chunked\r\n\r\n");
        assertThat(response(200, fields, new Framing.Length(9), false, "keep-alive"))
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\na: b\r\ncontent-length: 9\r\nconnection: keep-alive\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nb: c", "a\0b", "a\u0100", " a", "a\u007f"})
    void refusesAValueThatCouldBreakOut(String value) {
        assertThatThrownBy(() -> request(head("GET", "/", new Fields().add("x", value), Body.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:", "", "a\r\n", "\u00e4"})
    void refusesANameThatIsNoToken(String name) {
        assertThatThrownBy(() -> request(head("GET", "/", new Fields().add(name, "x"), Body.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/\r\n", "/\u00e4", "/\0"})
    void refusesATargetThatCouldBreakOut(String target) {
        assertThatThrownBy(() -> request(head("GET", target, new Fields(), Body.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadBackAsItWasWritten() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            Fields fields = new Fields();
            for (int i = random.nextInt(20); i > 0; i--) {
                fields.add("x-" + random.nextInt(50), value(random));
            }
            Body body = random.nextBoolean() ? Body.of(random.nextInt(100)) : Body.OPEN;
            RequestHead head = head("POST", "/" + random.nextInt(1000), fields, body);
            RequestParser parser = new RequestParser(false, Http1Limits.DEFAULT);
            Parsed<Http1Request> parsed =
                    parser.read(Unpooled.copiedBuffer(request(head), StandardCharsets.ISO_8859_1));
            assertThat(parsed).isInstanceOf(Parsed.Complete.class);
            if (parsed instanceof Parsed.Complete<Http1Request>(Http1Request request)) {
                assertThat(request.head().toString()).isEqualTo(head.toString());
            }
        }
    }

    private static String value(Random random) {
        StringBuilder value = new StringBuilder("v");
        for (int i = random.nextInt(40); i > 0; i--) {
            value.append((char) (' ' + random.nextInt(0x5f)));
        }
        return value.append(random.nextBoolean() ? "v" : "\u00e4").toString();
    }

    private static RequestHead head(String method, String target, Fields fields, Body body) {
        return new RequestHead(
                method,
                false,
                new Authority("a.example", 81),
                target,
                fields,
                body,
                Optional.empty(),
                "1.1");
    }

    private static String request(RequestHead head) {
        ByteBuf out = Unpooled.buffer();
        HeadWriter.request(out, head);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String response(
            int status, Fields fields, Framing framing, boolean emptied, String connection) {
        ByteBuf out = Unpooled.buffer();
        HeadWriter.response(
                out, new ResponseHead(status, fields, Body.NONE), framing, emptied, connection);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
