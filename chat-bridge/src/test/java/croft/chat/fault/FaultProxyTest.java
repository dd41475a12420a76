package croft.chat.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each fault, before a server that repeats each line in capitals.
@Timeout(60)
class FaultProxyTest {
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    threads.execute(() -> repeat(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
        proxy = FaultProxy.before(server.getLocalPort());
    }

    private void repeat(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                delivered.add(line);
                socket.getOutputStream()
                        .write((line.toUpperCase(Locale.ROOT) + "\n").getBytes(US_ASCII));
            }
        } catch (IOException e) {
            delivered.add("broken");
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void passesEverythingOn() throws Exception {
        try (Client client = new Client()) {
            client.say("one");
            assertThat(client.hear()).isEqualTo("ONE");
            client.say("two");
            assertThat(client.hear()).isEqualTo("TWO");
        }
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void cutsWhatIsThereAndServesWhatComes() throws Exception {
        try (Client client = new Client();
                Client next = new Client()) {
            client.say("one");
            client.hear();
            next.say("here");
            next.hear();
            proxy.cut();
            assertThatThrownBy(client::hear).isInstanceOf(SocketException.class);
            try (Client last = new Client()) {
                last.say("again");
                assertThat(last.hear()).isEqualTo("AGAIN");
            }
        }
    }

    @Test
    void endsOneWayAlone() throws Exception {
        try (Client client = new Client()) {
            client.say("one");
            client.hear();
            proxy.end(Way.TO_CLIENT);
            assertThat(client.hear()).isNull();
            client.say("heard nevertheless");
            awaitDelivered("heard nevertheless");
        }
    }

    @Test
    void refusesUntilItIsHealed() throws Exception {
        proxy.refuse();
        assertThatThrownBy(Client::new).isInstanceOf(ConnectException.class);
        proxy.heal();
        try (Client client = new Client()) {
            client.say("one");
            assertThat(client.hear()).isEqualTo("ONE");
        }
    }

    @Test
    void swallowsWithoutAWordAndDeliversLater() throws Exception {
        try (Client client = new Client()) {
            client.say("one");
            client.hear();
            proxy.swallow();
            client.say("two");
            client.patience(Duration.ofMillis(300));
            assertThatThrownBy(client::hear).isInstanceOf(SocketTimeoutException.class);
            assertThat(delivered).containsExactly("one");
            try (Client another = new Client()) {
                another.say("three");
                another.patience(Duration.ofMillis(100));
                assertThatThrownBy(another::hear).isInstanceOf(SocketTimeoutException.class);
                proxy.heal();
                another.patience(Duration.ofSeconds(20));
                assertThat(another.hear()).isEqualTo("THREE");
            }
            client.patience(Duration.ofSeconds(20));
            assertThat(client.hear()).isEqualTo("TWO");
        }
    }

    @Test
    void hidesTheEndOfAServerThatItSwallows() throws Exception {
        try (Client client = new Client()) {
            client.say("one");
            client.hear();
            proxy.swallow();
            server.close();
            threads.shutdownNow();
            client.patience(Duration.ofMillis(300));
            assertThatThrownBy(client::hear).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void delaysBothWays() throws Exception {
        proxy.delay(Duration.ofMillis(150));
        try (Client client = new Client()) {
            long before = System.nanoTime();
            client.say("one");
            assertThat(client.hear()).isEqualTo("ONE");
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void deliversTheRequestAndLosesTheAnswer() throws Exception {
        proxy.bite(1, "post", new Bite.AnswerLost());
        try (Client client = new Client()) {
            client.say("get");
            assertThat(client.hear()).isEqualTo("GET");
            client.say("post");
            assertThatThrownBy(client::hear).isInstanceOf(SocketException.class);
        }
        assertThat(delivered).contains("post");
        assertThat(proxy.bitten()).isEqualTo(1);
        try (Client client = new Client()) {
            client.say("post");
            assertThat(client.hear()).isEqualTo("POST");
        }
    }

    @Test
    void losesTheRequest() throws Exception {
        proxy.bite(1, "post", new Bite.NotDelivered());
        try (Client client = new Client()) {
            client.say("post");
            assertThatThrownBy(client::hear).isInstanceOf(SocketException.class);
        }
        assertThat(delivered).doesNotContain("post");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void deliversPartOfTheRequest(int octets) throws Exception {
        proxy.bite(1, "post ", new Bite.Begun(octets));
        try (Client client = new Client()) {
            client.say("post 0123456789");
            assertThatThrownBy(client::hear).isInstanceOf(SocketException.class);
        }
        awaitDelivered("broken");
        assertThat(delivered).noneMatch(line -> line.startsWith("post"));
    }

    @Test
    void deliversPartOfTheAnswer() throws Exception {
        proxy.bite(1, "post", new Bite.AnswerHalved(4));
        try (Client client = new Client()) {
            client.say("post 0123456789");
            assertThat(client.hear()).isEqualTo("POST");
        }
    }

    @Test
    void swallowsAnAnswer() throws Exception {
        proxy.bite(1, "post", new Bite.AnswerSwallowed());
        try (Client client = new Client()) {
            client.say("post");
            awaitDelivered("post");
            client.patience(Duration.ofMillis(300));
            assertThatThrownBy(client::hear).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void knowsATextThatArrivesInPieces() throws Exception {
        proxy.bite(1, "post", new Bite.AnswerLost());
        try (Client client = new Client()) {
            client.say("one");
            client.hear();
            for (char c : "a post\n".toCharArray()) {
                client.write(new byte[] {(byte) c});
            }
            assertThatThrownBy(client::hear).isInstanceOf(SocketException.class);
        }
        assertThat(delivered).contains("a post");
    }

    private void awaitDelivered(String line) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!delivered.contains(line)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        private final BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        private final OutputStream out = socket.getOutputStream();

        Client() throws IOException {
            patience(Duration.ofSeconds(20));
        }

        void patience(Duration duration) throws IOException {
            socket.setSoTimeout((int) duration.toMillis());
        }

        void say(String line) throws IOException {
            write((line + "\n").getBytes(US_ASCII));
        }

        void write(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
        }

        String hear() throws IOException {
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
