package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a WebSocket tells, and what it still tells somebody who comes back.
@Timeout(60)
class SocketTest {
    private static final String SQUARE = "wizards/town-square";

    private PaperMattermost server;
    private Person ann;
    private Person bridge;

    @BeforeEach
    void start() throws Exception {
        server = PaperMattermost.start(Settings.forBridges(Release.V11_10));
        ann = server.person("ann");
        bridge = server.bot("bridge");
        server.open("wizards/town-square", ann, bridge);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void greetsWhoeverSendsATokenWithTheUpgrade() throws Exception {
        try (Ears ears = Ears.open(server, bridge.token())) {
            Json hello = ears.next();
            assertThat(hello.text("event")).isEqualTo("hello");
            assertThat(hello.number("seq")).isZero();
            assertThat(hello.get("data").text("connection_id")).hasSize(26);
            assertThat(hello.get("data").text("server_version"))
                    .startsWith("11.10.0.")
                    .endsWith(".false");
        }
    }

    @Test
    void greetsWhoeverAnswersTheChallenge() throws Exception {
        try (Ears ears = Ears.open(server, "")) {
            ears.say("authentication_challenge", 1, Map.of("token", bridge.token()));
            List<Json> both = List.of(ears.next(), ears.next());
            assertThat(both).anyMatch(one -> one.text("event").equals("hello"));
            assertThat(both).anyMatch(one -> one.number("seq_reply") == 1);
        }
    }

    @Test
    void tellsPostsAsTextInText() throws Exception {
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            String id = ann.post("wizards/town-square", "hello");
            Json posted = ears.next();
            assertThat(posted.text("event")).isEqualTo("posted");
            assertThat(posted.number("seq")).isEqualTo(1);
            assertThat(Json.read(posted.get("data").text("post")).text("id")).isEqualTo(id);
            assertThat(posted.get("data").text("sender_name")).isEqualTo("@ann");
        }
    }

