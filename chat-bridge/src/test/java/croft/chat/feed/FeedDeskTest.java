package croft.chat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.ledger.Notebook;
import croft.chat.ledger.PaperNotebook;
import croft.chat.message.Conversation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A feed of a real server, brought into a channel.
class FeedDeskTest {
    private static final Conversation NEWS = Conversation.of("wizards/news");
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final PaperNotebook notebook = new PaperNotebook();
    private final HttpClient client = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private FeedServer server;
    private Feed feed;
    private FeedDesk desk;

    @BeforeEach
    void start() throws Exception {
        server = new FeedServer();
        feed = new Feed(server.url(), NEWS, EVERY);
        desk = desk(Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void tellsHowReadingGoes() throws Exception {
        assertThat(desk.standing(List.of(feed)))
                .containsExactly(
                        new FeedStanding(
                                feed.url(),
                                NEWS,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        server.publishes(rss(1, 2));
        look();
        Instant read = desk.standing(List.of(feed)).getFirst().read().orElseThrow();
        assertThat(desk.standing(List.of(feed)).getFirst().why()).isEmpty();

        server.close();
        look();
        FeedStanding failing = desk.standing(List.of(feed)).getFirst();
        assertThat(failing.read()).contains(read);
        assertThat(failing.failing()).isPresent();
        assertThat(failing.why()).isPresent();
    }

    @Test
    void postsEachEntryOnce() throws Exception {
        server.publishes(rss(1, 2));
        look();
        assertThat(notebook.texts())
                .containsExactly("**[Entry 2](https://blog.example.net/2)** · A blog\n> Text _2_");
        server.publishes(rss(1, 4));
        look();
        look();
        assertThat(notebook.texts()).hasSize(3);
        assertThat(notebook.texts().getLast()).contains("Entry 4");
    }

    @Test
    void remembersOverARestart() throws Exception {
        server.publishes(rss(1, 2));
        look();
        desk = desk(Duration.ofSeconds(30));
        look();
        assertThat(notebook.texts()).hasSize(1);
    }

    @Test
    void asksForWhatHasChangedOnly() throws Exception {
        byte[] text = rss(1, 2).getBytes(StandardCharsets.UTF_8);
        server.answers(
                200,
                Map.of("ETag", "\"a\"", "Last-Modified", "Mon, 23 Nov 2026 09:00:00 GMT"),
                text);
        look();
        look();
        assertThat(server.asked().getFirst()).doesNotContainKey("If-none-match");
        assertThat(server.asked().getLast())
                .containsEntry("If-none-match", List.of("\"a\""))
                .containsEntry("If-modified-since", List.of("Mon, 23 Nov 2026 09:00:00 GMT"));
        assertThat(notebook.texts()).hasSize(1);
    }

    @Test
    void isNotAskedBeforeItIsDue() throws Exception {
        server.publishes(rss(1, 2));
        assertThat(look()).isEqualTo(now.plus(EVERY));
        desk.look(List.of(feed));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void readsWhatIsCompressed() throws Exception {
        server.answers(
                200,
                Map.of("Content-Encoding", "gzip"),
                FeedServer.gzip(rss(1, 2).getBytes(StandardCharsets.UTF_8)));
        look();
        assertThat(notebook.texts()).hasSize(1);
    }

    @Test
    void refusesWhatUnpacksToTooMuch() throws Exception {
        server.answers(
                200, Map.of("Content-Encoding", "gzip"), FeedServer.gzip(new byte[50_000_000]));
        assertThat(fetched()).isEqualTo("it is larger than 4194304 octets");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        server.answers(200, Map.of(), new byte[5_000_000]);
        assertThat(fetched()).isNotEmpty();
    }

    @Test
    void followsARedirectAndEndsACircle() throws Exception {
        try (FeedServer other = new FeedServer()) {
            other.publishes(rss(1, 2));
            server.answers(301, Map.of("Location", other.url().toString()), new byte[0]);
            look();
            assertThat(notebook.texts()).hasSize(1);
        }
        server.answers(302, Map.of("Location", "/feed.xml"), new byte[0]);
        assertThat(fetched()).isEqualTo("it is redirected more than 5 times");
        server.answers(302, Map.of("Location", "file:///etc/passwd"), new byte[0]);
        assertThat(fetched()).isEqualTo("HTTP 302 without an address that can be followed");
    }

    @Test
    void waitsAsLongAsItIsAskedTo() throws Exception {
        server.answers(429, Map.of("Retry-After", "7200"), new byte[0]);
        assertThat(look()).isEqualTo(now.plus(Duration.ofHours(2)));
    }

    @Test
    void waitsLongerEachTimeItFails() throws Exception {
        server.answers(500, Map.of(), new byte[0]);
        assertThat(pause()).isEqualTo(EVERY);
        now = now.plus(Duration.ofDays(1));
        assertThat(pause()).isEqualTo(EVERY.multipliedBy(2));
        for (int i = 0; i < 8; i++) {
            now = now.plus(Duration.ofMinutes(1));
            now = look();
        }
        assertThat(pause()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void reportsADeadFeedOnce() throws Exception {
        server.answers(404, Map.of(), new byte[0]);
        for (int i = 0; i < 30; i++) {
            now = look();
        }
        assertThat(notebook.texts()).hasSize(1);
        assertThat(notebook.texts().getFirst())
                .contains("cannot be read since 2026-11-23: HTTP 404")
                .contains("croft.yml");
        server.publishes(rss(1, 3));
        now = look();
        assertThat(notebook.texts()).hasSize(2);
    }

    @Test
    void reportsAFeedThatIsGoneAtOnce() throws Exception {
        server.answers(410, Map.of(), new byte[0]);
        assertThat(pause()).isEqualTo(Duration.ofDays(1));
        assertThat(notebook.texts()).singleElement().asString().contains("gone for good");
    }

    @Test
    void doesNotKeepTheTagOfWhatIsNoFeed() throws Exception {
        server.answers(200, Map.of("ETag", "\"bad\""), "<html/>".getBytes(StandardCharsets.UTF_8));
        now = look();
        now = look();
        assertThat(server.asked().getLast()).doesNotContainKey("If-none-match");
    }

    @Test
    void givesUpOnASilentServer() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            feed =
                    new Feed(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
                            NEWS,
                            EVERY);
            desk = desk(Duration.ofMillis(200));
            assertThat(look()).isEqualTo(now.plus(EVERY));
        }
    }

    @Test
    void asksNobodyWhileTheDatabaseIsAway() {
        server.publishes(rss(1, 2));
        notebook.close(true);
        assertThatThrownBy(this::look).isInstanceOf(Notebook.Closed.class);
        assertThat(server.asked()).isEmpty();
    }

    private Instant look() throws Exception {
        now = now.plus(EVERY);
        return desk.look(List.of(feed));
    }

    /// From looking to looking again.
    private Duration pause() throws Exception {
        Instant again = look();
        return Duration.between(now, again);
    }

    private String fetched() throws Exception {
        var fetched =
                new FeedFetch(client, () -> now)
                        .fetch(server.url(), Optional.empty(), Optional.empty());
        return fetched instanceof Fetched.Failed(String why, _) ? why : "";
    }

    private FeedDesk desk(Duration limit) {
        return new FeedDesk(new FeedFetch(client, () -> now, limit), notebook, () -> now);
    }

    private static String rss(int first, int last) {
        StringBuilder items = new StringBuilder();
        for (int i = last; i >= first; i--) {
            items.append(
                    """
                    <item><title>Entry %1$d</title><link>https://blog.example.net/%1$d</link>
                    <guid>%1$d</guid><description>Text &lt;i&gt;%1$d&lt;/i&gt;</description></item>
                    """
                            .formatted(i));
        }
        return "<rss version='2.0'><channel><title>A blog</title>" + items + "</channel></rss>";
    }
}
