package croft.chat;

import croft.chat.command.Bridges;
import croft.chat.command.Callback;
import croft.chat.command.CommandDesk;
import croft.chat.command.ControlPort;
import croft.chat.command.ControlledCaches;
import croft.chat.command.ControlledCertificates;
import croft.chat.command.ControlledSites;
import croft.chat.command.PublicWikis;
import croft.chat.command.Reply;
import croft.chat.command.Rights;
import croft.chat.command.Services;
import croft.chat.command.Unfulfilled;
import croft.chat.ledger.Events;
import croft.chat.ledger.LedgerAway;
import croft.platform.declaration.ChatName;
import croft.platform.declaration.ChatServer;
import croft.platform.declaration.Chats;
import croft.platform.journal.Event;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.Variables;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Handler;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Reception;
import croft.platform.traffic.Request;
import croft.platform.traffic.Status;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/croft` in chats: where their servers call back, and what answers.
@Context
@Requires(beans = ServiceEnvironment.class)
final class OrderedCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedCommands.class);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final String COMMANDS = "/commands/";
    private static final String ACTIONS = "/actions/";

    private final Secrets secrets;
    private final Events events;
    private final InstantSource clock;
    private final TrafficPort port;
    private final URI callback;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(LONGEST_CONNECT)
                    .build();
    private final Services services;
    private volatile Map<String, CommandDesk> desks = Map.of();

    OrderedCommands(
            LiveDeclaration declaration,
            Variables variables,
            Secrets secrets,
            Events events,
            OwnSites sites,
            Bridges bridges,
            TrafficPort port,
            InstantSource clock) {
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
        this.port = port;
        callback =
                variables
                        .read("CROFT_CALLBACK_URL", URI::create, "http://HOST:PORT")
                        .orElseGet(() -> URI.create("http://127.0.0.1:" + port.number()));
        services =
                new Services(
                        new ControlledSites(port(variables, "static-site", "CROFT_CONTROL_SITE")),
                        new ControlledCertificates(
                                port(variables, "cert-manager", "CROFT_CONTROL_CERTS")),
                        new ControlledCaches(
                                List.of(port(variables, "edge-proxy", "CROFT_CONTROL_EDGE"))),
                        new PublicWikis(sites.stranger(), sites::wikis),
                        bridges);
        declaration.onChange(now -> adopt(now.chats()));
    }

    private ControlPort port(Variables variables, String service, String variable) {
        variables.text(variable);
        return new ControlPort(
                http,
                service,
                variables.read(variable, URI::create, "http://HOST:PORT").orElseThrow(),
                () -> secrets.read(new SecretName("operator-token")));
    }

    private synchronized void adopt(Chats chats) {
        Map<String, CommandDesk> next = new HashMap<>();
        chats.servers()
                .forEach((name, chat) -> {
                    if (chat instanceof ChatServer.Mattermost mattermost
                            && mattermost.commands().isPresent()) {
                        next.put(name.value(), desk(name, mattermost, mattermost.commands().get()));
                    }
                });
        desks = Map.copyOf(next);
        port.calls(next.isEmpty() ? Optional.empty() : Optional.of(new Callbacks()));
        if (!next.isEmpty()) {
            LOG.info("commands are taken at {}{}CHAT", callback, COMMANDS);
        }
    }

    private CommandDesk desk(
            ChatName name, ChatServer.Mattermost chat, ChatServer.Commands commands) {
        Rights rights = Rights.of(commands.allow());
        return new CommandDesk(
                new CommandDesk.Chat(
                        name.value(),
                        chat.url(),
                        () -> secrets.read(commands.token()),
                        () -> rights,
                        callback.resolve(ACTIONS + name.value())),
                services,
                this::note,
                http,
                clock);
    }

    private void note(Event event) throws Unfulfilled {
        try {
            events.tell(event);
        } catch (LedgerAway e) {
            LOG.warn("a command cannot be noted: {}", e.getMessage());
            throw new Unfulfilled("it cannot be noted in the journal now; try again in a minute");
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    /// What comes by the port.
    private final class Callbacks implements Handler {
        @Override
        public Reception receive(Request request) {
            if (!request.method().equals("POST")) {
                return new Reception.Refused(Handler.plain(Status.METHOD_NOT_ALLOWED), false);
            }
            String path = request.path();
            boolean command = path.startsWith(COMMANDS);
            Optional<CommandDesk> desk =
                    command || path.startsWith(ACTIONS)
                            ? Optional.ofNullable(
                                    desks.get(
                                            path.substring(
                                                    (command ? COMMANDS : ACTIONS).length())))
                            : Optional.empty();
            if (desk.isEmpty()) {
                return new Reception.Refused(Handler.plain(Status.NOT_FOUND), false);
            }
            Map<String, String> fields = new HashMap<>();
            request.fields().forEach(fields::putIfAbsent);
            return new Reception.Collected(
                    Callback.MOST_OCTETS,
                    body -> answer(desk.get(), command, new Callback(fields, body.bytes())));
        }

        private Answer answer(CommandDesk desk, boolean command, Callback callback) {
            try {
                Reply reply = command ? desk.command(callback) : desk.action(callback);
                return Answer.of(
                        new Status(reply.status(), ""),
                        List.of(
                                new Field("Content-Type", "application/json"),
                                new Field("Cache-Control", "no-store")),
                        Octets.of(reply.json()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Handler.plain(Status.UNAVAILABLE);
            }
        }
    }
}
