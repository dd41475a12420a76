package croft.chat.irc;

import static croft.chat.irc.Messages.ROOM;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Incoming;
import croft.chat.relay.Standing;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is heard in a channel, and what long texts become there.
@Timeout(60)
class IrcHearingTest {
    private static Ircd server;

    @BeforeAll
    static void start() throws Exception {
        server = Ircd.modern();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void peopleAreHeardAndProgramsAskingEachOtherAreNot() throws Exception {
        Messages heard = new Messages();
        try (Gate gate = new Gate(server.port());
                Person alice = new Person(server.port(), "alice");
                IrcNetwork network = network(gate, Optional.empty())) {
            alice.join(ROOM.channel());
            network.attend(Set.of(ROOM), heard);
            eventually("up", () -> network.standing() instanceof Standing.Up);

            Optional<String> root = alice.say(ROOM.channel(), "\2bold\2 and *stars*");
            alice.say(ROOM.channel(), "\1ACTION waves\1");
            alice.say(ROOM.channel(), "\1VERSION\1");
            alice.write("NOTICE " + ROOM.channel() + " :a notice");
            alice.write("PRIVMSG croft :for you alone");
            alice.write("@+croft.dev/via=other,more PRIVMSG " + ROOM.channel() + " :from afar");
            alice.write(
                    "@+croft.dev/key=00000000-0000-0000-0000-000000000001.0 PRIVMSG "
                            + ROOM.channel()
                            + " :with our key");
            alice.say("@+draft/reply=" + root.orElseThrow() + " ", ROOM.channel(), "an answer");
            eventually("heard", () -> heard.texts().contains("an answer"));

            assertThat(heard.texts())
                    .containsExactly(
                            "**bold** and \\*stars\\*",
                            "*waves*",
                            "a notice",
                            "from afar",
                            "with our key",
                            "an answer");
            List<Incoming.Posted> posted = heard.heard();
            assertThat(posted.getFirst().id()).isEqualTo(root.orElseThrow());
            assertThat(posted.getFirst().author().id()).isEqualTo("nick:alice");
            assertThat(posted.get(3).marks().via()).containsExactly("other", "more");
            assertThat(posted.getLast().root()).isEqualTo(root);
        }
    }

    @Test
    void aLongTextEndsWithALinkToAllOfIt() throws Exception {
        Messages heard = new Messages();
        LongTexts texts = key -> URI.create("https://paste.example/" + key);
        try (Gate gate = new Gate(server.port());
                Person alice = new Person(server.port(), "alice");
                IrcNetwork network = network(gate, Optional.of(texts))) {
            alice.join(ROOM.channel());
            network.attend(Set.of(ROOM), heard);
            eventually("up", () -> network.standing() instanceof Standing.Up);
            var create = Messages.message("line\n".repeat(40));
            for (int part = 0; part < network.parts(create); part++) {
                network.send(create, part, Messages.NO_FILES);
            }
            alice.sync();

            assertThat(alice.said(ROOM.channel())).hasSize(9);
            assertThat(alice.said(ROOM.channel()).getLast().param(1))
                    .isEqualTo("<Wilma> … 32 more lines: https://paste.example/" + create.key());
        }
    }

    private static IrcNetwork network(Gate gate, Optional<LongTexts> texts) {
        return new IrcNetwork(IrcVenue.behind(gate), texts, InstantSource.system(), IrcVenue.FAST);
    }
}