    @Test
    void repeatsWhatWasMissedWithoutAGreeting() throws Exception {
        String id;
        try (Ears ears = Ears.open(server, bridge.token())) {
            id = ears.next("hello").get("data").text("connection_id");
            ann.post("wizards/town-square", "0");
            ears.next("posted");
        }
        await(0);
        IntStream.range(1, 130).forEach(i -> ann.post("wizards/town-square", Integer.toString(i)));
        try (Ears ears =
                Ears.open(
                        server.port(),
                        bridge.token(),
                        "?connection_id=" + id + "&sequence_number=2")) {
            for (int i = 1; i < 130; i++) {
                Json event = ears.next();
                assertThat(event.number("seq")).isEqualTo(i + 1);
                assertThat(Json.read(event.get("data").text("post")).text("message"))
                        .isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void repeatsTheLast128ThatWereSentAndLost() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(server.port())) {
            String id;
            try (Ears ears = Ears.open(proxy.port(), bridge.token(), "")) {
                id = ears.next("hello").get("data").text("connection_id");
                proxy.swallow();
                IntStream.range(0, 128).forEach(i -> ann.post(SQUARE, Integer.toString(i)));
                proxy.cut();
            }
            proxy.heal();
            await(0);
            try (Ears ears = resume(id, 1)) {
                for (int i = 1; i <= 128; i++) {
                    assertThat(ears.next().number("seq")).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void beginsAnewWhereMoreThan128WereSentAndLost() throws Exception {
        String id = listen(130);
        try (Ears ears = resume(id, 1)) {
            Json hello = ears.next();
            assertThat(hello.text("event")).isEqualTo("hello");
            assertThat(hello.number("seq")).isZero();
            assertThat(hello.get("data").text("connection_id")).isNotEqualTo(id);
            ann.post(SQUARE, "next");
            assertThat(ears.next("posted").number("seq")).isEqualTo(1);
        }
    }

    @Test
    void saysNothingWhereNothingWasMissed() throws Exception {
        String id = listen(3);
        try (Ears ears = resume(id, 4)) {
            ann.post(SQUARE, "next");
            assertThat(ears.next().number("seq")).isEqualTo(4);
        }
    }

    @Test
    void endsWhereMoreThan256AreWaiting() throws Exception {
        String id = listen(0);
        IntStream.range(0, 256).forEach(i -> ann.post(SQUARE, Integer.toString(i)));
        try (Ears ears = resume(id, 1)) {
            assertThat(ears.next().number("seq")).isEqualTo(1);
        }
        await(0);
        String other = listen(0);
        IntStream.range(0, 257).forEach(i -> ann.post(SQUARE, Integer.toString(i)));
        try (Ears ears = resume(other, 1)) {
            assertThat(ears.next().get("data").text("connection_id")).isNotEqualTo(other);
        }
    }

    @Test
    void beginsAnewAfterARestart() throws Exception {
        String id = listen(3);
        server.restart();
        try (Ears ears = resume(id, 4)) {
            Json hello = ears.next();
            assertThat(hello.text("event")).isEqualTo("hello");
            assertThat(hello.get("data").text("connection_id")).isNotEqualTo(id);
        }
    }

    @Test
    void beginsAnewWhereTheOldConnectionIsThoughtToBeThere() throws Exception {
        try (Ears old = Ears.open(server, bridge.token())) {
            String id = old.next("hello").get("data").text("connection_id");
            try (Ears ears = resume(id, 1)) {
                assertThat(ears.next("hello").get("data").text("connection_id")).isNotEqualTo(id);
            }
        }
    }

    @Test
    void forgetsIdleSubscriptionsWhenTheReaperComes() throws Exception {
        Clock clock = new Clock();
        server.restart(Settings.forBridges(Release.V11_10).with(clock));
        String id = listen(0);
        clock.add(4 * 60_000);
        try (Ears ears = resume(id, 1)) {
            await(1);
            ann.post(SQUARE, "kept");
            assertThat(ears.next().number("seq")).isEqualTo(1);
        }
        await(0);
        clock.add(11 * 60_000);
        try (Ears ears = resume(id, 2)) {
            assertThat(ears.next("hello").get("data").text("connection_id")).isNotEqualTo(id);
        }
    }

    @Test
    void needsANumberWithAnIdThatItKnows() throws Exception {
        String id = listen(0);
        try (Ears ears = Ears.open(server.port(), bridge.token(), "?connection_id=" + id)) {
            ears.awaitEnd();
        }
        try (Ears ears = Ears.open(server.port(), bridge.token(), "?connection_id=short")) {
            ears.awaitEnd();
        }
        try (Ears ears =
                Ears.open(server.port(), bridge.token(), "?connection_id=" + "a".repeat(26))) {
            assertThat(ears.next().text("event")).isEqualTo("hello");
        }
    }

    @Test
    void cannotBeComeBackToByTheChallenge() throws Exception {
        String id = listen(0);
        try (Ears ears =
                Ears.open(server.port(), "", "?connection_id=" + id + "&sequence_number=1")) {
            ears.say("authentication_challenge", 1, Map.of("token", bridge.token()));
            assertThat(ears.next("hello").get("data").text("connection_id")).isNotEqualTo(id);
        }
    }

    @Test
    void opensForABadTokenAndClosesAfterFiveSeconds() throws Exception {
        long before = System.nanoTime();
        try (Ears ears = Ears.open(server.port(), "no such token", "")) {
            ears.awaitEnd();
            assertThat(ears.waiting()).isZero();
        }
        assertThat(System.nanoTime() - before).isGreaterThan(4_000_000_000L);
    }

    @Test
    void dropsTypingWhereHalfTheQueueIsFull() throws Exception {
        String id = listen(0);
        try (Ears typist = Ears.open(server, ann.token())) {
            typist.next("hello");
            String square = server.channel(SQUARE);
            typist.say("user_typing", 1, Map.of("channel_id", square));
            typist.next();
            IntStream.range(0, 127).forEach(i -> ann.post(SQUARE, Integer.toString(i)));
            typist.say("user_typing", 2, Map.of("channel_id", square));
            while (typist.next().number("seq_reply") != 2) {
                // Its own posts come first.
            }
            ann.post(SQUARE, "last");
        }
        try (Ears ears = resume(id, 1)) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 129; i++) {
                names.add(ears.next().text("event"));
            }
            assertThat(names).containsOnlyOnce("typing").endsWith("posted");
            assertThat(names.getFirst()).isEqualTo("typing");
        }
    }

    @Test
    void tellsMembersAlone() throws Exception {
        server.openPrivate("wizards/tower", ann);
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            ann.post("wizards/tower", "secret");
            String id = ann.post(SQUARE, "open");
            assertThat(Json.read(ears.next().get("data").text("post")).text("id")).isEqualTo(id);
        }
    }

    @Test
    void tellsEditsDeletionsAndReactionsAsTextInText() throws Exception {
        String id = ann.post(SQUARE, "first");
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            ann.edit(id, "second");
            ann.react(id, "tada");
            ann.unreact(id, "tada");
            ann.delete(id);
            Json edited = Json.read(ears.next("post_edited").get("data").text("post"));
            assertThat(edited.text("message")).isEqualTo("second");
            Json added = Json.read(ears.next("reaction_added").get("data").text("reaction"));
            assertThat(added.text("emoji_name")).isEqualTo("tada");
            ears.next("reaction_removed");
            Json deleted = Json.read(ears.next("post_deleted").get("data").text("post"));
            assertThat(deleted.text("id")).isEqualTo(id);
        }
    }

    @Test
    void tellsReactionsWhereOneLooksAloneToThoseWhoSayWhereTheyLook() throws Exception {
        for (Release release : List.of(Release.V11_7, Release.V11_10)) {
            server.restart(Settings.forBridges(release));
            String id = ann.post(SQUARE, "post");
            try (Ears ears = Ears.open(server, bridge.token())) {
                ears.next("hello");
                ann.react(id, "tada");
                ears.next("reaction_added");
                ears.say("presence", 1, Map.of("channel_id", "a".repeat(26)));
                ears.next();
                ann.react(id, "heart");
                ann.post(SQUARE, "next");
                assertThat(ears.next().text("event"))
                        .isEqualTo(release == Release.V11_7 ? "reaction_added" : "posted");
            }
        }
    }

    @Test
    void pingsAndClosesWhereNothingComesBack() throws Exception {
        server.restart(
                Settings.forBridges(Release.V11_10)
                        .heartbeat(Duration.ofMillis(100), Duration.ofMillis(300)));
        try (FaultProxy proxy = FaultProxy.before(server.port());
                Ears ears = Ears.open(proxy.port(), bridge.token(), "")) {
            ears.next("hello");
            ears.awaitPings(5);
            assertThat(server.connected()).isEqualTo(1);
            proxy.swallow();
            await(0);
        }
    }

    @Test
    void answersPingsOfClients() throws Exception {
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            ears.say("ping", 1, Map.of());
            Json pong = ears.next();
            assertThat(pong.number("seq_reply")).isEqualTo(1);
            assertThat(pong.get("data").text("text")).isEqualTo("pong");
            ears.say("no_such_action", 2, Map.of());
            assertThat(ears.next().text("status")).isEqualTo("FAIL");
        }
    }

    @Test
    void endsWhereAClientSaysMoreThan8Kib() throws Exception {
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            ears.say("ping", 1, Map.of("long", "x".repeat(9000)));
            ears.awaitEnd();
        }
    }

    /// Listens to so many posts, and goes away.
    ///
    /// @return the connection's id
    private String listen(int posts) throws Exception {
        String id;
        try (Ears ears = Ears.open(server, bridge.token())) {
            id = ears.next("hello").get("data").text("connection_id");
            for (int i = 0; i < posts; i++) {
                ann.post(SQUARE, Integer.toString(i));
                ears.next("posted");
            }
        }
        await(0);
        return id;
    }

    private Ears resume(String id, long next) {
        return Ears.open(
                server.port(), bridge.token(), "?connection_id=" + id + "&sequence_number=" + next);
    }

    private void await(int connected) {
        long deadline = System.nanoTime() + Ears.PATIENCE.toNanos();
        while (server.connected() != connected) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
