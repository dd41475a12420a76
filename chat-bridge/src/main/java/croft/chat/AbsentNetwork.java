package croft.chat;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import croft.chat.relay.Ability;
import croft.chat.relay.Files;
import croft.chat.relay.Intake;
import croft.chat.relay.Network;
import croft.chat.relay.Outcome;
import croft.chat.relay.Standing;
import croft.chat.relay.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Stands for a chat that cannot even be tried, as its secret is missing: what is to go there
/// waits.
record AbsentNetwork(String chat, Instant since, String why) implements Network {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Override
    public Set<Ability> abilities() {
        return Set.of();
    }

    @Override
    public boolean own(Author author) {
        return false;
    }

    @Override
    public void attend(Set<Conversation> conversations, Intake intake) {}

    @Override
    public int parts(Outgoing outgoing) {
        return 1;
    }

    @Override
    public Outcome send(Outgoing outgoing, int part, Files files) {
        return new Outcome.NotSent(why, Optional.of(PAUSE));
    }

    @Override
    public Trace find(Outgoing outgoing, int part, Instant tried) {
        return new Trace.Later(why);
    }

    @Override
    public InputStream open(Conversation in, Attachment file) throws IOException {
        throw new IOException(why);
    }

    @Override
    public Standing standing() {
        return new Standing.Refused(since, why);
    }

    @Override
    public void close() {}
}
