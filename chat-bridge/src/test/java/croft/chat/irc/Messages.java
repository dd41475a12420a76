package croft.chat.irc;

import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Incoming;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Intake;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages to send, and what was heard.
final class Messages implements Intake {
    static final Conversation ROOM = new Conversation("libera", "#rust");
    static final croft.chat.relay.Files NO_FILES =
            file -> {
                throw new IOException(file.name() + ": the test has no such file");
            };

    private final List<Incoming.Posted> heard = new ArrayList<>();
    private Optional<String> read = Optional.empty();

    static Outgoing.Create message(String text) {
        return new Outgoing.Create(
                UUID.randomUUID(),
                ROOM,
                new Conversation("wizards", "town-square"),
                new Author("1", "Wilma", Optional.empty()),
                Voice.PREFIX,
                Body.of(text),
                Optional.empty(),
                Instant.EPOCH,
                false,
                List.of("this-bridge"));
    }

    @Override
    public synchronized void take(Conversation in, List<Incoming> happened, Optional<String> upTo) {
        for (Incoming each : happened) {
            if (each instanceof Incoming.Posted posted
                    && heard.stream().noneMatch(known -> known.key().equals(posted.key()))) {
                heard.add(posted);
            }
        }
        read = upTo;
    }

    @Override
    public synchronized Optional<String> read(Conversation in) {
        return read;
    }

    synchronized List<Incoming.Posted> heard() {
        return List.copyOf(heard);
    }

    /// What people said.
    List<String> texts() {
        return heard().stream()
                .filter(posted -> posted.marks().key().isEmpty())
                .map(posted -> posted.body().markdown())
                .toList();
    }
}
