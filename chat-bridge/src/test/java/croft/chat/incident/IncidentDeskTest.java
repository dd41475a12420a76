package croft.chat.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.incident.PublicPages.PublicPage;
import croft.chat.ledger.Notebook;
import croft.chat.ledger.PaperNotebook;
import croft.chat.ledger.PaperNotebook.Said;
import croft.chat.message.Conversation;
import croft.platform.journal.Event;
import croft.platform.journal.RecordedEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What channels are told of what happens: one thread an incident.
class IncidentDeskTest {
    private static final Conversation OPS = Conversation.of("wizards/ops");
    private static final String HOST = "www.example.net";

    private final PaperNotebook notebook = new PaperNotebook();
    private Instant now = Instant.parse("2026-11-23T14:02:00Z");
    private List<Subscription> subscriptions = List.of(to(OPS, "*"));
    private long id;

    @Test
    void beginsAThreadWithWhatAndWhereAndWhatToDo() throws Exception {
        take(failing("warning", "acme says no", "2026-12-05T00:00:00Z"));
        assertThat(notebook.texts())
                .containsExactly(
                        """
                        🟠 **The certificate of `www.example.net`, `example.net` cannot be renewed; it expires on 5 Dec 2026, in 11 days**
                        acme says no
                        **What to do:** Do this\\_and that.
                        `croft certs renew www.example.net`
                        since 14:02 UTC\
                        """);
        assertThat(notebook.said().getFirst().quiet()).isFalse();
    }

    @Test
    void editsTheRootWhenTheSameFailsAgain() throws Exception {
        take(failing("warning", "acme says no", "2026-12-05T00:00:00Z"));
        pass(Duration.ofHours(1));
        take(failing("warning", "acme says no", "2026-12-05T00:00:00Z"));
        assertThat(notebook.texts()).hasSize(1);
        assertThat(notebook.texts().getFirst())
                .endsWith("since 14:02 UTC · told 2 times, last at 15:02 UTC");
    }

    @Test
    void answersInTheThreadWhenItGetsWorse() throws Exception {
        take(failing("warning", "acme says no", "2026-12-05T00:00:00Z"));
        take(failing("warning", "dns says no", "2026-12-05T00:00:00Z"));
        take(failing("critical", "dns says no", "2026-12-05T00:00:00Z"));
        assertThat(notebook.texts()).hasSize(3);
        assertThat(notebook.texts().getFirst()).startsWith("🔴").contains("dns says no");
        Said reply = notebook.said().get(1);
        assertThat(reply.thread()).contains(notebook.key(0));
        assertThat(reply.markdown()).isEqualTo("🟠 It changed: dns says no");
        assertThat(reply.quiet()).isTrue();
        assertThat(notebook.said().get(2).markdown())
                .isEqualTo("🔴 It is getting urgent: dns says no");
        assertThat(notebook.said().get(2).quiet()).isFalse();
    }

    @Test
    void saysThatItIsResolvedAndAfterHowLong() throws Exception {
        take(failing("warning", "acme says no", "2026-12-05T00:00:00Z"));
        pass(Duration.ofMinutes(7));
        take(event("certificate.renewed", HOST, "authority", "Let's Encrypt"));
        take(event("certificate.stored", HOST));
        Said root = notebook.said().getFirst();
        assertThat(root.markdown())
                .startsWith("✅ **The certificate of")
                .contains(
                        "**: resolved after 7 min\nIt was: acme says no\nfrom 14:02 UTC to 14:09 UTC");
        assertThat(root.marks()).containsExactly("white_check_mark");
        assertThat(notebook.texts()).hasSize(2);
        assertThat(notebook.texts().getLast())
                .isEqualTo("✅ Resolved after 7 min: renewed by Let's Encrypt.");
        assertThat(notebook.said().getLast().thread()).contains(notebook.key(0));
    }

    @Test
    void goesOnWithTheThreadWhenItFailsAgainSoon() throws Exception {
        take(event("backend.failing", HOST, "trouble", "refused"));
        take(event("backend.recovered", HOST));
        pass(Duration.ofMinutes(5));
        take(event("backend.failing", HOST, "trouble", "refused"));
        assertThat(notebook.said().getFirst().marks()).isEmpty();
        assertThat(notebook.said().getFirst().markdown()).startsWith("🟠");
        assertThat(notebook.texts().getLast()).isEqualTo("🟠 Failing again: refused");
        assertThat(notebook.said().getLast().thread()).contains(notebook.key(0));
    }

