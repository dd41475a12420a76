package croft.chat.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.chat.command.CommandDesk.Chat;
import croft.chat.mattermost.paper.PaperMattermost;
import croft.chat.mattermost.paper.Person;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Settings;
import croft.platform.journal.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `/croft`, typed at a Mattermost server (the double) and answered over HTTP.
class SlashCommandTest {
    private static final String OPS = "home/ops";

    private final PaperServices services = new PaperServices();
    private final List<Event> journal = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private PaperMattermost mattermost;
    private HttpServer callbacks;
    private CommandDesk desk;
    private Person me;
    private String token = "";

    @BeforeEach
    void start() throws Exception {
        mattermost =
                PaperMattermost.start(
                        Settings.forBridges(Release.V12_0)
                                .with(
                                        "ServiceSettings.AllowedUntrustedInternalConnections",
                                        "127.0.0.1"));
        me = mattermost.person("me");
        mattermost.open(OPS, me, mattermost.admin());
        callbacks =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.createContext("/", this::handle);
        callbacks.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        callbacks.start();
        String at = "http://127.0.0.1:" + callbacks.getAddress().getPort();
        token = mattermost.admin().makeCommand(OPS, "croft", at + "/command");
        desk =
                new CommandDesk(
                        new Chat(
                                "wizards",
                                mattermost.url(),
                                () -> token,
                                () -> Rights.of(List.of("me")),
                                URI.create(at + "/action")),
                        services.all(),
                        journal::add,
                        client,
                        InstantSource.system(),
                        Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        callbacks.stop(0);
        mattermost.close();
        client.close();
    }

    @Test
    void isAnsweredToWhoeverTypedIt() {
        assertThat(me.command(OPS, "/croft site list")).contains("**journal**");
        assertThat(me.whispers()).singleElement().asString().contains("**journal**");
        assertThat(mattermost.shown(OPS)).isEmpty();
    }

    @Test
    void isRefusedToWhoeverMayNot() {
        assertThat(mattermost.admin().command(OPS, "/croft site rollback journal"))
                .contains("You may not");
    }

    @Test
    void isAnsweredLaterWhereAServiceIsSlow() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        services.wait = slow;
        assertThat(me.command(OPS, "/croft site list")).contains("Working on");
        slow.countDown();
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (me.whispers().size() < 2 && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(me.whispers().getLast()).contains("**journal**");
    }

    @Test
    void isNotAnsweredWhereTheTokenWasMadeAnew() {
        token = "a token of before";
        assertThatThrownBy(() -> me.command(OPS, "/croft site list"))
                .hasMessageContaining("failed");
        assertThat(services.done).isEmpty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Callback callback =
                    new Callback(
                            exchange.getRequestHeaders().entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    field -> field.getValue().getFirst())),
                            exchange.getRequestBody().readAllBytes());
            Reply reply =
                    exchange.getRequestURI().getPath().equals("/command")
                            ? desk.command(callback)
                            : desk.action(callback);
            byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
