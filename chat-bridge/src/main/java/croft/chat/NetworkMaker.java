package croft.chat;

import croft.chat.irc.IrcNetwork;
import croft.chat.irc.IrcServer;
import croft.chat.irc.LongTexts;
import croft.chat.ledger.Ghosts;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Pastes;
import croft.chat.mattermost.MattermostNetwork;
import croft.chat.mattermost.Memory;
import croft.chat.mattermost.Server;
import croft.chat.relay.Network;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.ChatServer;
import croft.platform.declaration.HostName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes networks of what croft.yml says.
@Singleton
final class NetworkMaker {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkMaker.class);

    private final Secrets secrets;
    private final Ledger ledger;
    private final Ghosts ghosts;
    private final Pastes pastes;
    private final OwnSites sites;
    private final InstantSource clock;

    NetworkMaker(
            Secrets secrets,
            Ledger ledger,
            Ghosts ghosts,
            Pastes pastes,
            OwnSites sites,
            InstantSource clock) {
        this.secrets = secrets;
        this.ledger = ledger;
        this.ghosts = ghosts;
        this.pastes = pastes;
        this.sites = sites;
        this.clock = clock;
    }

    /// A network; one that says why it is none, where a secret is missing.
    ///
    /// @param readAt the site where its texts are read that are too long for it
    Network make(ChatName name, ChatServer server, Optional<HostName> readAt) {
        try {
            return switch (server) {
                case ChatServer.Mattermost mattermost -> mattermost(name, mattermost);
                case ChatServer.Irc irc -> irc(name, irc, readAt.map(this::textsAt));
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

    private LongTexts textsAt(HostName host) {
        return delivery -> {
            try {
                UUID key =
                        pastes.open(delivery, clock.instant())
                                .orElseThrow(() -> new IOException("no delivery " + delivery));
                return sites.address(host.value()).resolve(key.toString());
            } catch (LedgerAway e) {
                throw new IOException(e);
            }
        };
    }

    private Network irc(ChatName name, ChatServer.Irc server, Optional<LongTexts> texts) {
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
                texts,
                clock);
    }
}
