package croft.chat.mattermost;

import static croft.chat.mattermost.Sending.NO_FILES;
import static croft.chat.mattermost.Sending.author;
import static croft.chat.mattermost.Sending.edit;
import static croft.chat.mattermost.Sending.insist;
import static croft.chat.mattermost.Sending.message;
import static croft.chat.mattermost.Sending.send;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.fault.Bite;
import croft.chat.mattermost.paper.Clock;
import croft.chat.mattermost.paper.Gate;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Files;
import croft.chat.relay.Outcome;
import croft.chat.relay.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing that is sent is lost or doubled, whatever lies between.
@Timeout(60)
class SendingFaultsTest {
    private static final Author WILMA = author("wilma", "Wilma");

    private final Clock clock = new Clock();
    private Town town;
    private MattermostNetwork network;

    @BeforeEach
    void start() throws Exception {
        town = new Town(Settings.forBridges(Release.V11_10).with(clock), true);
        network = town.join();
    }

    @AfterEach
    void stop() throws Exception {
        town.close();
    }

    @Test
    void anAnswerThatIsLostIsFoundWhenever() throws Exception {
        for (Duration later :
                List.of(Duration.ZERO, Duration.ofSeconds(60), Duration.ofHours(30))) {
            Outgoing.Create create = said("after " + later);
            Instant tried = clock.instant();
            town.cutNextAnswer();
            assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
            clock.add(later.toMillis());

            assertThat(network.find(create, 0, tried)).isInstanceOf(Trace.Found.class);
        }
        assertThat(shown()).hasSize(3);
    }

    @Test
    void anAnswerThatIsLostIsFoundAfterTheServerStartedAnew() throws Exception {
        Outgoing.Create create = said("once");
        Instant tried = clock.instant();
        town.cutNextAnswer();
        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        town.server.restart();

        String id = insist(network, create, tried, 20, true);

        assertThat(shown()).extracting(Seen::id).containsExactly(id);
    }

    @Test
    void aTryAtOnceIsTheSamePostEvenIfNobodyLooks() throws Exception {
        Outgoing.Create create = said("once");
        town.cutNextAnswer();
        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        clock.add(20_000);

        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Sent.class);

