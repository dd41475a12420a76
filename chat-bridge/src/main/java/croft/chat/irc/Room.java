package croft.chat.irc;

import croft.chat.message.Conversation;
import java.time.Duration;
import java.util.Optional;

/// A channel that is to be attended, and whether it is.
final class Room {
    private final Conversation conversation;
    private State state = State.OUT;
    private int failures;
    private long since;
    private Optional<String> why = Optional.of("not yet joined");

    Room(Conversation conversation) {
        this.conversation = conversation;
    }

    Conversation conversation() {
        return conversation;
    }

    String channel() {
        return conversation.channel();
    }

    /// Whether messages can be heard and sent there.
    boolean isSettled() {
        return state == State.SETTLED;
    }

    boolean isIn() {
        return state != State.OUT;
    }

    /// Whether it is known how it stands.
    boolean isKnown() {
        return isSettled() || failures > 0;
    }

    Optional<String> why() {
        return why;
    }

    int failures() {
        return failures;
    }

    void joined(long now) {
        state = State.IN;
        since = now;
    }

    void settled() {
        state = State.SETTLED;
        why = Optional.empty();
    }

    /// Not in it, or no more. Who was in it for long begins with short pauses again.
    void out(String reason, long now, Duration longest) {
        if (isIn() && now - since > longest.toNanos() * 10) {
            failures = 0;
        }
        state = State.OUT;
        failures++;
        why = Optional.of(reason);
    }

    private enum State {
        OUT,
        /// Joined; the server may still be telling what was said before.
        IN,
        SETTLED
    }
}
