package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

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

    private void await(int connected) {
        long deadline = System.nanoTime() + Ears.PATIENCE.toNanos();
        while (server.connected() != connected) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