    @Test
    void beginsANewThreadWhenItFailsAgainLater() throws Exception {
        take(event("backend.failing", HOST, "trouble", "refused"));
        take(event("backend.recovered", HOST));
        pass(Duration.ofMinutes(11));
        take(event("backend.failing", HOST, "trouble", "refused"));
        assertThat(notebook.said().getLast().thread()).isEmpty();
        assertThat(notebook.said().getFirst().markdown()).startsWith("✅");
    }

    @Test
    void keepsIncidentsOfDifferentThingsApart() throws Exception {
        take(event("backend.failing", HOST));
        take(event("backend.failing", "other.example.net"));
        take(event("backend.recovered", "other.example.net"));
        assertThat(notebook.said().get(0).marks()).isEmpty();
        assertThat(notebook.said().get(1).marks()).hasSize(1);
    }

    @Test
    void tellsAnEventOnceHoweverOftenItIsHeard() throws Exception {
        RecordedEvent event = event("backend.failing", HOST);
        RecordedEvent end = event("backend.recovered", HOST);
        RecordedEvent deployed = event("site.deployed", HOST, "project", "p", "release", "r1");
        subscriptions = List.of(to(OPS, "*", "site.deployed"));
        for (int i = 0; i < 3; i++) {
            take(event);
            take(end);
            take(deployed);
        }
        assertThat(notebook.texts()).hasSize(3);
    }

    @Test
    void tellsOfSuccessesOnlyWhereTheyAreNamed() throws Exception {
        RecordedEvent renewed =
                event("certificate.renewed", HOST, "expires", "2027-02-01T00:00:00Z");
        subscriptions = List.of(to(OPS, "certificate.*", "site.deployed"));
        take(renewed);
        take(event("site.deployed", HOST, "project", "journal", "release", "r2", "previous", "r1"));
        assertThat(notebook.texts())
                .containsExactly(
                        "🚀 `journal`: release `r2` is current at `www.example.net`. Before it was"
                                + " `r1`; back to it: `croft rollback journal`");
        subscriptions = List.of(to(OPS, "certificate.renewed"));
        take(renewed);
        assertThat(notebook.texts().getLast())
                .isEqualTo(
                        "🔒 The certificate of `www.example.net` is renewed, valid until 1 Feb 2027.");
    }

    @Test
    void tellsNobodyWhoDoesNotWantToKnow() throws Exception {
        subscriptions = List.of(to(OPS, "backend.*"));
        take(failing("warning", "x", "2026-12-05T00:00:00Z"));
        take(event("certificate.renewed", HOST));
        take(event("page.changed", HOST));
        assertThat(notebook.texts()).isEmpty();
    }

    @Test
    void endsAnIncidentEvenWhereOnlyItsBeginningWasAskedFor() throws Exception {
        subscriptions = List.of(to(OPS, "certificate.failing"));
        take(failing("warning", "x", "2026-12-05T00:00:00Z"));
        take(event("certificate.withdrawn", HOST));
        assertThat(notebook.said().getFirst().markdown()).startsWith("✅");
    }

    @Test
    void tellsEachChannel() throws Exception {
        Conversation other = Conversation.of("libera/#ops");
        subscriptions = List.of(to(OPS, "*"), to(other, "backend.failing"));
        take(event("backend.failing", HOST));
        assertThat(notebook.said()).extracting(Said::to).containsExactly(OPS, other);
    }

    @Test
    void saysWhenItComesLate() throws Exception {
        RecordedEvent event = event("backend.failing", HOST, "trouble", "refused");
        pass(Duration.ofMinutes(12));
        take(event);
        assertThat(notebook.texts().getFirst())
                .endsWith("_(told 12 min late: it was at 14:02 UTC)_");
    }

    @Test
    void tellsOfADiskThatFillsUpAndOfRoomAgain() throws Exception {
        take(event("disk.filling", "data", "percent", "91", "free", "900 MiB"));
        assertThat(notebook.texts().getFirst())
                .startsWith("🟠 **The disk of `data` is nearly full (91 % used) (900 MiB free)**");
        pass(Duration.ofHours(2));
        take(event("disk.eased", "data"));
        assertThat(notebook.texts().getLast())
                .isEqualTo("✅ Resolved after 2 h: there is room again.");
    }

