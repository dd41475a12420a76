package croft.chat.relay;

import static croft.chat.relay.Bridge.link;
import static croft.chat.relay.Bridge.room;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Marks;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A channel is read while news of it are on their way: what was read is newer than what comes.
@ExtendWith(OneDatabase.class)
@Timeout(60)
class OvertakenTest {
    private static final Author ALICE = new Author("alice", "alice", Optional.empty());

    private final PaperVenue blue =
            new PaperVenue("blue", EnumSet.allOf(Ability.class), InstantSource.system(), false);
    private final Told red = new Told();
    private Relay relay;

    @BeforeEach
    void start(OneDatabase.Instance instance) throws Exception {
        relay =
                new Relay(
                        instance.ledger(),
                        InstantSource.system(),
                        new Quiet(),
                        Breaker.Limits.DEFAULT,
                        new SplittableRandom(1));
        relay.carry(List.of(link("all", Voice.GHOST, "red", "blue")), List.of(red, blue.join()));
        eventually("attended", () -> red.intake != null);
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        blue.close();
    }

    @Test
    void whatWasReadAsDeletedIsNotPublishedWhenItsNewsComeAfterwards() throws Exception {
        red.tell(new Incoming.Deleted(room("red"), "1", Instant.now()), Optional.of("read"));
        red.tell(posted("1", "a secret"), Optional.empty());
        red.tell(new Incoming.Deleted(room("red"), "1", Instant.now()), Optional.empty());
        red.tell(posted("2", "the next"), Optional.empty());

        eventually("the next is there", () -> !blue.seen(room("blue")).isEmpty());
        assertThat(blue.seen(room("blue")))
                .extracting(Venue.Said::text)
                .containsExactly("the next");
        assertThat(blue.server.everSaid("room", "a secret")).isFalse();
    }

    @Test
    void whatIsSaidToBeDeletedBeforeItWasHeardOfIsNotPublished() throws Exception {
        red.tell(new Incoming.Deleted(room("red"), "1", Instant.now()), Optional.empty());
        red.tell(posted("1", "a secret"), Optional.empty());
        red.tell(posted("2", "the next"), Optional.of("read"));

        eventually("the next is there", () -> !blue.seen(room("blue")).isEmpty());
        assertThat(blue.server.everSaid("room", "a secret")).isFalse();
    }

    private static Incoming posted(String id, String text) {
        return new Incoming.Posted(
                room("red"),
                id,
                Optional.empty(),
                ALICE,
                new Body(text, List.of()),
                Instant.now(),
                Marks.NONE);
    }

    /// A network that tells what the test says.
    private static final class Told implements Network {
        private volatile @Nullable Intake intake;

        void tell(Incoming happened, Optional<String> read) throws Exception {
            Optional.ofNullable(intake).orElseThrow().take(room("red"), List.of(happened), read);
        }

        @Override
        public String chat() {
            return "red";
        }

        @Override
        public Set<Ability> abilities() {
            return EnumSet.allOf(Ability.class);
        }

        @Override
        public void attend(Set<Conversation> conversations, Intake to) {
            intake = to;
        }

        @Override
        public int parts(Outgoing outgoing) {
            return 1;
        }

        @Override
        public Outcome send(Outgoing outgoing, int part, Files files) {
            return new Outcome.Sent(Optional.empty());
        }

        @Override
        public Trace find(Outgoing outgoing, int part, Instant tried) {
            return new Trace.Absent();
        }

        @Override
        public boolean own(Author author) {
            return false;
        }

        @Override
        public InputStream open(Conversation in, Attachment file) {
            return InputStream.nullInputStream();
        }

        @Override
        public Standing standing() {
            return new Standing.Up(Instant.EPOCH, "told", Optional.empty());
        }

        @Override
        public void close() {}
    }

    /// Nobody is told of anything.
    private static final class Quiet implements Alarms {
        @Override
        public void stopped(String link, String why) {}

        @Override
        public void dead(croft.chat.ledger.DeadLetter letter) {}
    }
}
