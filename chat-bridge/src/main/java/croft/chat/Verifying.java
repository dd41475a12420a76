package croft.chat;

import croft.chat.mattermost.Finding;
import croft.chat.mattermost.Verification;
import croft.chat.message.Conversation;
import croft.chat.relay.Network;
import croft.chat.relay.Standing;
import croft.platform.declaration.ChatChannel;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.ChatServer;
import croft.platform.declaration.Chats;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks whether the server of a chat is as the bridge needs it.
@Singleton
final class Verifying {
    private final CarriedChats chats;
    private final NetworkMaker maker;
    private final InstantSource clock;

    Verifying(CarriedChats chats, NetworkMaker maker, InstantSource clock) {
        this.chats = chats;
        this.maker = maker;
        this.clock = clock;
    }

    /// The chats that there are, for people.
    String names() {
        return chats.declared().servers().keySet().stream()
                .map(ChatName::value)
                .collect(Collectors.joining(", "));
    }

    /// What was found at a chat; empty if croft.yml has none of this name.
    ///
    /// @param trial a channel that is written into
    Optional<Answer> of(String chat, Optional<String> trial) throws InterruptedException {
        for (Map.Entry<ChatName, ChatServer> each : chats.declared().servers().entrySet()) {
            if (each.getKey().value().equals(chat)) {
                return Optional.of(
                        switch (each.getValue()) {
                            case ChatServer.Mattermost server ->
                                    mattermost(each.getKey(), server, trial);
                            case ChatServer.Irc _ -> irc(chat);
                        });
            }
        }
        return Optional.empty();
    }

    private Answer mattermost(ChatName name, ChatServer.Mattermost server, Optional<String> trial)
            throws InterruptedException {
        try (Verification verification = new Verification(maker.server(name, server), clock)) {
            List<Finding> findings =
                    Stream.concat(
                                    verification.look(channels(name)).stream(),
                                    trial.isEmpty()
                                            ? Stream.empty()
                                            : verification
                                                    .tryOut(
                                                            new Conversation(
                                                                    name.value(), trial.get()))
                                                    .stream())
                            .toList();
            return new Answer(findings.stream().map(Verifying::found).toList());
        }
    }

    /// Its connection is all that can be looked at; who is there has said how it stands.
    private Answer irc(String chat) {
        return new Answer(
                List.of(
                        switch (chats.network(chat).map(Network::standing).orElse(null)) {
                            case Standing.Up(_, String server, Optional<String> warning) ->
                                    new Found(
                                            warning.isEmpty() ? "ok" : "warning",
                                            "connected to "
                                                    + server
                                                    + warning.map(w -> ": " + w).orElse(""),
                                            null);
                            case Standing.Away(_, String why) -> new Found("failed", why, null);
                            case Standing.Refused(_, String why) -> new Found("failed", why, null);
                            case null -> new Found("failed", "it has not begun", null);
                        }));
    }

    /// Those that croft.yml names.
    private Set<Conversation> channels(ChatName name) {
        Chats declared = chats.declared();
        return Stream.of(
                        declared.bridges().stream().flatMap(bridge -> bridge.between().stream()),
                        declared.events().stream().map(rule -> rule.to()),
                        declared.feeds().stream().map(feed -> feed.to()))
                .flatMap(channels -> channels)
                .filter((ChatChannel channel) -> channel.chat().equals(name))
                .map(CarriedChats::conversation)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Found found(Finding finding) {
        return new Found(
                switch (finding.level()) {
                    case GOOD -> "ok";
                    case DOUBTFUL -> "warning";
                    case WRONG -> "failed";
                },
                finding.what(),
                finding.remedy().isEmpty() ? null : finding.remedy());
    }

    /// All that was found.
    @Serdeable
    record Answer(List<Found> findings) {}

    /// One thing.
    ///
    /// @param state ok, warning or failed
    @Serdeable
    record Found(String state, String said, @Nullable String remedy) {}
}
