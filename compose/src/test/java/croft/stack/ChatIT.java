package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import croft.chat.irc.Ircd;
import croft.chat.mattermost.paper.PaperMattermost;
import croft.chat.mattermost.paper.Person;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// Two chat servers of different releases, linked by the whole stack, as those who chat see it.
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChatIT {
    private static final String SQUARE = "home/town-square";
    private static final String OPS = "home/ops";
    private static final String LONG = "home/long";
    private static final String TOPIC = "home/off-topic";

    /// Over two kills of the bridge, one of the database and an outage of the other server.
    private static final int MESSAGES = 60;

    private static PaperMattermost wizards;
    private static PaperMattermost rust;
    private static Ircd irc;
    private static IrcReader rita;
    private static HttpServer ntfy;
    private static final List<String> ALARMS = new CopyOnWriteArrayList<>();
    private static Person ada;
    private static Person bob;
    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        wizards =
                PaperMattermost.start(
                        Settings.forBridges(Release.V11_10)
                                .with(
                                        "ServiceSettings.AllowedUntrustedInternalConnections",
                                        "127.0.0.1"));
        rust = PaperMattermost.start(Settings.forBridges(Release.V12_0));
        Person here = wizards.bot("croft");
        Person there = rust.bot("croft");
        ada = wizards.person("ada");
        bob = rust.person("bob");
        wizards.open(SQUARE, here, ada);
        wizards.open(OPS, here, ada);
        wizards.open(LONG, here, ada);
        rust.open(TOPIC, there, bob);
        irc = Ircd.modern();
        rita = new IrcReader(irc.port(), "rita", "#long");
        ntfy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ntfy.createContext("/", ChatIT::alarmed);
        ntfy.start();
        Path folder = Folders.withOneSite();
        Path secrets = Files.createDirectories(folder.resolve(".croft/secrets"));
        Files.writeString(secrets.resolve("wizards-bot"), here.token());
        Files.writeString(secrets.resolve("wizards-admin"), wizards.admin().token());
        Files.writeString(secrets.resolve("rust-bot"), there.token());
        Files.writeString(secrets.resolve("rust-admin"), rust.admin().token());
        declare(folder, "");
        stack = LiveStack.on(folder);
        stack.awaitThat(
                "both chats are there",
                () -> croft("status").lines().filter(line -> line.contains(" up ")).count() == 3);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
        ntfy.stop(0);
        rita.close();
        irc.close();
        wizards.close();
        rust.close();
    }

    @Test
    @Order(1)
    void whatIsSaidHereIsSaidThereByTheSamePerson() throws Exception {
        String said = ada.post(SQUARE, "Hello **there**");
        stack.awaitThat("it is there", () -> messages(rust, TOPIC).contains("Hello **there**"));
        Seen copy = rust.shown(TOPIC).getLast();
        assertThat(copy.shownAs()).contains("ada");
        String answer = bob.reply(copy.id(), "Hello yourself");
        stack.awaitThat(
                "the answer is in the thread",
                () ->
                        wizards.shown(SQUARE).stream()
                                .anyMatch(post ->
                                        post.message().equals("Hello yourself")
                                                && post.root().equals(said)));
        ada.edit(said, "Hello everybody");
        bob.react(copy.id(), "tada");
        stack.awaitThat(
                "the edit is there", () -> messages(rust, TOPIC).contains("Hello everybody"));
        stack.awaitThat(
                "the reaction is here",
                () ->
                        wizards.shown(SQUARE).stream()
                                .filter(post -> post.id().equals(said))
                                .anyMatch(post ->
                                        post.reactions().stream()
                                                .anyMatch(r -> r.endsWith(":tada"))));
        bob.delete(answer);
        stack.awaitThat(
                "the deletion is here",
                () -> !messages(wizards, SQUARE).contains("Hello yourself"));
    }

    @Test
    @Order(2)
    void nothingIsLostAndNothingDoubledWhateverIsKilled() throws Exception {
        List<String> said =
                IntStream.range(0, MESSAGES).mapToObj("number %03d"::formatted).toList();
        for (int i = 0; i < MESSAGES; i++) {
            ada.post(SQUARE, said.get(i));
            switch (i) {
                case 10, 40 -> stack.croft().kill("chat-bridge");
                case 20 -> rust.stop();
                case 30 -> stack.croft().kill("postgres");
                case 50 -> rust.start();
                default -> {}
            }
            boolean never = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            assertThat(never).isFalse();
        }
        stack.awaitThat(
                "the last one is there", () -> numbered(rust, TOPIC).contains(said.getLast()));
        assertThat(numbered(rust, TOPIC)).isEqualTo(said);
    }

    @Test
    @Order(3)
    void anIncidentIsOneThreadThatSaysHowItEnded() throws Exception {
        event(
                "certificate.failing",
                "blog.test",
                "jsonb_build_object('trouble', 'no such record', 'remedy', 'write it', 'alarm',"
                        + " 'warning')");
        stack.awaitThat(
                "the channel hears of it",
                () -> wizards.shown(OPS).stream().anyMatch(p -> p.message().contains("blog.test")));
        Seen root = wizards.shown(OPS).getLast();
        assertThat(root.message()).contains("no such record", "write it");
        event("certificate.stored", "blog.test", "'{}'::jsonb");
        stack.awaitThat(
                "it says that it is over",
                () ->
                        wizards.shown(OPS).stream()
                                .filter(post -> post.id().equals(root.id()))
                                .anyMatch(post -> post.edited()));
        assertThat(wizards.shown(OPS)).filteredOn(post -> post.root().isEmpty()).hasSize(1);
    }

    /// Rooms of IRC are not for long texts: these are read at a site, as long as they are said.
    @Test
    @Order(4)
    void aLongTextIsReadWholeAtItsSite() throws Exception {
        String text =
                IntStream.rangeClosed(1, 40)
                        .mapToObj("line %d of <many>"::formatted)
                        .collect(Collectors.joining("\n"));
        String said = ada.post(LONG, text);
        stack.awaitThat(
                "the link is there",
                () -> rita.texts().stream().anyMatch(line -> line.contains("https://")));
        assertThat(rita.texts()).hasSize(9).first().asString().contains("line 1 of <many>");
        String last = rita.texts().getLast();
        assertThat(last).contains("32 more lines: https://long.localhost:" + stack.httpsPort());
        URI link = URI.create(last.substring(last.indexOf("https://")));
        try (HttpClient client = stack.client(HttpClient.Version.HTTP_2)) {
            HttpResponse<String> page = stack.get(client, link);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type"))
                    .hasValue("text/html; charset=utf-8");
            assertThat(page.body()).contains("<h1>ada</h1>", "line 40 of &lt;many&gt;");
            assertThat(stack.get(client, URI.create(link + ".txt")).body()).isEqualTo(text);
            assertThat(stack.get(client, link.resolve("/commands/wizards")).statusCode())
                    .isEqualTo(404);
            ada.edit(said, text + "\nand one more");
            stack.awaitThat(
                    "the page says so",
                    () -> stack.get(client, link).body().contains("and one more"));
            ada.delete(said);
            stack.awaitThat("it is gone", () -> stack.get(client, link).statusCode() == 404);
        }
    }

    @Test
    @Order(5)
    void aCommandIsAnsweredInTheChannelThatItIsTypedIn() throws Exception {
        String token =
                wizards.admin()
                        .makeCommand(
                                OPS,
                                "croft",
                                "http://127.0.0.1:"
                                        + stack.croft().chatPort()
                                        + "/commands/wizards");
        Files.writeString(stack.folder().resolve(".croft/secrets/wizards-command"), token);
        declare(stack.folder(), ", commands: { token: wizards-command, allow: [ada] }");
        stack.awaitThat(
                "the command is answered", () -> answered("/croft cert status", "www.localhost"));
        assertThat(ada.command(OPS, "/croft bridge status"))
                .contains("wizards/town-square", "rust/home/off-topic");
        assertThat(wizards.admin().command(OPS, "/croft site list")).contains("You may not");
    }

    @Test
    @Order(6)
    void whatAChatThatIsAwayCannotBeToldGoesElsewhere() throws Exception {
        wizards.stop();
        event(
                "certificate.failing",
                "shop.test",
                "jsonb_build_object('trouble', 'no such zone', 'remedy', 'make it', 'alarm',"
                        + " 'warning')");
        stack.awaitThat(
                "ntfy is told",
                () -> ALARMS.stream().anyMatch(alarm -> alarm.contains("shop.test")));
        assertThat(ALARMS).filteredOn(alarm -> alarm.contains("shop.test")).hasSize(1);
        wizards.start();
        stack.awaitThat(
                "the channel hears of it, too",
                () -> messages(wizards, OPS).stream().anyMatch(t -> t.contains("shop.test")));
    }

    @Test
    @Order(7)
    void theOwnerSeesHowItStands() throws Exception {
        assertThat(croft("status"))
                .contains("wizards", "rust", "wizards/town-square", "nothing waits");
        assertThat(croft("dead")).contains("Everything was delivered");
        assertThat(croft("verify", "wizards")).contains("ok ").doesNotContain("failed ");
    }

    @Test
    @Order(8)
    void logsTellNoSecretAndNothingThatWasSaid() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(wizards.admin().token(), ada.token()));
        try (Stream<Path> files = Files.list(stack.folder().resolve(".croft/secrets"))) {
            for (Path file : files.toList()) {
                secrets.add(Files.readString(file).strip());
            }
        }
        assertThat(secrets).hasSizeGreaterThan(10).noneMatch(String::isBlank);
        secrets.addAll(List.of("Hello", "number 0", "of <many>", "and one more"));
        Path logs = stack.folder().resolve(".croft/logs");
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.getFileName().toString())
                        .doesNotContain(secrets);
            }
        }
        assertThat(Files.readString(logs.resolve("chat-bridge.log"))).contains("leads, term");
    }

    private static boolean answered(String command, String with) {
        try {
            return ada.command(OPS, command).contains(with);
        } catch (RuntimeException | AssertionError _) {
            return false; // the bridge knows of none yet
        }
    }

    private static void alarmed(HttpExchange exchange) throws IOException {
        try (exchange) {
            ALARMS.add(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /// @param more of `wizards`
    private static void declare(Path folder, String more) throws IOException {
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                sites:
                  - { host: www.localhost, static: ./www }
                  - { host: wizards.localhost, chat: wizards }
                  - { host: long.localhost, pastes: irc }
                chats:
                  wizards: { url: "%s", token: wizards-bot, admin: wizards-admin%s }
                  rust: { url: "%s", token: rust-bot, admin: rust-admin }
                  irc: { url: "irc://127.0.0.1:%d" }
                bridges:
                  - between: [wizards/town-square, rust/home/off-topic]
                  - between: [wizards/long, "irc/#long"]
                events:
                  - to: wizards/ops
                    when: [certificate.*, backend.*]
                    else: ["ntfy:http://127.0.0.1:%d/croft"]
                    after: 2s
                """
                        .formatted(
                                wizards.url(),
                                more,
                                rust.url(),
                                irc.port(),
                                ntfy.getAddress().getPort()));
    }

    private static List<String> messages(PaperMattermost server, String channel) {
        return server.shown(channel).stream().map(Seen::message).toList();
    }

    /// In order, with what came twice. What came late says so behind its text.
    private static List<String> numbered(PaperMattermost server, String channel) {
        return messages(server, channel).stream()
                .filter(text -> text.contains("number "))
                .map(text -> text.substring(text.indexOf("number "), text.indexOf("number ") + 10))
                .toList();
    }

    private static void event(String kind, String subject, String attributes) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:"
                                        + stack.croft().report().databasePort()
                                        + "/postgres",
                                "postgres",
                                Files.readString(
                                                stack.folder()
                                                        .resolve(".croft/secrets/database-owner"))
                                        .strip());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select platform.append_event('%s', '%s', array['%s'], %s)"
                            .formatted(kind, subject, subject, attributes));
        }
    }

    private static String croft(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("chat"));
        all.addAll(List.of(arguments));
        all.add("--folder");
        all.add(stack.folder().toString());
        Process process =
                RunningCroft.command(Croft.class, all.toArray(String[]::new))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isLessThan(2);
        return output;
    }
}
