package croft.chat.command;

import croft.chat.command.Orders.Reading;
import croft.chat.command.Tickets.Answered;
import croft.chat.command.Tickets.Ticket;
import croft.chat.message.Conversation;
import croft.chat.message.Literal;
import croft.platform.journal.Event;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/croft` at one chat: from what its server sends to what it is answered. Virtual threads; any
/// number of calls at a time.
///
/// Who asks is proven by the token for what is typed, and for a button, which comes without one, by
/// the ticket that only the server was given. What changes something is noted in the journal before
/// it is done, and is not done where it cannot be noted.
public final class CommandDesk {
    private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);

    /// Mattermost gives an answer three seconds.
    private static final Duration PATIENCE = Duration.ofMillis(2_300);

    /// Orders at a time: each may have a service work for half a minute.
    private static final int MOST = 16;

    private final Chat chat;
    private final Saying saying;
    private final Audit audit;
    private final HttpClient client;
    private final InstantSource clock;
    private final Duration patience;
    private final Tickets tickets = new Tickets();
    private final Semaphore places = new Semaphore(MOST);
    private final Executor threads = task -> Thread.ofVirtual().name("command").start(task);

    /// The chat that is served.
    ///
    /// @param name of croft.yml
    /// @param server its address there
    /// @param tokens that its server made for the command, a line each; read anew each time
    /// @param rights as they are now
    /// @param buttons where its server reaches [CommandDesk#action]
    public record Chat(
            String name,
            URI server,
            Supplier<String> tokens,
            Supplier<Rights> rights,
            URI buttons) {}

    /// Writes into the journal what was ordered.
    public interface Audit {
        /// Stores it, before it returns.
        ///
        /// @throws Unfulfilled if it cannot be stored now
        void note(Event event) throws Unfulfilled;
    }

    public CommandDesk(
            Chat chat, Services services, Audit audit, HttpClient client, InstantSource clock) {
        this(chat, services, audit, client, clock, PATIENCE);
    }

    /// @param patience after which an answer goes by the response URL
    CommandDesk(
            Chat chat,
            Services services,
            Audit audit,
            HttpClient client,
            InstantSource clock,
            Duration patience) {
        this.chat = chat;
        this.saying = new Saying(services);
        this.audit = audit;
        this.client = client;
        this.clock = clock;
        this.patience = patience;
    }

    /// Answers what somebody typed.
    public Reply command(Callback callback) throws InterruptedException {
        if (callback.body().length > Callback.MOST_OCTETS) {
            return Reply.refused(413, "at most " + Callback.MOST_OCTETS + " octets are expected");
        }
        Map<String, String> form = form(callback.body());
        if (!ChatToken.isRight(
                chat.tokens().get(),
                callback.field("authorization"),
                Optional.ofNullable(form.get("token")))) {
            log.warn("{}: a command with a wrong token", chat.name());
            return Reply.refused(
                    401, "the token is not the one in the secret of chats." + chat.name());
        }
        Conversation here;
        try {
            here = new Conversation(chat.name(), form.getOrDefault("channel_name", ""));
        } catch (IllegalArgumentException e) {
            return Reply.refused(400, "channel_name: " + e.getMessage());
        }
        String user = form.getOrDefault("user_id", "");
        String name = form.getOrDefault("user_name", "");
        return switch (Orders.read(form.getOrDefault("text", ""), here)) {
            case Reading.Misread(String why) -> Reply.to(why);
            case Reading.Read(Order order) -> {
                if (!chat.rights().get().allow(name, order.words())) {
                    yield Reply.to(refused(order, user, name));
                }
                ResponseUrl response =
                        ResponseUrl.of(
                                form.getOrDefault("response_url", ""),
                                chat.server(),
                                clock.instant());
                Ticket ticket = new Ticket(user, name, order, response, clock.instant());
                yield order.changes()
                        ? Reply.asking(
                                Saying.question(order),
                                chat.buttons().toString(),
                                tickets.ask(ticket))
                        : answered(ticket, Reply::to);
            }
        };
    }

    /// Answers a button.
    public Reply action(Callback callback) throws InterruptedException {
        if (callback.body().length > Callback.MOST_OCTETS) {
            return Reply.refused(413, "at most " + Callback.MOST_OCTETS + " octets are expected");
        }
        Json pressed;
        try {
            pressed = Json.read(callback.body());
        } catch (IOException e) {
            return Reply.refused(400, "it is not JSON");
        }
        String key = pressed.get("context").get("ticket").text().orElse("");
        String user = pressed.get("user_id").text().orElse("");
        return switch (tickets.answer(key, user, clock.instant())) {
            case Answered.Closed() ->
                    Reply.aside(
                            "This question is closed: it is open for five minutes, and for one"
                                    + " answer. Ask again with `/croft`.");
            case Answered.NotYours(String name) ->
                    Reply.aside("Only " + Literal.code(name) + " can answer this.");
            case Answered.Taken(Ticket ticket) -> {
                if (!pressed.get("context").get("choice").text().equals(Optional.of("confirm"))) {
                    yield Reply.instead(
                            "Left as it is: " + Literal.code("/croft " + ticket.order().text()));
                }
                if (!chat.rights().get().allow(ticket.name(), ticket.order().words())) {
                    yield Reply.instead(refused(ticket.order(), ticket.user(), ticket.name()));
                }
                yield answered(ticket, Reply::instead);
            }
        };
    }

    /// Carries it out. What takes too long is answered by the response URL.
    private Reply answered(Ticket ticket, Function<String, Reply> form)
            throws InterruptedException {
        if (!places.tryAcquire()) {
            return form.apply("Too much is being done at once. Ask again in a moment.");
        }
        CompletableFuture<String> result =
                CompletableFuture.supplyAsync(() -> done(ticket), threads);
        result.whenComplete((_, _) -> places.release());
        try {
            return form.apply(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            result.thenAcceptAsync(text -> late(ticket, text), threads);
            return form.apply(
                    "⏳ Working on "
                            + Literal.code("/croft " + ticket.order().text())
                            + " … the answer follows.");
        } catch (ExecutionException e) {
            log.error("{}: {} failed", chat.name(), ticket.order().words(), e.getCause());
            return form.apply("That failed for a reason that is in the log of chat-bridge.");
        }
    }

    private String done(Ticket ticket) {
        Order order = ticket.order();
        try {
            note("command.ran", ticket, Optional.empty());
        } catch (Unfulfilled e) {
            if (order.changes()) {
                return "Not done, as it cannot be noted in the journal: "
                        + Literal.of(String.valueOf(e.getMessage()), 300);
            }
            log.warn("{}: {} is not noted: {}", chat.name(), order.words(), e.getMessage());
        }
        try {
            String text = saying.of(order, chat.rights().get(), ticket.name());
            ended(ticket, "done");
            return text;
        } catch (Unfulfilled e) {
            String why = String.valueOf(e.getMessage());
            ended(ticket, "failed: " + Literal.cut(why, 500));
            return "⚠ " + Literal.of(why, 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended(ticket, "interrupted");
            return "chat-bridge is ending; whether it was done is not known.";
        }
    }

    private void late(Ticket ticket, String text) {
        try {
            if (!ticket.response().send(client, text, clock.instant())) {
                log.warn("{}: nobody saw the answer to {}", chat.name(), ticket.order().words());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(Ticket ticket, String outcome) {
        if (ticket.order().changes()) {
            try {
                note("command.ended", ticket, Optional.of(outcome));
            } catch (Unfulfilled e) {
                log.warn(
                        "{}: the end of {} is not noted: {}",
                        chat.name(),
                        ticket.order().words(),
                        e.getMessage());
            }
        }
    }

    private String refused(Order order, String user, String name) {
        Ticket ticket =
                new Ticket(
                        user,
                        name,
                        order,
                        ResponseUrl.of("", chat.server(), clock.instant()),
                        clock.instant());
        try {
            note("command.refused", ticket, Optional.empty());
        } catch (Unfulfilled e) {
            log.warn("{}: a refusal is not noted: {}", chat.name(), e.getMessage());
        }
        return "You may not "
                + Literal.code("/croft " + order.words())
                + ". Whoever keeps croft.yml can allow it: `commands: { allow: ["
                + name.replaceAll("[^a-zA-Z0-9._-]", "")
                + "] }` of the chat "
                + Literal.code(chat.name())
                + ".";
    }

    private void note(String kind, Ticket ticket, Optional<String> outcome) throws Unfulfilled {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("chat", chat.name());
        attributes.put("user", clean(ticket.name(), 64));
        attributes.put("user-id", clean(ticket.user(), 64));
        outcome.ifPresent(text -> attributes.put("outcome", clean(text, 600)));
        audit.note(new Event(kind, clean(ticket.order().text(), 250), List.of(), attributes));
    }

    private static String clean(String text, int most) {
        return Literal.cut(text.replaceAll("\\p{Cntrl}+", " "), most);
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.putIfAbsent(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
