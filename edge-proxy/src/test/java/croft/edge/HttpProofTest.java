package croft.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.listener.ListenerLimits;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An authority looks for a proof on the plain port (RFC 8555 §8.3): whatever host it names, it
/// gets ours; and what is none of ours goes the way that it always went.
@Timeout(60)
class HttpProofTest {
    private static final String FOLDER = "/.well-known/acme-challenge/";
    private static final String TOKEN = "DGyRejmCefe7v4NfDGDKfA-_DGyRejmCefe7v4NfDGD";
    private static final String PROOF = TOKEN + ".9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";

    private final RawBackend backend = backend();
    private final TestEdge edge = new TestEdge(ListenerLimits.DEFAULT);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private static RawBackend backend() {
        try {
            return RawBackend.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() {
        edge.forward(backend.origin(), "one.test");
        edge.authorizations =
                token -> {
                    asked.add(token);
                    return CompletableFuture.completedFuture(
                            token.equals(TOKEN) ? Optional.of(PROOF) : Optional.empty());
                };
    }

    @AfterEach
    void close() throws IOException {
        edge.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"one.test", "unknown.test", "192.0.2.1", "[2001:db8::1]:80", "ONE.test.:80"})
    void whateverHostIsNamedTheProofIsThere(String host) throws IOException {
        assertThat(ask("GET", host, FOLDER + TOKEN))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: application/octet-stream\r\n")
                .contains("cache-control: no-store\r\n")
                .contains("content-length: " + PROOF.length() + "\r\n")
                .endsWith("\r\n\r\n" + PROOF);
    }

    @Test
    void whoAsksForTheHeadGetsTheHead() throws IOException {
        assertThat(ask("HEAD", "one.test", FOLDER + TOKEN))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: " + PROOF.length() + "\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aTokenThatIsNotOursGoesTheWayOfOtherRequests() throws IOException {
        assertThat(ask("GET", "one.test", FOLDER + "of-the-backend"))
                .startsWith("HTTP/1.1 308 ")
                .contains("location: https://one.test" + FOLDER + "of-the-backend\r\n");
        assertThat(ask("GET", "unknown.test", FOLDER + "of-the-backend"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(asked).containsExactly("of-the-backend", "of-the-backend");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /.well-known/acme-challenge/",
        "GET, /.well-known/acme-challenge",
        "GET, /.well-known/acme-challenge/a.b",
        "GET, /.well-known/acme-challenge/a%2fb",
        "GET, /.well-known/acme-challenge/a/b",
        "GET, /.well-known/acme-challenge/a?b",
        "GET, /.well-known//acme-challenge/a",
        "GET, /x/.well-known/acme-challenge/a",
        "POST, /.well-known/acme-challenge/a",
        "OPTIONS, /.well-known/acme-challenge/a"
    })
    void whatAsksForNoTokenIsNotLookedUp(String method, String target) throws IOException {
        assertThat(ask(method, "one.test", target)).startsWith("HTTP/1.1 308 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void aTokenLongerThanAnyIsNotLookedUp() throws IOException {
        assertThat(ask("GET", "one.test", FOLDER + "a".repeat(257))).startsWith("HTTP/1.1 308 ");
        assertThat(asked).isEmpty();
        assertThat(ask("GET", "one.test", FOLDER + "a".repeat(256))).startsWith("HTTP/1.1 308 ");
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsNoRequestIsRefusedAsEver() throws IOException {
        try (Socket socket = plain()) {
            send(socket, "GET " + FOLDER + TOKEN + " HTTP/1.1\r\nHost: a b\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void overTlsItIsTheBackendsAffair() throws IOException {
        try (Visitor visitor = Visitor.Protocol.HTTP1.visit(edge, "one.test")) {
            assertThat(visitor.get(FOLDER + TOKEN).body()).isEqualTo("hello");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void anAnswerThatTakesAWhileIsWaitedForAndThoseBehindItWaitToo() throws IOException {
        CompletableFuture<Optional<String>> first = new CompletableFuture<>();
        CompletableFuture<Optional<String>> second = new CompletableFuture<>();
        edge.authorizations =
                token -> {
                    asked.add(token);
                    return token.equals(TOKEN) ? first : second;
                };
        try (Socket socket = plain()) {
            send(
                    socket,
                    "GET "
                            + FOLDER
                            + TOKEN
                            + " HTTP/1.1\r\nHost: one.test\r\nContent-Length: 4\r\n\r\nbody"
                            + "GET "
                            + FOLDER
                            + "other HTTP/1.1\r\nHost: one.test\r\nConnection: close\r\n\r\n");
            Eventually.until(() -> asked.size() == 1);
            first.complete(Optional.of(PROOF));
            Eventually.until(() -> asked.size() == 2);
            second.complete(Optional.empty());
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains(PROOF + "HTTP/1.1 308 ");
        }
    }

    @Test
    void whoIsGoneBeforeTheAnswerIsNoTrouble() throws IOException {
        CompletableFuture<Optional<String>> late = new CompletableFuture<>();
        edge.authorizations =
                token -> {
                    asked.add(token);
                    return late;
                };
        try (Heard heard = new Heard()) {
            try (Socket socket = plain()) {
                send(socket, "GET " + FOLDER + TOKEN + " HTTP/1.1\r\nHost: one.test\r\n\r\n");
                Eventually.until(() -> asked.size() == 1);
                socket.setSoLinger(true, 0);
            }
            Eventually.until(() -> edge.listener.connections() == 0);
            late.complete(Optional.of(PROOF));
            edge.drain();
            edge.close();
            assertThat(heard.troubles()).isEmpty();
        }
    }

    private String ask(String method, String host, String target) throws IOException {
        try (Socket socket = plain()) {
            send(
                    socket,
                    method
                            + " "
                            + target
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n\r\n");
            return answer(socket);
        }
    }

    private Socket plain() throws IOException {
        Socket socket = edge.plain();
        socket.setSoTimeout(Tls.PATIENCE_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
