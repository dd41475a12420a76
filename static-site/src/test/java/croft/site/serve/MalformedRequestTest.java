package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no request, or leaves doubt where the next one starts, gets one answer and the end of
/// the connection.
class MalformedRequestTest extends FolderTest {
    @BeforeEach
    void fill() throws IOException {
        site.write("index.html", "top");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET / HTTP/1.1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost:\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test/x\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: u@site.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.0\\r\\n\\r\\n",
                "400 | GET http://site.test/ HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET * HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | CONNECT site.test:443 HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /# HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /\u00e9 HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /a%zz HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost : site.test\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\nX: y\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nContent-Length: +1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nContent-Length: 1, 1\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0x1\\r\\na\\r\\n0\\r\\n\\r\\n",
                "501 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n",
                "417 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nExpect: 100-continue\\r\\nContent-Length: 1\\r\\n\\r\\n",
                "505 | GET / HTTP/3.0\\r\\nHost: site.test\\r\\n\\r\\n",
                "505 | GET / HTTP/1.9\\r\\nHost: site.test\\r\\n\\r\\n",
                "505 | PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
                "400 | \\26\\3\\1\\r\\n\\r\\n",
            })
    void isRefusedAndEndsTheConnection(int status, String octets) throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(octets.translateEscapes());
            wire.send(ServedFolder.request("GET", "/"));
            Reply reply = wire.reply();
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(reply.status()).isEqualTo(status);
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void isRefusedWhenTooLong() throws IOException {
        refuses(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: site.test\r\n\r\n");
        refuses(431, "GET / HTTP/1.1\r\nHost: site.test\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
        refuses(431, "GET / HTTP/1.1\r\nHost: site.test\r\n" + "X: y\r\n".repeat(120) + "\r\n");
    }

    @Test
    void isDrainedIfItsBodyIsSmallAndRefusedIfNot() throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(
                    ServedFolder.request("GET", "/", "Content-Length: 60000") + "x".repeat(60_000));
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.send(
                    ServedFolder.request("POST", "/", "Transfer-Encoding: chunked")
                            + "3\r\nabc\r\n0\r\nHost: evil\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(405);
            assertThat(wire.send(ServedFolder.request("GET", "/")).reply().text()).isEqualTo("top");
        }
        refuses(
                413,
                ServedFolder.request("GET", "/", "Content-Length: 100000") + "x".repeat(90_000));
    }

    @Test
    void mayUseHttpOneDotNought() throws IOException {
        try (Wire wire = site.connect()) {
            wire.send("GET / HTTP/1.0\r\nHost: site.test\r\n\r\n");
            assertThat(wire.reply().text()).isEqualTo("top");
            assertThat(wire.isEnded()).isTrue();
        }
    }

    private void refuses(int status, String octets) throws IOException {
        try (Wire wire = site.connect()) {
            wire.send(octets);
            assertThat(wire.reply().status()).isEqualTo(status);
            assertThat(wire.isEnded()).isTrue();
        }
    }
}
