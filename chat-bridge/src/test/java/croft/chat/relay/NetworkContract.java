package croft.chat.relay;

import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Venue.Said;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the relay relies on in every network. What a network cannot do by its abilities it must say
/// it cannot do: such a test checks that instead. One long list, so that a network extends one
/// class.
@Timeout(60)
public abstract class NetworkContract {
    private static final Files NO_FILES =
            file -> {
                throw new IOException(file.name() + ": the test has no such file");
            };

    private final Heard heard = new Heard();
    private Venue venue;
    private Network network;

    /// A server, new or with rooms of its own, and its people.
    protected abstract Venue venue() throws Exception;

    @BeforeEach
    final void enter() throws Exception {
        venue = venue();
        network = venue.join();
    }

    @AfterEach
    final void leave() throws Exception {
        venue.close();
    }

    @Test
    void isUpOnceItAttends() throws Exception {
        attend();

        assertThat(((Standing.Up) network.standing()).server()).isNotEmpty();
        assertThat(network.chat()).isEqualTo(venue.room().chat());
    }

    @Test
    void hearsWhatPeopleSay() throws Exception {
        attend();

        Optional<String> id = say("alice", "Is the **kettle** on?");

        eventually("heard", () -> posted().size() == 1);
        Incoming.Posted first = posted().getFirst();
        assertThat(first.body().markdown()).isEqualTo("Is the **kettle** on?");
        assertThat(first.author().name()).isEqualTo("alice");
        assertThat(first.marks().bot()).isFalse();
        assertThat(first.at()).isBetween(ago(Duration.ofDays(1)), ago(Duration.ofDays(-1)));
        id.ifPresent(known -> assertThat(first.id()).isEqualTo(known));
    }

    @Test
    void hearsInTheOrderInWhichItWasSaid() throws Exception {
        attend();

        List<String> said = numbered("line", 60);
        for (String text : said) {
            say("alice", text);
        }

        eventually("all heard", () -> posted().size() >= said.size());
        assertThat(texts()).containsExactlyElementsOf(said);
    }

    @Test
    void givesAgainWhatWasNotTaken() throws Exception {
        attend();
        heard.refuse(3);

        List<String> said = numbered("kept", 10);
        for (String text : said) {
            say("alice", text);
        }

        eventually("all heard", () -> posted().size() >= said.size());
        assertThat(heard.refused()).isEqualTo(3);
        assertThat(texts()).containsExactlyElementsOf(said);
    }

    @Test
    void aFirstAttendanceBringsNoHistory() throws Exception {
        say("alice", "long ago");

        attend();
        say("alice", "now");

        eventually("heard", () -> !posted().isEmpty());
        assertThat(texts()).containsExactly("now");
    }

    @Test
    void attendsAnotherConversationWithoutMissingTheFirst() throws Exception {
        attend();
        say("alice", "one");
        network.attend(Set.of(venue.room(), venue.otherRoom()), heard);
        say("alice", "two");
        eventually("the first goes on", () -> posted().size() == 2);

        // When the other conversation is attended nobody can know, so people go on talking there.
        eventually(
                "the other is heard",
                () -> {
                    venue.say("bob", venue.otherRoom(), "over here", Optional.empty());
                    TimeUnit.MILLISECONDS.sleep(50);
                    return !heard.posted(venue.otherRoom(), network).isEmpty();
                });
        say("alice", "three");
        eventually("the first goes on", () -> posted().size() == 3);

        assertThat(texts()).containsExactly("one", "two", "three");
    }

    @Test
    void hearsNothingOfConversationsThatItLeft() throws Exception {
        attend();
        say("alice", "before");
        eventually("heard", () -> posted().size() == 1);

        network.attend(Set.of(venue.otherRoom()), heard);
        eventually(
                "the other is heard",
                () -> {
                    venue.say("bob", venue.otherRoom(), "over here", Optional.empty());
                    TimeUnit.MILLISECONDS.sleep(50);
                    return !heard.posted(venue.otherRoom(), network).isEmpty();
                });
        say("alice", "after");
        int others = heard.posted(venue.otherRoom(), network).size();
        venue.say("bob", venue.otherRoom(), "later still", Optional.empty());

        eventually(
                "later things are heard",
                () -> heard.posted(venue.otherRoom(), network).size() > others);
        assertThat(texts()).containsExactly("before");
    }

