package croft.chat.relay;

import static croft.chat.relay.Bridge.link;
import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.message.Conversation;
import croft.chat.message.Voice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is said in one conversation is said in those that are linked with it.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class CarryingTest {
    private Bridge bridge;

    @BeforeEach
    void start(OneDatabase.Instance instance) {
        bridge = new Bridge(instance.ledger(), "red", "blue", "green");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void carriesToEveryOtherConversationInOrder() throws Exception {
        bridge.linked();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            said.add("line " + i);
            bridge.say("red", "alice", "line " + i);
        }

        bridge.sees("blue", said);
        bridge.sees("green", said);
        assertThat(bridge.one("blue", "line 39").by()).isEqualTo("alice");
        assertThat(bridge.texts("red")).isEqualTo(said);
    }

    @Test
    void putsNamesBeforeWhatIsSaidWhereThereAreNoGhosts() throws Exception {
        bridge.venue("blue", EnumSet.complementOf(EnumSet.of(Ability.GHOSTS)), false);
        bridge.linked();

        bridge.say("red", "alice", "hello");

        bridge.sees("blue", List.of("**alice**: hello"));
        bridge.sees("green", List.of("hello"));
    }

    @Test
    void carriesNothingThatWasSaidBeforeItWasLinked() throws Exception {
        bridge.say("red", "alice", "before");
        bridge.linked();

        bridge.say("red", "alice", "after");

        bridge.sees("blue", List.of("after"));
    }

    @Test
    void keepsLongTextsTogether() throws Exception {
        bridge.linked();
        String text = "0123456789".repeat(PaperNetwork.PIECE / 10 * 3) + "end";

        bridge.say("red", "alice", text);
        bridge.say("red", "alice", "next");

        bridge.sees("blue", "next");
        assertThat(bridge.texts("blue")).hasSize(5);
        assertThat(String.join("", bridge.texts("blue"))).isEqualTo(text + "next");
    }

    @Test
    void editsReachEveryCopy() throws Exception {
        bridge.linked();
        String id = bridge.say("red", "alice", "teh kettle");
        bridge.sees("blue", List.of("teh kettle"));

        bridge.at("red").edit("alice", room("red"), id, "the kettle");

        bridge.sees("blue", List.of("the kettle"));
        bridge.sees("green", List.of("the kettle"));
    }

    @Test
    void editsThatGrowAndShrinkChangeTheNumberOfPieces() throws Exception {
        bridge.linked();
        String id = bridge.say("red", "alice", "short");
        bridge.sees("blue", "short");
        String longer = "x".repeat(PaperNetwork.PIECE) + "y".repeat(PaperNetwork.PIECE) + "z";

        bridge.at("red").edit("alice", room("red"), id, longer);
        eventually("three", () -> String.join("", bridge.texts("blue")).equals(longer));
        bridge.at("red").edit("alice", room("red"), id, "short again");
        bridge.sees("blue", List.of("short again"));
        // this network takes pieces away, which is heard of as all else that happens there
        bridge.settlesAfter("blue");
        bridge.at("red").edit("alice", room("red"), id, longer + "!");
        eventually("again", () -> String.join("", bridge.texts("blue")).equals(longer + "!"));
        bridge.at("red").delete("alice", room("red"), id);

        bridge.sees("blue", List.of());
    }

    @Test
    void deletionsReachEveryCopy() throws Exception {
        bridge.linked();
        String id = bridge.say("red", "alice", "a secret");
        bridge.sees("blue", "a secret");
        bridge.sees("green", "a secret");

        bridge.at("red").delete("alice", room("red"), id);

        bridge.sees("blue", List.of());
        bridge.sees("green", List.of());
    }

    @Test
    void editsAndDeletionsReachCopiesThatAnEarlierProcessMade() throws Exception {
        bridge.linked();
        String edited = bridge.say("red", "alice", "teh kettle");
        String deleted = bridge.say("red", "alice", "a secret");
        bridge.sees("green", "a secret");
        bridge.settles();

        bridge.restart();
        bridge.at("red").edit("alice", room("red"), edited, "the kettle");
        bridge.at("red").delete("alice", room("red"), deleted);

        bridge.sees("blue", List.of("the kettle"));
        bridge.sees("green", List.of("the kettle"));
    }

    @Test
    void deletingACopyLeavesTheMessage() throws Exception {
        bridge.linked();
        String id = bridge.say("red", "alice", "hello");
        bridge.sees("blue", "hello");
        bridge.sees("green", "hello");

        bridge.at("blue").delete("moderator", room("blue"), bridge.one("blue", "hello").id());
        bridge.settlesAfter("blue");
        bridge.at("red").edit("alice", room("red"), id, "hello!");

        bridge.sees("green", List.of("hello!"));
        assertThat(bridge.texts("red")).containsExactly("hello!");
        bridge.settlesAfter("red");
        assertThat(bridge.texts("blue")).isEmpty();
    }

    @Test
    void answersAreInTheThreadOfTheCopy() throws Exception {
        bridge.linked();
        String root = bridge.say("red", "alice", "Who brings what?");
        bridge.sees("blue", "Who brings what?");
        String copy = bridge.one("blue", "Who brings what?").id();

        bridge.at("blue").say("bob", room("blue"), "Cake.", Optional.of(copy));
        bridge.at("red").say("alice", room("red"), "Tea.", Optional.of(root));
        bridge.sees("red", "Cake.");
        bridge.sees("green", "Cake.");
        bridge.sees("blue", "Tea.");

        assertThat(bridge.one("red", "Cake.").root()).contains(root);
        assertThat(bridge.one("green", "Cake.").root())
                .contains(bridge.one("green", "Who brings what?").id());
        assertThat(bridge.one("blue", "Tea.").root()).contains(copy);
    }

    @Test
    void reactionsGoEverywhereTheMessageIs() throws Exception {
        bridge.linked();
        bridge.say("red", "alice", "Done!");
        bridge.sees("blue", "Done!");
        bridge.sees("green", "Done!");
        String copy = bridge.one("blue", "Done!").id();

        bridge.at("blue").react("bob", room("blue"), copy, "tada", true);
        eventually("red", () -> bridge.one("red", "Done!").reactions().equals(Set.of("tada")));
        eventually("green", () -> bridge.one("green", "Done!").reactions().equals(Set.of("tada")));
        bridge.at("blue").react("bob", room("blue"), copy, "tada", false);

        eventually("red", () -> bridge.one("red", "Done!").reactions().isEmpty());
        eventually("green", () -> bridge.one("green", "Done!").reactions().isEmpty());
    }

    @Test
    void oneAccountsReactionStaysAsLongAsAnybodysDoes() throws Exception {
        bridge.carry(link("plain", Voice.PREFIX, "red", "blue"));
        String id = bridge.say("red", "alice", "Done!");
        bridge.sees("blue", "Done!");
        bridge.at("red").react("bob", room("red"), id, "tada", true);
        bridge.at("red").react("carol", room("red"), id, "tada", true);
        eventually("there", () -> bridge.one("blue", "Done!").reactions().equals(Set.of("tada")));

        bridge.at("red").react("bob", room("red"), id, "tada", false);
        bridge.say("red", "alice", "still");
        bridge.sees("blue", "still");
        assertThat(bridge.one("blue", "Done!").reactions()).containsExactly("tada");
        bridge.at("red").react("carol", room("red"), id, "tada", false);

        eventually("gone", () -> bridge.one("blue", "Done!").reactions().isEmpty());
    }

    @Test
    void streamsFilesFromWhereTheyAre() throws Exception {
        bridge.linked();
        byte[] content = "one, two".getBytes(StandardCharsets.UTF_8);

        bridge.at("red").show("alice", room("red"), "my list", "list.txt", content);

        bridge.sees("blue", "my list");
        Venue.Said said = bridge.one("blue", "my list");
        assertThat(said.files()).containsExactly("list.txt");
        assertThat(bridge.at("blue").content(said, "list.txt")).isEqualTo(content);
    }

    @Test
    void whatHintsTellTooEarlyIsNotForgotten() throws Exception {
        bridge.venue("red", EnumSet.allOf(Ability.class), true);
        bridge.linked();
        for (int i = 0; i < 10; i++) {
            String id = bridge.say("red", "alice", "draft " + i);
            bridge.at("red").edit("alice", room("red"), id, "text " + i);
            bridge.at("red").react("bob", room("red"), id, "eyes", true);
            String gone = bridge.say("red", "alice", "mistake " + i);
            bridge.at("red").delete("alice", room("red"), gone);
        }

        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            texts.add("text " + i);
        }
        bridge.sees("blue", texts);
        eventually(
                "reactions",
                () ->
                        bridge.at("blue").seen(room("blue")).stream()
                                .allMatch(s -> s.reactions().equals(Set.of("eyes"))));
    }

    @Test
    void echoesThatComeTwiceAreNotCarriedBack() throws Exception {
        bridge.linked();
        bridge.server("blue")
                .next(
                        PaperServer.Fault.ECHOED_TWICE,
                        PaperServer.Fault.ECHOED_TWICE,
                        PaperServer.Fault.ECHOED_TWICE);

        bridge.say("red", "alice", "one");
        bridge.say("red", "alice", "two");
        bridge.say("red", "alice", "three");
        bridge.sees("blue", List.of("one", "two", "three"));
        bridge.settlesAfter("blue");

        assertThat(bridge.texts("red")).containsExactly("one", "two", "three");
    }

    @Test
    void textsThatNoDatabaseStoresAreStillCarried() throws Exception {
        bridge.linked();

        bridge.say("red", "alice", "nu\u0000ll, half of a pair: \ud83d.");
        bridge.say("red", "alice", "x".repeat(200_000));
        bridge.say("red", "alice", "after");

        bridge.sees("blue", "after");
        assertThat(bridge.texts("blue").getFirst()).startsWith("null, half of a pair");
        assertThat(String.join("", bridge.texts("blue")))
                .hasSizeLessThan(Cleaning.LONGEST_TEXT + 200);
    }

    @Test
    void aLinkNamesOnlyChatsThatThereAre() {
        Link link =
                new Link(
                        "lost",
                        List.of(room("red"), new Conversation("nowhere", "room")),
                        Voice.PREFIX,
                        Set.of());

        assertThatThrownBy(() -> bridge.carry(link))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere/room (expected: a chat of [red, blue, green])");
    }
}
