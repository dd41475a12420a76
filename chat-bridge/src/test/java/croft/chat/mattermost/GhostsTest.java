package croft.chat.mattermost;

import static croft.chat.mattermost.Sending.NO_FILES;
import static croft.chat.mattermost.Sending.author;
import static croft.chat.mattermost.Sending.edit;
import static croft.chat.mattermost.Sending.message;
import static croft.chat.mattermost.Sending.send;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.Ghosts.Ghost;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Seen;
import croft.chat.mattermost.paper.Settings;
import croft.chat.message.Author;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Standing;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// People from elsewhere speak as accounts of their own.
@Timeout(60)
class GhostsTest {
    private static final Author WILMA = author("wilma!acct", "Wilma");

    private Town town;
    private MattermostNetwork network;
    private final Taken taken = new Taken();

    @BeforeEach
    void start() throws Exception {
        town = new Town(Settings.forBridges(Release.V12_0), true);
        network = town.join();
    }

    @AfterEach
    void stop() throws Exception {
        town.close();
    }

    @Test
    void aPersonHasOneGhostInAllChannelsAndAfterARestart() throws Exception {
        send(network, said(WILMA, "one"), NO_FILES);
        send(network, message(town.otherRoom(), WILMA, Voice.GHOST, "two"), NO_FILES);
        network.close();
        network = town.join();
        send(network, said(WILMA, "three"), NO_FILES);

        assertThat(town.memory.ghosts("wizards")).hasSize(1);
        assertThat(shown()).extracting(Seen::message).containsExactly("one", "three");
        assertThat(shown()).extracting(Seen::author).containsOnly("wilma-libera");
        assertThat(town.server.requests())
                .filteredOn(r -> r.startsWith("POST /api/v4/bots"))
                .hasSize(1);
        assertThat(network.own(author(town.memory.ghosts("wizards").getFirst().account(), "x")))
                .isTrue();
    }

    @Test
    void peopleOfOneNameHaveTwo() throws Exception {
        send(network, said(WILMA, "one"), NO_FILES);
        send(network, said(author("other", "wilma"), "two"), NO_FILES);

        assertThat(shown())
                .extracting(Seen::author)
                .containsExactly("wilma-libera", "wilma-libera2");
    }

    @Test
    void theirJoiningLeavesNoTrace() throws Exception {
        attend();
        send(network, said(WILMA, "one"), NO_FILES);

        eventually(
                "the note is gone",
                () ->
                        town
                                .client(town.person("alice"))
                                .newest(town.server.channel(Town.SQUARE), 50)
                                .oldestFirst()
                                .stream()
                                .noneMatch(Post::isOfTheSystem));
        assertThat(taken.texts(town.room())).doesNotContain("");
    }

    @Test
    void nameAndPictureAreKeptInStep() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        Author pictured = new Author("wilma!acct", "Wilma", Optional.of("picture/u/1"));
        for (Author each :
                List.of(
                        pictured,
                        pictured,
                        new Author("wilma!acct", "Wilma II", Optional.of("picture/u/2")))) {
            send(
                    network,
                    said(each, "hello"),
                    file -> {
                        opened.incrementAndGet();
                        return new ByteArrayInputStream(file.id().getBytes(StandardCharsets.UTF_8));
                    });
        }

