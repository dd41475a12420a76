package croft.chat.mattermost;

import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.ledger.Emoji;
import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Settings;
import croft.chat.message.Incoming;
import croft.chat.relay.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that is said is missed, whatever lies between.
@Timeout(60)
class HearingFaultsTest {
    private final Taken taken = new Taken();
    private Town town;
    private MattermostNetwork network;

    @BeforeEach
    void start() throws Exception {
        town = new Town(Settings.forBridges(Release.V11_10), true);
        town.memory.knows(in ->
                taken.of(Incoming.Posted.class, in).reversed().stream()
                        .map(Incoming.Posted::id)
                        .toList());
        network = town.join();
        network.attend(Set.of(town.room()), taken);
        up();
        say("before");
        eventually("heard", () -> heard().contains("before"));
    }

    @AfterEach
    void stop() throws Exception {
        town.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 129, 400})
    void aCutOfTheWebSocketIsMadeUpFor(int missed) throws Exception {
        away();
        List<String> expected = new ArrayList<>(List.of("before"));
        for (int i = 0; i < missed; i++) {
            expected.add(say("missed " + i));
        }
        town.back();
        up();
        expected.add(say("after"));

        eventually("all heard", () -> heard().contains("after"));
        assertThat(heard()).containsExactlyElementsOf(expected);
    }

    @Test
    void aServerThatStartsAnewIsReadAnew() throws Exception {
        say("kept");
        town.server.restart();
        say("while it was connecting");
        eventually("heard", () -> heard().contains("while it was connecting"));

        assertThat(heard()).containsExactly("before", "kept", "while it was connecting");
    }

    @Test
    void moreThanAThousandPostsWithManyInOneMillisecondAreAllRead() throws Exception {
        List<String> expected = new ArrayList<>(List.of("before"));
        List<String> edited = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add("to be edited " + i);
            edited.add(town.person("alice").post(Town.SQUARE, "to be edited " + i));
            expected.add("to be deleted " + i);
            gone.add(town.person("alice").post(Town.SQUARE, "to be deleted " + i));
        }
        eventually("heard", () -> heard().contains("to be deleted 19"));
        away();
        edited.forEach(id -> town.person("alice").edit(id, "edited"));
        gone.forEach(town.person("alice")::delete);
        for (int i = 0; i < 1500; i++) {
            expected.add("missed " + i);
            town.person("alice").post(Town.SQUARE, "missed " + i);
        }
        town.back();
        up();
        expected.add(say("after"));

        eventually("all heard", () -> heard().contains("after"));
        assertThat(heard()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(heard()).last().isEqualTo("after");
        eventually("edits are heard", () -> ids(Incoming.Edited.class).equals(Set.copyOf(edited)));
        eventually(
                "deletions are heard", () -> ids(Incoming.Deleted.class).equals(Set.copyOf(gone)));
    }

    @Test
    void whatWasEditedDeletedAndReactedToMeanwhileConverges() throws Exception {
        String edited = town.person("alice").post(Town.SQUARE, "teh");
        String gone = town.person("alice").post(Town.SQUARE, "gone soon");
        String liked = town.person("alice").post(Town.SQUARE, "liked");
        town.person("bob").react(liked, "eyes");
        eventually("heard", () -> !taken.of(Incoming.Reacted.class, town.room()).isEmpty());
        Incoming.Reacted eyes = taken.of(Incoming.Reacted.class, town.room()).getFirst();
        town.memory.put(liked, new Emoji(eyes.by(), "eyes"));
        away();
        town.person("alice").edit(edited, "the");
        town.person("alice").delete(gone);
        String never = town.person("alice").post(Town.SQUARE, "never seen");
        town.person("alice").delete(never);
        town.person("bob").react(liked, "tada");
        town.person("bob").unreact(liked, "eyes");
        town.server.restart();
        town.back();
        eventually("all heard", () -> !taken.of(Incoming.Unreacted.class, town.room()).isEmpty());
        // the sweep of one channel is over, not only begun
        up();
        say("after");
        eventually("after", () -> heard().contains("after"));

        assertThat(taken.of(Incoming.Edited.class, town.room()))
                .extracting(one -> one.body().markdown())
                .containsExactly("the");
        assertThat(taken.of(Incoming.Deleted.class, town.room()))
                .extracting(Incoming::id)
                .containsExactlyInAnyOrder(gone, never);
        assertThat(heard()).doesNotContain("never seen");
        assertThat(taken.of(Incoming.Reacted.class, town.room()))
                .extracting(Incoming.Reacted::emoji)
                .containsExactly("eyes", "tada");
        assertThat(taken.of(Incoming.Unreacted.class, town.room()))
                .extracting(Incoming.Unreacted::emoji)
                .containsExactly("eyes");
    }

    @Test
    void answersOfADeletedThreadAreGoneToo() throws Exception {
        String root = town.person("alice").post(Town.SQUARE, "root");
        String answer = town.person("bob").reply(root, "answer");
        eventually("heard", () -> heard().contains("answer"));
        town.person("alice").delete(root);

        eventually(
                "both are gone",
                () ->
                        taken.of(Incoming.Deleted.class, town.room()).stream()
                                .map(Incoming::id)
                                .toList()
                                .containsAll(List.of(root, answer)));
    }

    @Test
    void aConnectionThatIsDeadWithoutAWordIsFound() throws Exception {
        network.close();
        Pace hasty =
                new Pace(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200));
        network = town.join(hasty, InstantSource.system());
        network.attend(Set.of(town.room()), taken);
        up();
        town.proxy.swallow();
        say("into the dark");
        eventually("seen to be away", () -> network.standing() instanceof Standing.Away);
        town.proxy.cut();
        town.proxy.heal();
        up();

        eventually("heard", () -> heard().contains("into the dark"));
        assertThat(heard()).containsExactly("before", "into the dark");
    }

    @Test
    void nothingCountsAsHeardWhileItCannotBeStored() throws Exception {
        taken.away(true);
        for (int i = 0; i < 20; i++) {
            say("n" + i);
        }
        town.proxy.cut();
        say("last");
        taken.away(false);

        eventually("heard", () -> heard().contains("last"));
        assertThat(heard()).hasSize(22).startsWith("before", "n0", "n1").endsWith("n19", "last");
    }

    @Test
    void presenceIsNeverSentAndAResumptionReadsNothing() throws Exception {
        long reads = reads();
        town.proxy.cut();
        say("meanwhile");
        eventually("heard", () -> heard().contains("meanwhile"));

        assertThat(reads()).as("channels read").isEqualTo(reads);
    }

    @Test
    void aChannelThatThereIsNotLeavesTheOthersAlone() throws Exception {
        network.attend(
                Set.of(town.room(), new croft.chat.message.Conversation("wizards", "nowhere")),
                taken);
        eventually(
                "a warning",
                () ->
                        network.standing() instanceof Standing.Up standing
                                && standing.warning().orElse("").contains("nowhere"));
        say("still here");
        eventually("heard", () -> heard().contains("still here"));
    }

    private String say(String text) {
        town.say("alice", town.room(), text, Optional.empty());
        return text;
    }

    private <T extends Incoming> Set<String> ids(Class<T> kind) {
        return taken.of(kind, town.room()).stream().map(Incoming::id).collect(Collectors.toSet());
    }

    private List<String> heard() {
        return taken.texts(town.room());
    }

    private void up() throws Exception {
        eventually("up", () -> network.standing() instanceof Standing.Up);
    }

    private void away() throws Exception {
        town.away();
        eventually("seen to be away", () -> network.standing() instanceof Standing.Away);
    }

    private long reads() {
        return town.server.requests().stream().filter(r -> r.contains("/posts?since=")).count();
    }
}
