package croft.site.serve;

import static org.assertj.core.api.Assertions.assertThat;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no request for something of a site gets one answer and the end of the connection.
class MalformedRequestTest extends FolderTest {
    @BeforeEach
    void fill() throws IOException {
        site.write("index.html", "top");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET http://site.test/ HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET * HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | CONNECT site.test:443 HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /# HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /\u00e9 HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "400 | GET /a%zz HTTP/1.1\\r\\nHost: site.test\\r\\n\\r\\n",
                "417 | GET / HTTP/1.1\\r\\nHost: site.test\\r\\nExpect: 100-continue\\r\\nContent-Length: 1\\r\\n\\r\\n",
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
}