    @Test
    void understandsKindsThatItHasNoWordsFor() throws Exception {
        subscriptions = List.of(to(OPS, "*", "queue.drained"));
        take(event("mail.queue.failing", "outbox", "trouble", "full", "alarm", "critical"));
        assertThat(notebook.texts().getFirst())
                .startsWith("🔴 **Mail queue `outbox`: failing**\nfull");
        take(event("mail.queue.recovered", "outbox"));
        assertThat(notebook.texts().getFirst()).startsWith("✅");
        take(event("queue.drained", "x", "b", "2", "a", "*1*"));
        assertThat(notebook.texts().getLast()).isEqualTo("Queue `x`: drained (a \\*1\\*, b 2)");
    }

    @Test
    void mentionsNobodyAndFormatsNothingOfWhatOthersSaid() throws Exception {
        take(event("backend.failing", HOST, "trouble", "@all **look**\n# x"));
        assertThat(notebook.texts().getFirst()).contains("@\u200Ball \\*\\*look\\*\\* # x");
    }

    @Test
    void foldsChangesOfAWikiIntoOneMessageForTenMinutes() throws Exception {
        subscriptions = List.of(to(OPS, "page.changed"));
        take(changed("A.md", "Private.md"));
        pass(Duration.ofMinutes(4));
        take(changed("A.md", "Und mehr.md"));
        assertThat(notebook.texts())
                .containsExactly(
                        """
                        📝 `notes.example.net`: 2 pages changed
                        - [Page A.md](https://notes.example.net/A.md)
                        - [Page Und mehr.md](https://notes.example.net/Und%20mehr.md)\
                        """);
        pass(Duration.ofMinutes(7));
        take(changed("B.md"));
        assertThat(notebook.texts()).hasSize(2);
        assertThat(notebook.texts().getLast()).contains("1 page changed");
    }

    @Test
    void saysNothingOfPagesThatNotEverybodyMaySee() throws Exception {
        subscriptions = List.of(to(OPS, "page.changed"));
        take(changed("Private.md"));
        assertThat(notebook.texts()).isEmpty();
    }

    @Test
    void forgetsIncidentsThatAreLongOver() throws Exception {
        take(event("backend.failing", HOST));
        take(event("backend.recovered", HOST));
        pass(Duration.ofDays(2));
        desk().tidy();
        Map<String, Map<String, String>> left = notebook.write(page -> page.memos("incident:", 10));
        assertThat(left).isEmpty();
    }

    @Test
    void failsWhileTheDatabaseIsAwaySoThatTheJournalGivesItAgain() {
        notebook.close(true);
        assertThatThrownBy(() -> take(event("backend.failing", HOST)))
                .isInstanceOf(Notebook.Closed.class);
    }

    private void take(RecordedEvent event) throws Exception {
        desk().take(event);
    }

    /// A new one each time: nothing is remembered but in the notebook.
    private IncidentDesk desk() {
        return new IncidentDesk(
                () -> subscriptions, notebook, this::page, ZoneOffset.UTC, () -> now);
    }

    private Optional<PublicPage> page(String host, String path) {
        return path.startsWith("Private")
                ? Optional.empty()
                : Optional.of(
                        new PublicPage(
                                "Page " + path,
                                URI.create("https://" + host + "/" + path.replace(" ", "%20"))));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Subscription to(Conversation channel, String... when) {
        return new Subscription(
                channel, Arrays.stream(when).map(KindPattern::new).toList(), List.of());
    }

    private RecordedEvent failing(String alarm, String trouble, String expires) {
        return recorded(
                new Event(
                        "certificate.failing",
                        HOST,
                        List.of(HOST, "example.net"),
                        Map.of(
                                "alarm", alarm,
                                "trouble", trouble,
                                "remedy", "Do this_and that.",
                                "expires", expires)));
    }

    private RecordedEvent changed(String... paths) {
        return recorded(
                new Event(
                        "page.changed",
                        "notes.example.net",
                        Arrays.stream(paths)
                                .map(path ->
                                        "wiki:notes.example.net/text:" + path.replace(" ", "%20"))
                                .toList()));
    }

    private RecordedEvent event(String kind, String subject, String... attributes) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return recorded(new Event(kind, subject, List.of(), all));
    }

    private RecordedEvent recorded(Event event) {
        return new RecordedEvent(++id, now, event);
    }
}
