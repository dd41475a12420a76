package croft.platform.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no request, or leaves doubt where the next one starts, gets one answer and the end of
/// the connection, whatever the handler does.
@Timeout(60)
class MalformedRequestTest {
    private Served server;

    @BeforeEach
    void serve() throws IOException {
        server = new Served(Served.ECHO);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET / HTTP/1.1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost:\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test/x\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: u@host.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nHost: host.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.0\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost : host.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\nX: y\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nContent-Length: +1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nContent-Length: 1, 1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0x1\\r\\na\\r\\n0\\r\\n\\r\\n",
                "501 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n",
                "417 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nExpect: 100-continue\\r\\nContent-Length: 1\\r\\n\\r\\n",
                "417 | GET / HTTP/1.1\\r\\nHost: host.test\\r\\nExpect: tea\\r\\n\\r\\n",
                "505 | GET / HTTP/3.0\\r\\nHost: host.test\\r\\n\\r\\n",
                "505 | GET / HTTP/1.9\\r\\nHost: host.test\\r\\n\\r\\n",
                "505 | PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
                "400 | \\26\\3\\1\\r\\n\\r\\n",
            })
    void isRefusedAndEndsTheConnection(int status, String octets) throws IOException {
        try (Wire wire = server.connect()) {
            wire.send(octets.translateEscapes());
            wire.send(Served.request("GET", "/"));
            Reply reply = wire.reply();
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(reply.status()).isEqualTo(status);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void isRefusedWhenTooLong() throws IOException {
        refuses(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: host.test\r\n\r\n");
        refuses(431, "GET / HTTP/1.1\r\nHost: host.test\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        refuses(431, "GET / HTTP/1.1\r\nHost: host.test\r\n" + "X: y\r\n".repeat(120) + "\r\n");
    }

    @Test
    void isDrainedIfItsBodyIsSmallAndRefusedIfNot() throws IOException {
        try (Wire wire = server.connect()) {
            wire.send(Served.request("GET", "/a", "Content-Length: 60000") + "x".repeat(60_000));
            assertThat(wire.reply().text()).isEqualTo("GET /a");
            wire.send(
                    Served.request("POST", "/b", "Transfer-Encoding: chunked")
                            + "3\r\nabc\r\n0\r\nHost: evil\r\n\r\n");
            assertThat(wire.reply().text()).isEqualTo("POST /b");
            assertThat(wire.send(Served.request("GET", "/c")).reply().text()).isEqualTo("GET /c");
        }
        refuses(413, Served.request("GET", "/", "Content-Length: 100000") + "x".repeat(90_000));
    }

    private void refuses(int status, String octets) throws IOException {
        try (Wire wire = server.connect()) {
            wire.send(octets);
            assertThat(wire.reply().status()).isEqualTo(status);
            assertThat(wire.isEnded()).isTrue();
        }
    }
}
