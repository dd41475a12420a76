package croft.chat.mattermost;

import croft.chat.message.Attachment;
import croft.chat.message.Author;
import croft.chat.message.Body;
import croft.chat.message.Conversation;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import croft.chat.relay.Files;
import croft.chat.relay.Network;
import croft.chat.relay.Outcome;
import croft.chat.relay.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Messages from elsewhere, and how the relay sends them.
final class Sending {
    static final Files NO_FILES =
            file -> {
                throw new IOException(file.name() + ": the test has no such file");
            };

    static final Conversation FAR = new Conversation("libera", "#rust");

    private Sending() {}

    static Author author(String id, String name) {
        return new Author(id, name, Optional.empty());
    }

    static Outgoing.Create message(Conversation to, Author author, Voice voice, String text) {
        return message(to, author, voice, text, List.of());
    }

    static Outgoing.Create message(
            Conversation to, Author author, Voice voice, String text, List<Attachment> files) {
        return new Outgoing.Create(
                UUID.randomUUID(),
                to,
                FAR,
                author,
                voice,
                new Body(text, files),
                Optional.empty(),
                Instant.parse("2026-11-23T10:00:00Z"),
                false,
                List.of("this-bridge"));
    }

    /// What was sent in a ghost's name is to say something else.
    static Outgoing.Edit edit(Conversation to, Author author, List<String> ids, String text) {
        return new Outgoing.Edit(
                UUID.randomUUID(), to, FAR, author, Voice.GHOST, Body.of(text), ids);
    }

    static Outgoing.Create late(Outgoing.Create create, Instant saidAt) {
        return new Outgoing.Create(
                create.key(),
                create.to(),
                create.origin(),
                create.author(),
                create.voice(),
                create.body(),
                create.root(),
                saidAt,
                true,
                create.via());
    }

    static Outgoing.Create under(Outgoing.Create create, String root) {
        return new Outgoing.Create(
                create.key(),
                create.to(),
                create.origin(),
                create.author(),
                create.voice(),
                create.body(),
                Optional.of(root),
                create.saidAt(),
                create.late(),
                create.via());
    }

    /// Sends all pieces; each is to be there at the first try.
    static List<String> send(Network network, Outgoing outgoing, Files files)
            throws InterruptedException {
        List<String> ids = new java.util.ArrayList<>();
        for (int part = 0; part < network.parts(outgoing); part++) {
            switch (network.send(outgoing, part, files)) {
                case Outcome.Sent sent -> ids.add(sent.id().orElse(""));
                case Outcome other -> throw new AssertionError("not sent: " + other);
            }
        }
        return ids;
    }

    /// Sends one piece as the relay does, whatever happens to it, for at most `tries`.
    ///
    /// @return its id
    static String insist(Network network, Outgoing outgoing, Instant tried, int tries)
            throws InterruptedException {
        return insist(network, outgoing, tried, tries, false);
    }

    /// The same, for one of which it is perhaps not known whether it arrived.
    static String insist(
            Network network, Outgoing outgoing, Instant tried, int tries, boolean doubt)
            throws InterruptedException {
        boolean doubtful = doubt;
        for (int i = 0; i < tries; i++) {
            if (doubtful) {
                Trace trace = network.find(outgoing, 0, tried);
                if (trace instanceof Trace.Found(Optional<String> id)) {
                    return id.orElseThrow();
                }
                if (trace instanceof Trace.Later) {
                    Thread.sleep(Duration.ofMillis(20));
                    continue;
                }
            }
            switch (network.send(outgoing, 0, NO_FILES)) {
                case Outcome.Sent(Optional<String> id) -> {
                    return id.orElseThrow();
                }
                case Outcome.Doubtful _ -> doubtful = true;
                case Outcome.NotSent _ -> Thread.sleep(Duration.ofMillis(20));
                case Outcome.Refused refused -> throw new AssertionError("refused: " + refused);
            }
        }
        throw new AssertionError("not sent after " + tries + " tries");
    }
}