    @Test
    void hearsEditsAndDeletions() throws Exception {
        attend();
        Optional<String> id = say("alice", "teh kettle");
        if (id.isEmpty() || !network.abilities().contains(Ability.EDITS)) {
            assertThat(network.parts(edit("x", List.of("y")))).isLessThanOrEqualTo(1);
            return;
        }

        venue.edit("alice", venue.room(), id.get(), "the kettle");
        eventually("the edit", () -> heard.of(Incoming.Edited.class).findAny().isPresent());
        venue.delete("alice", venue.room(), id.get());
        eventually("the deletion", () -> heard.of(Incoming.Deleted.class).findAny().isPresent());

        Incoming.Edited edited = heard.of(Incoming.Edited.class).findFirst().orElseThrow();
        assertThat(edited.id()).isEqualTo(id.get());
        assertThat(edited.body().markdown()).isEqualTo("the kettle");
        assertThat(heard.of(Incoming.Deleted.class).map(Incoming::id)).containsExactly(id.get());
    }

    @Test
    void hearsAnswersWithTheirRoot() throws Exception {
        attend();
        Optional<String> root = say("alice", "Who brings what?");
        if (root.isEmpty() || !network.abilities().contains(Ability.THREADS)) {
            eventually("heard", () -> posted().size() == 1);
            assertThat(posted().getFirst().root()).isEmpty();
            return;
        }

        venue.say("bob", venue.room(), "Cake.", root);

        eventually("the answer", () -> posted().size() == 2);
        assertThat(posted().get(0).root()).isEmpty();
        assertThat(posted().get(1).root()).isEqualTo(root);
    }

    @Test
    void hearsReactionsComeAndGo() throws Exception {
        attend();
        Optional<String> id = say("alice", "Done!");
        if (id.isEmpty() || !network.abilities().contains(Ability.REACTIONS)) {
            assertThat(network.parts(react("x", true))).isZero();
            return;
        }

        venue.react("bob", venue.room(), id.get(), "tada", true);
        eventually("the reaction", () -> heard.of(Incoming.Reacted.class).findAny().isPresent());
        venue.react("bob", venue.room(), id.get(), "tada", false);
        eventually("its end", () -> heard.of(Incoming.Unreacted.class).findAny().isPresent());

        Incoming.Reacted reacted = heard.of(Incoming.Reacted.class).findFirst().orElseThrow();
        assertThat(reacted.id()).isEqualTo(id.get());
        assertThat(reacted.emoji()).isEqualTo("tada");
        assertThat(network.own(reacted.by())).isFalse();
    }

