package croft.chat;

import croft.chat.irc.IrcNetwork;
import croft.chat.irc.IrcServer;
import croft.chat.ledger.Ghosts;
import croft.chat.ledger.Ledger;
import croft.chat.mattermost.MattermostNetwork;
import croft.chat.mattermost.Memory;
import croft.chat.mattermost.Server;
import croft.chat.relay.Network;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.ChatServer;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes networks of what croft.yml says.
@Singleton
final class NetworkMaker {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkMaker.class);

    private final Secrets secrets;
    private final Ledger ledger;
    private final Ghosts ghosts;
    private final InstantSource clock;

    NetworkMaker(Secrets secrets, Ledger ledger, Ghosts ghosts, InstantSource clock) {
        this.secrets = secrets;
        this.ledger = ledger;
        this.ghosts = ghosts;
        this.clock = clock;
    }

    /// A network; one that says why it is none, where a secret is missing.
    Network make(ChatName name, ChatServer server) {
        try {
            return switch (server) {
                case ChatServer.Mattermost mattermost -> mattermost(name, mattermost);
                case ChatServer.Irc irc -> irc(name, irc);
            };
        } catch (UnusableSecret | IllegalArgumentException e) {
            LOG.error("chat {}: {}", name, e.getMessage());
            return new AbsentNetwork(name.value(), clock.instant(), String.valueOf(e.getMessage()));
        }
    }

    private Network mattermost(ChatName name, ChatServer.Mattermost server) {
        // read here too, so that a missing one is told at once
        String _ = secrets.read(server.token());
        server.admin().ifPresent(secrets::read);
        return new MattermostNetwork(server(name, server), Memory.of(ledger, ghosts), clock);
    }

    /// A server, and who we are there; tokens are read when they are used.
    Server server(ChatName name, ChatServer.Mattermost declared) {
        return new Server(
                name.value(),
                declared.url(),
                () -> secrets.read(declared.token()),
                declared.admin().map(admin -> () -> secrets.read(admin)));
    }

    private Network irc(ChatName name, ChatServer.Irc server) {
        return new IrcNetwork(
                new IrcServer(
                        name.value(),
                        server.host(),
                        server.port(),
                        server.tls(),
                        server.nick(),
                        server.account()
                                .map(account ->
                                        new IrcServer.Login(
                                                account.name(), secrets.read(account.password()))),
                        Optional.empty(),
                        Optional.empty()),
                clock);
    }
}
