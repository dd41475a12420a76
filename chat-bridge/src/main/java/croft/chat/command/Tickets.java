package croft.chat.command;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;

/// Questions that wait for a button: each can be answered once, within five minutes, by whoever
/// asked for it. In memory: after a restart one asks again.
final class Tickets {
    static final Duration OPEN = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final SecureRandom random = new SecureRandom();
    private final LinkedHashMap<String, Ticket> open = new LinkedHashMap<>();

    /// A question.
    ///
    /// @param user the id of whoever asked
    record Ticket(String user, String name, Order order, ResponseUrl response, Instant asked) {}

    /// What came of an answer.
    sealed interface Answered {
        /// It is the answer to this, which is closed now.
        record Taken(Ticket ticket) implements Answered {}

        /// Somebody else was asked; it stays open.
        record NotYours(String name) implements Answered {}

        /// There is no such question any more.
        record Closed() implements Answered {}
    }

    /// Opens a question.
    ///
    /// @return what the answer has to bring along: 256 bits that nobody guesses
    synchronized String ask(Ticket ticket) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        open.values().removeIf(old -> isOver(old, ticket.asked()));
        if (open.size() >= MOST) {
            open.pollFirstEntry();
        }
        open.put(key, ticket);
        return key;
    }

    synchronized Answered answer(String key, String user, Instant now) {
        Ticket ticket = open.get(key);
        if (ticket == null || isOver(ticket, now)) {
            open.remove(key);
            return new Answered.Closed();
        }
        if (!ticket.user().equals(user)) {
            return new Answered.NotYours(ticket.name());
        }
        open.remove(key);
        return new Answered.Taken(ticket);
    }

    /// A clock that was set back closes it too.
    private static boolean isOver(Ticket ticket, Instant now) {
        return !now.isBefore(ticket.asked().plus(OPEN)) || now.isBefore(ticket.asked());
    }
}