        assertThat(shown()).hasSize(1);
    }

    @Test
    void whatMayStillArriveIsWaitedFor() throws Exception {
        Outgoing.Create create = said("once");
        Instant tried = clock.instant().minusSeconds(40);
        town.proxy.bite(1, "POST /api/v4/posts?", new Bite.NotDelivered());
        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);

        assertThat(network.find(create, 0, tried)).isInstanceOf(Trace.Later.class);
        clock.add(5_000);
        assertThat(network.find(create, 0, tried)).isInstanceOf(Trace.Absent.class);
    }

    @Test
    void aPostThatIsUnderWayIsNotMadeTwice() throws Exception {
        Outgoing.Create create = said("once");
        Gate gate = town.server.holdNextPost();
        town.proxy.bite(1, "POST /api/v4/posts?", new Bite.AnswerSwallowed());
        Outcome[] first = new Outcome[1];
        Thread sending =
                Thread.startVirtualThread(() -> {
                    try {
                        first[0] = network.send(create, 0, NO_FILES);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        gate.awaitSomebody();
        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        gate.open();
        String id = insist(network, create, clock.instant(), 500, true);
        town.proxy.cut();
        sending.join();

        assertThat(first[0]).isInstanceOf(Outcome.Doubtful.class);
        assertThat(shown()).extracting(Seen::id).containsExactly(id);
    }

    @Test
    void isFoundAmongMoreThanAThousandOthers() throws Exception {
        Outgoing.Create create = said("needle");
        Instant tried = clock.instant();
        town.cutNextAnswer();
        assertThat(network.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        for (int i = 0; i < 1300; i++) {
            if (i % 3 == 0) {
                clock.add(1);
            }
            town.person("alice").post(Town.SQUARE, "hay " + i);
        }

        assertThat(network.find(create, 0, tried)).isInstanceOf(Trace.Found.class);
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() throws Exception {
        network.send(said("hello"), 0, NO_FILES);
        town.server.refuse(1, "POST /api/v4/posts", 429, Map.of("X-RateLimit-Reset", "7"));

        Outcome outcome = network.send(said("x"), 0, NO_FILES);

        assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
        assertThat(((Outcome.NotSent) outcome).pause()).contains(Duration.ofSeconds(7));
    }

    @Test
    void stormsOfErrorsLoseAndDoubleNothing() throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            switch (i % 4) {
                case 0 -> town.server.refuse(2, "POST /api/v4/posts", 429, Map.of());
                case 1 -> town.server.failAfter(1, "POST /api/v4/posts", 502);
                case 2 -> town.server.refuse(1, "POST /api/v4/posts", 503, Map.of());
                default -> town.proxy.bite(1, "POST /api/v4/posts?", new Bite.AnswerHalved(30));
            }
            texts.add("**Wilma**: n" + i);
            insist(network, said("n" + i), clock.instant(), 50);
            clock.add(100);
        }

        assertThat(shown()).extracting(Seen::message).containsExactlyElementsOf(texts);
    }

    @Test
    void aServerThatAnswersTooLateIsAskedWhatItDid() throws Exception {
        Pace hasty =
                new Pace(
                        Duration.ofMillis(700),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200));
        MattermostNetwork impatient = town.join(hasty, clock);
        send(impatient, said("one"), NO_FILES);
        town.server.delay(1, "POST /api/v4/posts", Duration.ofMillis(1_500));
        Outgoing.Create create = said("two");

        assertThat(impatient.send(create, 0, NO_FILES)).isInstanceOf(Outcome.Doubtful.class);
        insist(impatient, create, clock.instant(), 200, true);

        assertThat(shown()).hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedGivesNoMessageUp() throws Exception {
        MattermostNetwork stranger =
                new MattermostNetwork(
                        new Server(
                                "wizards",
                                URI.create("http://127.0.0.1:" + town.server.port()),
                                () -> "unknown",
                                Optional.empty()),
                        town.memory,
                        clock);
        try (stranger) {
            Outcome outcome = stranger.send(said("x"), 0, NO_FILES);
            assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
            assertThat(((Outcome.NotSent) outcome).why()).contains("401").doesNotContain("unknown");
        }
    }

    @Test
    void anAnswerToAnAnswerGoesIntoTheThread() throws Exception {
        String root = town.person("alice").post(Town.SQUARE, "root");
        String answer = town.person("bob").reply(root, "answer");

        send(network, Sending.under(said("more"), answer), NO_FILES);

        assertThat(shown().getLast().root()).isEqualTo(root);
    }

    @Test
    void anAnswerToWhatIsGoneStandsByItself() throws Exception {
        String root = town.person("alice").post(Town.SQUARE, "root");
        town.person("alice").delete(root);

        send(network, Sending.under(said("more"), root), NO_FILES);

        assertThat(shown()).extracting(Seen::message).containsExactly("**Wilma**: more");
        assertThat(shown().getLast().root()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void whatComesLateSaysSoAndIsQuietWhereThatIsPossible(Release release) throws Exception {
        town.server.restart(Settings.forBridges(release).with(clock));
        Outgoing.Create late =
                Sending.late(said("tea"), clock.instant().minus(Duration.ofMinutes(12)));
        send(network, late, NO_FILES);

        Seen seen = shown().getFirst();
        assertThat(seen.message()).startsWith("**Wilma**: tea").contains("(delayed 12 min");
        assertThat(seen.props().containsKey("silent_notification"))
                .isEqualTo(release != Release.V11_7);
    }

    @Test
    void elevenFilesAreTwoPosts() throws Exception {
        List<Attachment> files = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            files.add(new Attachment("f" + i, "f" + i + ".txt", "text/plain", 3));
        }
        send(
                network,
                message(town.room(), WILMA, Voice.GHOST, "many", files),
                file -> new Octets(3));

        assertThat(shown()).extracting(seen -> seen.files().size()).containsExactly(10, 1);
        assertThat(shown()).extracting(Seen::message).containsExactly("many", "");
    }

    @Test
    void aLargeFileIsStreamedAndAnUploadThatIsCutIsNoMessageSent() throws Exception {
        long size = 30L << 20;
        Attachment film = new Attachment("film", "film.mp4", "video/mp4", size);
        Outgoing.Create create = message(town.room(), WILMA, Voice.PREFIX, "film", List.of(film));
        town.proxy.bite(1, "POST /api/v4/files?", new Bite.Begun(1 << 20));
        Octets cut = new Octets(size);

        assertThat(network.send(create, 0, _ -> cut)).isInstanceOf(Outcome.NotSent.class);
        assertThat(cut.closed).isTrue();
        assertThat(cut.left).as("what was not read of it").isGreaterThan(20L << 20);
        assertThat(shown()).isEmpty();

        send(network, create, _ -> new Octets(size));
        assertThat(shown()).extracting(Seen::files).containsExactly(List.of("film.mp4"));
    }

    @Test
    void aFileThatIsTooLargeIsNamedInstead() throws Exception {
        town.server.restart(
                Settings.forBridges(Release.V11_10)
                        .with("FileSettings.MaxFileSize", "1000")
                        .with(clock));
        Attachment film = new Attachment("film", "film.mp4", "video/mp4", 30L << 20);
        Attachment liar = new Attachment("liar", "liar.bin", "image/png", -1);
        Files files = file -> new Octets(file.octets() < 0 ? 5000 : file.octets());
        send(network, message(town.room(), WILMA, Voice.PREFIX, "film", List.of(film)), files);
        Outcome outcome =
                network.send(
                        message(town.room(), WILMA, Voice.PREFIX, "liar", List.of(liar)), 0, files);

        assertThat(shown().getFirst().message())
                .contains("film.mp4")
                .contains("30.0 MiB")
                .contains("larger than this server takes");
        assertThat(outcome).isNotInstanceOf(Outcome.Doubtful.class);
    }

    @Test
    void editsOfGhostsAndOfNamesAreWordedAsTheirMessage() throws Exception {
        List<String> ids = send(network, said("one"), NO_FILES);
        send(network, edit(town.room(), WILMA, ids, "two"), NO_FILES);

        assertThat(shown()).extracting(Seen::message).containsExactly("**Wilma**: two");
    }

    private Outgoing.Create said(String text) {
        return message(town.room(), WILMA, Voice.PREFIX, text);
    }

    private List<Seen> shown() {
        return town.server.shown(Town.SQUARE);
    }

    /// So many octets, made as they are read.
    private static final class Octets extends InputStream {
        private long left;
        private boolean closed;

        Octets(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            java.util.Arrays.fill(into, offset, offset + count, (byte) 'x');
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
