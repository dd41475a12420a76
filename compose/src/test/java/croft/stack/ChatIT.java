package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.mattermost.paper.PaperMattermost;
import croft.chat.mattermost.paper.Person;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    private static final String TOPIC = "home/off-topic";

    /// Over two kills of the bridge, one of the database and an outage of the other server.
    private static final int MESSAGES = 60;

    private static PaperMattermost wizards;
    private static PaperMattermost rust;
    private static Person ada;
    private static Person bob;
    private static LiveStack stack;

    @BeforeAll
    static void start() throws Exception {
        wizards = PaperMattermost.start(Settings.forBridges(Release.V11_10));
        rust = PaperMattermost.start(Settings.forBridges(Release.V12_0));
        Person here = wizards.bot("croft");
        Person there = rust.bot("croft");
        ada = wizards.person("ada");
        bob = rust.person("bob");
        wizards.open(SQUARE, here, ada);
        wizards.open(OPS, here, ada);
        rust.open(TOPIC, there, bob);
        Path folder = Folders.withOneSite();
        Path secrets = Files.createDirectories(folder.resolve(".croft/secrets"));
        Files.writeString(secrets.resolve("wizards-bot"), here.token());
        Files.writeString(secrets.resolve("wizards-admin"), wizards.admin().token());
        Files.writeString(secrets.resolve("rust-bot"), there.token());
        Files.writeString(secrets.resolve("rust-admin"), rust.admin().token());
        Files.writeString(
                folder.resolve("croft.yml"),
                """
                sites:
                  - { host: www.localhost, static: ./www }
                  - { host: wizards.localhost, chat: wizards }
                chats:
                  wizards: { url: "%s", token: wizards-bot, admin: wizards-admin }
                  rust: { url: "%s", token: rust-bot, admin: rust-admin }
                bridges:
                  - between: [wizards/town-square, rust/home/off-topic]
                events:
                  - { to: wizards/ops, when: [certificate.*, backend.*] }
                """
                        .formatted(wizards.url(), rust.url()));
        stack = LiveStack.on(folder);
        stack.awaitThat(
                "both chats are there",
                () -> croft("status").lines().filter(line -> line.contains(" up ")).count() == 2);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
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

    @Test
    @Order(4)
    void theOwnerSeesHowItStands() throws Exception {
        assertThat(croft("status"))
                .contains("wizards", "rust", "wizards/town-square", "nothing waits");
        assertThat(croft("dead")).contains("Everything was delivered");
        assertThat(croft("verify", "wizards")).contains("ok ").doesNotContain("failed ");
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
