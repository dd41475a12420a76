package croft.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import croft.chat.command.CommandDesk.Chat;
import croft.platform.journal.Event;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a chat server is answered, by what it sends.
class CommandDeskTest {
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz";

    private final PaperServices services = new PaperServices();
    private final List<Event> journal = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<String> late = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private CommandDesk desk;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private Rights rights = Rights.of(List.of("me", "ann: wiki"));
    private boolean journalAway;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hooks/commands/",
                exchange -> {
                    try (exchange) {
                        late.add(
                                exchange.getRequestURI().getPath()
                                        + " "
                                        + new String(
                                                exchange.getRequestBody().readAllBytes(),
                                                StandardCharsets.UTF_8));
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        server.start();
        desk = desk(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private CommandDesk desk(Duration patience) {
        return new CommandDesk(
                new Chat(
                        "wizards",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        () -> "other-token\n" + TOKEN + "\n",
                        () -> rights,
                        URI.create("http://127.0.0.1:9/action")),
                services.all(),
                event -> {
                    if (journalAway) {
                        throw new Unfulfilled("the database is away");
                    }
                    journal.add(event);
                },
                client,
                () -> now,
                patience);
    }

    @Test
    void answersOnlyWhoeverAsked() throws Exception {
        Reply reply = typed("me", "site list");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).contains("\"response_type\":\"ephemeral\"");
        assertThat(text(reply))
                .isEqualTo(
                        "- **journal** `journal.example.net`: release `r2` since 2026-11-20 08:00"
                                + " UTC, 2 releases kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Token ",
                "Token abcdefghijklmnopqrstuvwxy",
                "Bearer abcdefghijklmnopqrstuvwxyz",
                "Token ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "Token other-token\nabc"
            })
    void refusesAWrongToken(String authorization) throws Exception {
        Reply reply =
                desk.command(
                        new Callback(
                                Map.of("Authorization", authorization),
                                form("me", "site list").getBytes(StandardCharsets.UTF_8)));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(services.done).isEmpty();
    }

    @Test
    void takesTheTokenOfTheFormWhereThereIsNoOther() throws Exception {
        String form = form("me", "site list") + "&token=" + TOKEN;
        assertThat(
                        desk.command(new Callback(Map.of(), form.getBytes(StandardCharsets.UTF_8)))
                                .status())
                .isEqualTo(200);
        assertThat(
                        desk.command(
                                        new Callback(
                                                Map.of("Authorization", "Token wrong"),
                                                form.getBytes(StandardCharsets.UTF_8)))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void refusesWhoMayNotAndNotesIt() throws Exception {
        assertThat(text(typed("eve", "site rollback journal")))
                .contains("You may not `/croft site rollback`")
                .contains("allow: [eve]");
        assertThat(text(typed("ann", "wiki search plum"))).contains("Plum cake");
        assertThat(services.done).isEmpty();
        assertThat(journal)
                .extracting(Event::kind)
                .containsExactly("command.refused", "command.ran");
    }

    @Test
    void showsInTheHelpWhatSomebodyMay() throws Exception {
        assertThat(text(typed("ann", "")))
                .contains("/croft wiki search WORDS")
                .doesNotContain("site");
        assertThat(text(typed("me", "help"))).contains("/croft site rollback PROJECT");
    }

    @Test
    void asksBackBeforeItChangesSomething() throws Exception {
        Reply asked = typed("me", "site rollback journal");
        assertThat(asked.json())
                .contains("\"actions\":[{\"id\":\"confirm\"", "\"name\":\"Do it\"")
                .contains("\"url\":\"http://127.0.0.1:9/action\"");
        assertThat(services.done).isEmpty();
        Reply done = pressed(ticket(asked), "confirm", "id-me");
        assertThat(done.json())
                .contains("🚀 `r1` of **journal** is current, in place of `r2`; 3 files changed.")
                .contains("\"attachments\":[]");
        assertThat(services.done).containsExactly("rollback journal");
        assertThat(journal).extracting(Event::kind).containsExactly("command.ran", "command.ended");
        assertThat(journal.getFirst().subject()).isEqualTo("site rollback journal");
        assertThat(journal.getFirst().attributes())
                .containsEntry("user", "me")
                .containsEntry("user-id", "id-me")
                .containsEntry("chat", "wizards");
        assertThat(journal.getLast().attributes()).containsEntry("outcome", "done");
    }

    @Test
    void takesAnAnswerOnce() throws Exception {
        String ticket = ticket(typed("me", "site rollback journal"));
        pressed(ticket, "confirm", "id-me");
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("This question is closed");
        assertThat(services.done).hasSize(1);
    }

    @Test
    void takesAnAnswerOfWhoeverAskedAlone() throws Exception {
        String ticket = ticket(typed("me", "site rollback journal"));
        assertThat(pressed(ticket, "confirm", "id-ann").json()).contains("Only `me` can answer");
        assertThat(pressed("guessed", "confirm", "id-me").json()).contains("closed");
        assertThat(services.done).isEmpty();
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("is current");
    }

    @Test
    void takesNoAnswerAfterFiveMinutes() throws Exception {
        String ticket = ticket(typed("me", "site rollback journal"));
        now = now.plus(Duration.ofMinutes(5));
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("closed");
        assertThat(services.done).isEmpty();
    }

    @Test
    void leavesThingsAsTheyAre() throws Exception {
        String ticket = ticket(typed("me", "site promote journal r1"));
        assertThat(pressed(ticket, "cancel", "id-me").json())
                .contains("Left as it is: `/croft site promote journal r1`");
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("closed");
        assertThat(services.done).isEmpty();
    }

    @Test
    void looksAgainWhoMayWhenAButtonIsPressed() throws Exception {
        String ticket = ticket(typed("me", "site rollback journal"));
        rights = Rights.of(List.of("ann"));
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("You may not");
        assertThat(services.done).isEmpty();
    }

    @Test
    void changesNothingThatCannotBeNoted() throws Exception {
        String ticket = ticket(typed("me", "cache purge www.example.net"));
        journalAway = true;
        assertThat(pressed(ticket, "confirm", "id-me").json())
                .contains("Not done, as it cannot be noted in the journal: the database is away");
        assertThat(services.done).isEmpty();
        assertThat(text(typed("me", "site list"))).contains("journal");
    }

    @Test
    void saysWhatAServiceSaysWhereItCannotBeDone() throws Exception {
        services.refusal = "journal has no release before this one";
        Reply reply = pressed(ticket(typed("me", "site rollback journal")), "confirm", "id-me");
        assertThat(reply.json()).contains("⚠ journal has no release before this one");
        assertThat(journal.getLast().attributes())
                .containsEntry("outcome", "failed: journal has no release before this one");
    }

    @Test
    void answersLaterByTheResponseUrlAtTheServerOfCroftYml() throws Exception {
        desk = desk(Duration.ofMillis(50));
        CountDownLatch slow = new CountDownLatch(1);
        services.wait = slow;
        assertThat(text(typed("me", "site list"))).contains("Working on `/croft site list`");
        slow.countDown();
        assertThat(late.poll(20, TimeUnit.SECONDS))
                .startsWith("/hooks/commands/hook123 {")
                .contains("journal.example.net");
    }

    @Test
    void answersAButtonLaterInTheSameWay() throws Exception {
        desk = desk(Duration.ofMillis(50));
        String ticket = ticket(typed("me", "site rollback journal"));
        CountDownLatch slow = new CountDownLatch(1);
        services.wait = slow;
        assertThat(pressed(ticket, "confirm", "id-me").json()).contains("Working on");
        slow.countDown();
        assertThat(late.poll(20, TimeUnit.SECONDS)).contains("is current");
    }

    @Test
    void sendsNothingAnywhereElse() throws Exception {
        ResponseUrl elsewhere =
                ResponseUrl.of(
                        "http://169.254.169.254/latest/meta-data",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        now);
        assertThat(elsewhere.send(client, "x", now)).isFalse();
        ResponseUrl good =
                ResponseUrl.of(
                        "https://elsewhere.example/chat/hooks/commands/abc",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                        now);
        for (int i = 0; i < 5; i++) {
            assertThat(good.send(client, "x", now)).isTrue();
        }
        assertThat(good.send(client, "x", now)).as("a sixth time").isFalse();
        ResponseUrl old =
                ResponseUrl.of(
                        "https://x.example/hooks/commands/abc",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        now);
        assertThat(old.send(client, "x", now.plus(Duration.ofMinutes(30)))).isFalse();
        assertThat(late).hasSize(5);
    }

    @Test
    void bearsWhateverIsSent() throws Exception {
        for (String body : List.of("", "{", "null", "[]", "\"x\"", "{\"context\": 3}", "\u0000")) {
            Callback callback = new Callback(Map.of(), body.getBytes(StandardCharsets.UTF_8));
            assertThat(desk.action(callback).status()).isIn(200, 400);
            assertThat(desk.command(callback).status()).isEqualTo(401);
        }
        Callback large = new Callback(Map.of(), new byte[70_000]);
        assertThat(desk.action(large).status()).isEqualTo(413);
        assertThat(desk.command(large).status()).isEqualTo(413);
        assertThat(
                        desk.action(
                                        new Callback(
                                                Map.of(),
                                                "["
                                                        .repeat(60_000)
                                                        .getBytes(StandardCharsets.UTF_8)))
                                .status())
                .isEqualTo(400);
        String odd = "%zz=%zz&text=%&&=&channel_name=%20&user_name=me";
        assertThat(
                        desk.command(
                                        new Callback(
                                                Map.of("authorization", "token " + TOKEN),
                                                odd.getBytes(StandardCharsets.UTF_8)))
                                .status())
                .isEqualTo(200);
    }

    private Reply typed(String user, String text) throws InterruptedException {
        return desk.command(
                new Callback(
                        Map.of("Authorization", "Token " + TOKEN),
                        form(user, text).getBytes(StandardCharsets.UTF_8)));
    }

    private static String form(String user, String text) {
        return "channel_name=ops&command=%2Fcroft&user_id=id-"
                + user
                + "&user_name="
                + user
                + "&response_url="
                + URLEncoder.encode(
                        "https://wizards.example.net/hooks/commands/hook123",
                        StandardCharsets.UTF_8)
                + "&text="
                + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply pressed(String ticket, String choice, String user) throws InterruptedException {
        return desk.action(
                new Callback(
                        Map.of(),
                        "{\"user_id\":\"%s\",\"context\":{\"ticket\":\"%s\",\"choice\":\"%s\"}}"
                                .formatted(user, ticket, choice)
                                .getBytes(StandardCharsets.UTF_8)));
    }

    private static String ticket(Reply reply) {
        Matcher ticket = Pattern.compile("\"ticket\":\"([^\"]+)\"").matcher(reply.json());
        assertThat(ticket.find()).as(reply.json()).isTrue();
        return ticket.group(1);
    }

    private static String text(Reply reply) throws Exception {
        return Json.read(reply.json().getBytes(StandardCharsets.UTF_8))
                .get("text")
                .text()
                .orElse("");
    }
}