    @Test
    void opensFilesThatPeopleShow() throws Exception {
        attend();
        if (!network.abilities().contains(Ability.FILES)) {
            return;
        }
        byte[] content = "one, two, three".getBytes(StandardCharsets.UTF_8);

        venue.show("alice", venue.room(), "my list", "list.txt", content);

        eventually("heard", () -> posted().size() == 1);
        Attachment file = posted().getFirst().body().files().getFirst();
        assertThat(file.name()).isEqualTo("list.txt");
        try (InputStream stream = network.open(venue.room(), file)) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void sendsAndPeopleSeeIt() throws Exception {
        attend();

        for (Voice voice : Voice.values()) {
            send(create("Tea is ready, " + voice, voice));
        }

        eventually("seen", () -> seen().size() == 2);
        for (Said said : seen()) {
            assertThat(said.text()).contains("Tea is ready");
            assertThat(said.by() + " " + said.text()).contains("Wilma");
        }
    }

    @Test
    void itsOwnWordsAreKnownAsItsOwn() throws Exception {
        attend();

        Outgoing.Create sent = create("An echo?");
        List<Optional<String>> ids = send(sent);
        say("alice", "No echo.");
        eventually("heard what came after", () -> !posted().isEmpty());

        assertThat(texts()).containsExactly("No echo.");
        for (Incoming.Posted echo : heard.of(Incoming.Posted.class).toList()) {
            if (echo.body().markdown().contains("An echo?")) {
                boolean byKey = echo.marks().key().equals(Optional.of(sent.key()));
                assertThat(byKey || network.own(echo.author())).isTrue();
                ids.getFirst().ifPresent(id -> assertThat(echo.id()).isEqualTo(id));
            }
        }
    }

    @Test
    void longTextsArriveWholeAndInOrder() throws Exception {
        attend();
        String text = String.join(" ", numbered("word", 700));
        Outgoing.Create create = create(text);

        int parts = network.parts(create);
        send(create);
        String seen = seenTogether("word700");

        assertThat(network.parts(create)).isEqualTo(parts).isPositive();
        List<String> numbers =
                List.of(seen.split("[^0-9]+")).stream().filter(n -> !n.isEmpty()).toList();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 700).mapToObj(Integer::toString).toList());
    }

    @Test
    void strangeTextsDoNoHarm() throws Exception {
        attend();
        List<String> strange =
                List.of(
                        "",
                        " ",
                        "\n\n",
                        "one\ntwo\r\nthree",
                        "QUIT :bye\r\nPRIVMSG #other :smuggled",
                        "a\u0000b\u0001c\u0002d\u000fe",
                        "\ud83d\udc69\u200d\ud83d\udcbb".repeat(300),
                        "x".repeat(5000),
                        "/me waves",
                        "@channel @all @here",
                        "<script>alert(1)</script> {\"json\": [1, 2",
                        "```\ncode\n```\n> quote\n\n- [ ] task | table |");
        for (String text : strange) {
            Outgoing.Create create = create(text);
            for (int part = 0; part < network.parts(create); part++) {
                Outcome outcome = network.send(create, part, NO_FILES);
                assertThat(outcome).isInstanceOfAny(Outcome.Sent.class, Outcome.Refused.class);
            }
        }
        send(create("still here"));

        assertThat(seenTogether("still here")).contains("still here");
        assertThat(venue.seen(venue.otherRoom())).isEmpty();
        assertThat(network.standing()).isInstanceOf(Standing.Up.class);
    }

    @Test
    void answersInThreads() throws Exception {
        attend();
        Optional<String> root = say("alice", "Who brings what?");
        if (root.isEmpty() || !network.abilities().contains(Ability.THREADS)) {
            return;
        }

        Outgoing.Create plain = create("Tea.");
        send(
                new Outgoing.Create(
                        plain.key(),
                        plain.to(),
                        plain.origin(),
                        plain.author(),
                        plain.voice(),
                        plain.body(),
                        root,
                        plain.saidAt(),
                        false,
                        plain.via()));

        assertThat(one("Tea.").root()).isEqualTo(root);
    }

    @Test
    void sendsEdits() throws Exception {
        attend();
        List<String> ids = known(send(create("Tee is ready")));
        if (!network.abilities().contains(Ability.EDITS)) {
            assertThat(network.parts(edit("Tea is ready", ids))).isLessThanOrEqualTo(1);
            return;
        }

        Outgoing.Edit edit = edit("Tea is ready", ids);
        send(edit);
        send(edit);

        eventually("seen", () -> one("is ready").text().contains("Tea is ready"));
        assertThat(seen()).hasSize(1);
    }

    @Test
    void editsGrowAndShrink() throws Exception {
        attend();
        List<String> ids = new ArrayList<>(known(send(create("short"))));
        if (!network.abilities().contains(Ability.EDITS)) {
            return;
        }

        String text = String.join(" ", numbered("word", 5000));
        Outgoing.Edit grown = edit(text, ids);
        List<Optional<String>> more = send(grown);
        for (int part = ids.size(); part < more.size(); part++) {
            ids.add(more.get(part).orElseThrow());
        }
        assertThat(seenTogether("word5000")).contains("word1 ").doesNotContain("short");
        send(edit("short again", ids));

        eventually("seen", () -> one("short again").text().contains("short again"));
        eventually("the rest gone", () -> !together().contains("word"));
    }

    @Test
    void sendsDeletionsAndBearsThemTwice() throws Exception {
        attend();
        List<String> ids = known(send(create("a secret")));
        Outgoing.Delete delete =
                new Outgoing.Delete(UUID.randomUUID(), venue.room(), WILMA, Voice.PREFIX, ids);
        if (!network.abilities().contains(Ability.DELETES)) {
            assertThat(network.parts(delete)).isZero();
            return;
        }

        send(delete);
        send(delete);

        eventually("gone", () -> seen().isEmpty());
    }

    @Test
    void anEditOfWhatIsGoneDoesNotBringItBack() throws Exception {
        attend();
        List<String> ids = known(send(create("a secret")));
        if (!network.abilities().containsAll(Set.of(Ability.EDITS, Ability.DELETES))) {
            return;
        }
        send(new Outgoing.Delete(UUID.randomUUID(), venue.room(), WILMA, Voice.PREFIX, ids));

        Outcome outcome = network.send(edit("a secret, edited", ids), 0, NO_FILES);

        assertThat(outcome).isInstanceOfAny(Outcome.Sent.class, Outcome.Refused.class);
        assertThat(seen()).isEmpty();
    }

    @Test
    void sendsReactionsAndTakesThemBack() throws Exception {
        attend();
        Optional<String> id = say("alice", "Done!");
        if (id.isEmpty() || !network.abilities().contains(Ability.REACTIONS)) {
            assertThat(network.parts(react("x", true))).isZero();
            return;
        }

        send(react(id.get(), true));
        send(react(id.get(), true));
        eventually("there", () -> one("Done!").reactions().equals(Set.of("tada")));
        send(react(id.get(), false));
        send(react(id.get(), false));

        eventually("gone", () -> one("Done!").reactions().isEmpty());
    }

    @Test
    void itsOwnReactionsAreKnownAsItsOwn() throws Exception {
        attend();
        Optional<String> id = say("alice", "Done!");
        if (id.isEmpty() || !network.abilities().contains(Ability.REACTIONS)) {
            return;
        }

        send(react(id.get(), true));
        venue.react("bob", venue.room(), id.get(), "eyes", true);
        eventually(
                "bob's is heard",
                () -> heard.of(Incoming.Reacted.class).anyMatch(r -> r.emoji().equals("eyes")));

        assertThat(
                        heard.of(Incoming.Reacted.class)
                                .filter(r -> !network.own(r.by()))
                                .map(Incoming.Reacted::emoji))
                .containsExactly("eyes");
    }

    @Test
    void streamsFiles() throws Exception {
        attend();
        if (!network.abilities().contains(Ability.FILES)) {
            return;
        }
        byte[] content = "one, two, three".getBytes(StandardCharsets.UTF_8);
        Attachment list = new Attachment("far/1", "list.txt", "text/plain", content.length);
        Outgoing.Create plain = create("my list");
        Outgoing.Create create = body(plain, new Body("my list", List.of(list)));

        for (int part = 0; part < network.parts(create); part++) {
            assertThat(network.send(create, part, _ -> new ByteArrayInputStream(content)))
                    .isInstanceOf(Outcome.Sent.class);
        }

        Said said = seen().stream().filter(s -> !s.files().isEmpty()).findFirst().orElseThrow();
        assertThat(said.files()).containsExactly("list.txt");
        assertThat(venue.content(said, "list.txt")).isEqualTo(content);
    }

    @Test
    void aFileThatCannotBeReadIsNoMessageSent() throws Exception {
        attend();
        if (!network.abilities().contains(Ability.FILES)) {
            return;
        }
        Attachment lost = new Attachment("far/1", "lost.txt", "text/plain", 10);
        Outgoing.Create create = body(create("x"), new Body("my list", List.of(lost)));

        boolean sent = true;
        for (int part = 0; part < network.parts(create); part++) {
            sent &= network.send(create, part, NO_FILES) instanceof Outcome.Sent;
        }

        assertThat(sent).isFalse();
        assertThat(seen().stream().flatMap(s -> s.files().stream())).isEmpty();
    }

    @Test
    void saysNoticesInItsOwnName() throws Exception {
        attend();
        UUID key = UUID.randomUUID();

        List<Optional<String>> ids =
                send(
                        new Outgoing.Notice(
                                key,
                                venue.room(),
                                "the backend is down",
                                Optional.empty(),
                                Optional.empty(),
                                true));
        assertThat(one("backend").text()).contains("the backend is down");
        if (!network.abilities().contains(Ability.EDITS)) {
            return;
        }
        send(
                new Outgoing.Notice(
                        UUID.randomUUID(),
                        venue.room(),
                        "the backend is up",
                        Optional.of(ids.getFirst().orElseThrow()),
                        Optional.empty(),
                        true));

        eventually("edited", () -> one("backend").text().contains("the backend is up"));
    }

    @Test
    void whatIsSentWhileTheServerIsAwayIsNotLostAndNotDoubled() throws Exception {
        attend();
        Outgoing.Create create = create("patience");

        venue.away();
        Outcome first = network.send(create, 0, NO_FILES);
        assertThat(first).isInstanceOfAny(Outcome.NotSent.class, Outcome.Doubtful.class);
        eventually("seen to be away", () -> network.standing() instanceof Standing.Away);
        assertThat(network.send(create, 0, NO_FILES))
                .isInstanceOfAny(Outcome.NotSent.class, Outcome.Doubtful.class);
        venue.back();
        insist(create, first instanceof Outcome.Doubtful);

        assertThat(one("patience").text()).contains("patience");
        assertThat(seen()).hasSize(1);
        eventually("up again", () -> network.standing() instanceof Standing.Up);
    }

    @Test
    void anAnswerThatWasCutIsDoubtfulAndTheMessageIsFound() throws Exception {
        attend();
        Outgoing.Create create = create("once");
        Instant tried = ago(Duration.ofSeconds(1));

        venue.cutNextAnswer();
        Outcome outcome = network.send(create, 0, NO_FILES);

        assertThat(outcome).isInstanceOf(Outcome.Doubtful.class);
        Trace trace = find(create, tried);
        if (network.abilities().contains(Ability.TRACES)) {
            assertThat(trace).isInstanceOf(Trace.Found.class);
            assertThat(((Trace.Found) trace).id()).contains(one("once").id());
        } else {
            assertThat(trace).isInstanceOf(Trace.Unknowable.class);
        }
    }

    @Test
    void whatWasNeverSentIsNotFound() throws Exception {
        attend();

        Trace trace = find(create("never"), ago(Duration.ofMinutes(1)));

        if (network.abilities().contains(Ability.TRACES)) {
            assertThat(trace).isInstanceOf(Trace.Absent.class);
        } else {
            assertThat(trace).isInstanceOf(Trace.Unknowable.class);
        }
    }

    @Test
    void hearsWhatWasSaidWhileItWasCutOff() throws Exception {
        attend();
        say("alice", "before");
        eventually("heard", () -> posted().size() == 1);

        venue.away();
        eventually("seen to be away", () -> network.standing() instanceof Standing.Away);
        List<String> missed = numbered("missed", 60);
        for (String text : missed) {
            say("alice", text);
        }
        venue.back();
        eventually("up again", () -> network.standing() instanceof Standing.Up);
        say("alice", "after");
        eventually("goes on", () -> texts().contains("after"));

        List<String> expected = new ArrayList<>(List.of("before"));
        if (network.abilities().contains(Ability.HISTORY)) {
            expected.addAll(missed);
        }
        expected.add("after");
        assertThat(texts()).containsExactlyElementsOf(expected);
    }

    @Test
    void goesOnWhereAnEarlierClientStopped() throws Exception {
        attend();
        say("alice", "before");
        eventually("heard", () -> posted().size() == 1);
        if (network.abilities().contains(Ability.HISTORY)) {
            eventually("read", () -> heard.read(venue.room()).isPresent());
        }
        network.close();

        List<String> missed = numbered("missed", 20);
        for (String text : missed) {
            say("alice", text);
        }
        network = venue.join();
        attend();
        say("alice", "after");
        eventually("goes on", () -> texts().contains("after"));

        List<String> expected = new ArrayList<>(List.of("before"));
        if (network.abilities().contains(Ability.HISTORY)) {
            expected.addAll(missed);
        }
        expected.add("after");
        assertThat(texts()).containsExactlyElementsOf(expected);
    }

    @Test
    void sendsToTwoConversationsAtOnce() throws Exception {
        attend(venue.room(), venue.otherRoom());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> lanes =
                    List.of(venue.room(), venue.otherRoom()).stream()
                            .map(to ->
                                    CompletableFuture.runAsync(
                                            () -> sendAll(to, numbered("n", 15)), threads))
                            .toList();
            for (CompletableFuture<Void> lane : lanes) {
                lane.get(50, TimeUnit.SECONDS);
            }
        }

        for (Conversation room : List.of(venue.room(), venue.otherRoom())) {
            eventually("all of " + room, () -> venue.seen(room).size() == 15);
            List<String> texts = venue.seen(room).stream().map(Said::text).toList();
            for (int i = 0; i < 15; i++) {
                assertThat(texts.get(i)).endsWith("n" + (i + 1));
            }
        }
    }

    @Test
    void hearsNothingOnceItIsClosed() throws Exception {
        attend();
        say("alice", "before");
        eventually("heard", () -> posted().size() == 1);

        network.close();
        say("alice", "after");
        int then = heard.all().size();
        Outcome outcome = network.send(create("too late"), 0, NO_FILES);

        assertThat(heard.all()).hasSize(then);
        assertThat(outcome).isNotInstanceOf(Outcome.Refused.class);
    }

    private static final Author WILMA = new Author("far-1", "Wilma", Optional.empty());

    private void attend(Conversation... conversations) throws Exception {
        network.attend(
                conversations.length == 0 ? Set.of(venue.room()) : Set.of(conversations), heard);
        eventually("up", () -> network.standing() instanceof Standing.Up);
    }

    private Optional<String> say(String who, String text) throws Exception {
        return venue.say(who, venue.room(), text, Optional.empty());
    }

    private List<Incoming.Posted> posted() {
        return heard.posted(venue.room(), network);
    }

    private List<String> texts() {
        return posted().stream().map(p -> p.body().markdown()).toList();
    }

    private List<Said> seen() throws Exception {
        return venue.seen(venue.room());
    }

    private String together() throws Exception {
        return String.join(" ", seen().stream().map(Said::text).toList());
    }

    private String seenTogether(String end) throws Exception {
        eventually("seen: " + end, () -> together().contains(end));
        return together();
    }

    private Said one(String text) throws Exception {
        eventually("seen: " + text, () -> seen().stream().anyMatch(s -> s.text().contains(text)));
        return seen().stream().filter(s -> s.text().contains(text)).findFirst().orElseThrow();
    }

    private Outgoing.Create create(String text) {
        return create(text, Voice.PREFIX);
    }

    private Outgoing.Create create(String text, Voice voice) {
        return create(venue.room(), text, voice);
    }

    private static Outgoing.Create create(Conversation to, String text, Voice voice) {
        return new Outgoing.Create(
                UUID.randomUUID(),
                to,
                new Conversation("far", "away"),
                WILMA,
                voice,
                Body.of(text),
                Optional.empty(),
                ago(Duration.ZERO),
                false,
                List.of("this-bridge"));
    }

    private static Outgoing.Create body(Outgoing.Create plain, Body body) {
        return new Outgoing.Create(
                plain.key(),
                plain.to(),
                plain.origin(),
                plain.author(),
                plain.voice(),
                body,
                plain.root(),
                plain.saidAt(),
                plain.late(),
                plain.via());
    }

    private Outgoing.Edit edit(String text, List<String> ids) {
        return new Outgoing.Edit(
                UUID.randomUUID(),
                venue.room(),
                new Conversation("far", "away"),
                WILMA,
                Voice.PREFIX,
                Body.of(text),
                ids);
    }

    private Outgoing.React react(String id, boolean there) {
        return new Outgoing.React(
                UUID.randomUUID(), venue.room(), id, WILMA, Voice.PREFIX, "tada", there);
    }

    /// Sends all its pieces.
    private List<Optional<String>> send(Outgoing outgoing) throws Exception {
        List<Optional<String>> ids = new ArrayList<>();
        for (int part = 0; part < network.parts(outgoing); part++) {
            Outcome outcome = network.send(outgoing, part, NO_FILES);
            assertThat(outcome).isInstanceOf(Outcome.Sent.class);
            ids.add(((Outcome.Sent) outcome).id());
        }
        return ids;
    }

    private void sendAll(Conversation to, List<String> texts) {
        try {
            for (String text : texts) {
                send(create(to, text, Voice.PREFIX));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Sends it as the relay does, until it is there.
    private void insist(Outgoing.Create create, boolean doubt) throws Exception {
        boolean[] doubtful = {doubt};
        Instant tried = ago(Duration.ofSeconds(30));
        eventually(
                "sent",
                () -> {
                    if (doubtful[0]) {
                        switch (network.find(create, 0, tried)) {
                            case Trace.Found _ -> {
                                return true;
                            }
                            case Trace.Later _ -> {
                                return false;
                            }
                            case Trace.Absent _ -> {}
                            case Trace.Unknowable _ -> {}
                        }
                    }
                    Outcome outcome = network.send(create, 0, NO_FILES);
                    doubtful[0] |= outcome instanceof Outcome.Doubtful;
                    return outcome instanceof Outcome.Sent;
                });
    }

    private Trace find(Outgoing outgoing, Instant tried) throws Exception {
        List<Trace> last = new ArrayList<>();
        eventually(
                "an answer to where it is",
                () -> {
                    last.add(network.find(outgoing, 0, tried));
                    return !(last.getLast() instanceof Trace.Later);
                });
        return last.getLast();
    }

    private static List<String> known(List<Optional<String>> ids) {
        return ids.stream().map(id -> id.orElse("")).toList();
    }

    private static List<String> numbered(String word, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> word + i).toList();
    }

    private static Instant ago(Duration duration) {
        return Instant.now().minus(duration);
    }
}
