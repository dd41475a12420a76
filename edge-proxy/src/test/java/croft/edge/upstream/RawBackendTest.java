package croft.edge.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What tests rely on when they take a backend away.
@Timeout(60)
class RawBackendTest {
    private static final int TIMES = 300;

    @Test
    void onceKilledItAnswersNobody() throws IOException {
        for (int i = 0; i < TIMES; i++) {
            RawBackend backend =
                    RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            int port = backend.port();
            backend.kill();
            assertThatThrownBy(() -> ask(port)).isInstanceOf(IOException.class);
        }
    }

    /// Nobody listens, or cuts off who has come.
    private static void ask(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed without an answer");
            }
        }
    }
}