        assertThat(opened).hasValue(2);
        Ghost ghost = town.memory.ghosts("wizards").getFirst();
        assertThat(ghost.name()).isEqualTo("Wilma II");
        assertThat(ghost.picture()).contains("picture/u/2");
        User account = town.client(town.person("alice")).user(ghost.account());
        assertThat(account.firstName()).isEqualTo("Wilma II");
        assertThat(account.pictureAt()).isPositive();
    }

    @Test
    void aPictureThatCannotBeHadKeepsNobodyFromSpeaking() throws Exception {
        Author pictured = new Author("wilma!acct", "Wilma", Optional.of("picture/u/1"));
        send(network, said(pictured, "hello"), NO_FILES);

        assertThat(shown()).extracting(Seen::author).containsExactly("wilma-libera");
    }

    @Test
    void aRevokedTokenIsReplaced() throws Exception {
        send(network, said(WILMA, "one"), NO_FILES);
        Client admin = town.client(town.server.admin());
        String account = town.memory.ghosts("wizards").getFirst().account();
        for (String id : admin.tokens(account, "croft chat-bridge")) {
            admin.revokeToken(id);
        }

        send(network, said(WILMA, "two"), NO_FILES);

        assertThat(shown()).extracting(Seen::author).containsOnly("wilma-libera").hasSize(2);
    }

    @Test
    void whereBotsAreNotAllowedTheNameStandsBeforeTheText() throws Exception {
        town.server.restart(Settings.of(Release.V12_0));
        attend();
        send(network, said(WILMA, "one"), NO_FILES);

        assertThat(shown()).extracting(Seen::message).containsExactly("**Wilma**: one");
        assertThat(shown()).extracting(Seen::author).containsExactly("bridge");
        network.attend(Set.of(town.room(), town.otherRoom()), taken);
        eventually(
                "a warning",
                () ->
                        network.standing() instanceof Standing.Up up
                                && up.warning().orElse("").contains("EnableBotAccountCreation"));
    }

    @Test
    void editsAndDeletesAreTheGhostsOwn() throws Exception {
        List<String> ids = send(network, said(WILMA, "one"), NO_FILES);
        send(network, edit(town.room(), WILMA, ids, "one, edited"), NO_FILES);
        assertThat(shown()).extracting(Seen::message).containsExactly("one, edited");

        send(
                network,
                new Outgoing.Delete(UUID.randomUUID(), town.room(), WILMA, Voice.GHOST, ids),
                NO_FILES);
        assertThat(shown()).isEmpty();
    }

    @Test
    void editsOfGhostsAreWordedAsTheirsByAProcessThatHasHeardNothingYet() throws Exception {
        List<String> ids = send(network, said(WILMA, "one"), NO_FILES);
        network.close();
        network = town.join();
        send(network, edit(town.room(), WILMA, ids, "one, edited"), NO_FILES);

        assertThat(shown()).extracting(Seen::message).containsExactly("one, edited");
    }

    @Test
    void reactionsAreEachPersonsOwn() throws Exception {
        send(network, said(WILMA, "one"), NO_FILES);
        String id = town.person("alice").post(Town.SQUARE, "Done!");
        for (Author who : List.of(WILMA, author("fred", "Fred"))) {
            send(
                    network,
                    new Outgoing.React(
                            UUID.randomUUID(), town.room(), id, who, Voice.GHOST, "tada", true),
                    NO_FILES);
        }

        assertThat(shown().getLast().reactions())
                .containsExactly("bridge:tada", "wilma-libera:tada");
    }

    /// Alice is done, and Wilma reacts.
    private Set<String> reactionsOfWilmas() throws Exception {
        String id = town.person("alice").post(Town.SQUARE, "Done!");
        send(
                network,
                new Outgoing.React(
                        UUID.randomUUID(), town.room(), id, WILMA, Voice.GHOST, "tada", true),
                NO_FILES);
        return shown().getLast().reactions();
    }

    @Test
    void whoHasSpokenElsewhereAloneReactsAsThemselves() throws Exception {
        send(network, message(town.otherRoom(), WILMA, Voice.GHOST, "one"), NO_FILES);

        assertThat(reactionsOfWilmas()).containsExactly("wilma-libera:tada");
    }

    @Test
    void whoseTokenWasRevokedReactsWithANewOne() throws Exception {
        send(network, said(WILMA, "one"), NO_FILES);
        Client admin = town.client(town.server.admin());
        for (String token :
                admin.tokens(
                        town.memory.ghosts("wizards").getFirst().account(), "croft chat-bridge")) {
            admin.revokeToken(token);
        }

        assertThat(reactionsOfWilmas()).containsExactly("wilma-libera:tada");
    }

    @Test
    void namesAreMentionedAcross() throws Exception {
        attend();
        send(network, said(WILMA, "one"), NO_FILES);
        send(network, said(author("fred", "Fred"), "@wilma @bob @all: tea"), NO_FILES);
        town.person("alice").post(Town.SQUARE, "@wilma-libera: yes");

        assertThat(shown().get(1).message())
                .startsWith("@wilma-libera @bob @")
                .doesNotContain("@all");
        eventually("heard", () -> taken.texts(town.room()).contains("@Wilma: yes"));
    }

    private void attend() throws Exception {
        network.attend(Set.of(town.room()), taken);
        eventually("up", () -> network.standing() instanceof Standing.Up);
    }

    private Outgoing.Create said(Author author, String text) {
        return message(town.room(), author, Voice.GHOST, text);
    }

    private List<Seen> shown() {
        return town.server.shown(Town.SQUARE);
    }
}
