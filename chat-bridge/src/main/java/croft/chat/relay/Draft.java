package croft.chat.relay;

import croft.chat.ledger.Leased;
import croft.chat.ledger.Reaction;
import croft.chat.ledger.Said;
import croft.chat.ledger.State;
import croft.chat.message.Author;
import croft.chat.message.Outgoing;
import croft.chat.message.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a delivery comes to at the moment in which it is its turn: the message may have been
/// edited, deleted or reacted to since it was enqueued. Pure.
sealed interface Draft {
    /// What was not late enough to be told: people wait for each other as long.
    Duration LATE = Duration.ofMinutes(2);

    /// This is to be sent.
    ///
    /// @param findable whether it makes something new, which a try of which nobody knows may have
    ///   made already; all else may be done twice
    /// @param wanted false if it is no longer to be there: only whether it is there matters
    record Send(Outgoing outgoing, boolean findable, boolean wanted) implements Draft {
        boolean late() {
            return outgoing instanceof Outgoing.Create create && create.late();
        }
    }

    /// Nothing is to be sent.
    record Done(State as) implements Draft {}

    /// Drafts it.
    ///
    /// @param bridge this bridge's name among those that a message came through
    static Draft of(Leased leased, String bridge, Instant now) {
        return switch (leased.op()) {
            case CREATE -> create(leased, bridge, now);
            case EDIT -> edit(leased);
            case DELETE -> delete(leased);
            case REACT -> react(leased);
            case NOTICE -> notice(leased);
        };
    }

    private static Draft create(Leased leased, String bridge, Instant now) {
        Said said = leased.said();
        if (said.deleted() && !leased.doubtful()) {
            return new Done(State.CANCELLED);
        }
        // The same for every try that may have had an effect, so that the pieces are the same.
        Instant from = leased.tried().orElse(now);
        List<String> via = new ArrayList<>(said.via());
        via.add(bridge);
        return new Send(
                new Outgoing.Create(
                        leased.key(),
                        leased.lane(),
                        said.origin().orElseThrow().in(),
                        author(said),
                        leased.voice(),
                        said.body(),
                        leased.root(),
                        said.saidAt(),
                        Duration.between(said.saidAt(), from).compareTo(LATE) > 0,
                        via),
                true,
                !said.deleted());
    }

    private static Draft edit(Leased leased) {
        Said said = leased.said();
        if (said.deleted() || leased.sentVersion() == 0 || leased.copies().isEmpty()) {
            return new Done(State.CANCELLED);
        }
        if (leased.sentVersion() >= leased.version()) {
            return new Done(State.SENT);
        }
        return new Send(
                new Outgoing.Edit(
                        leased.key(),
                        leased.lane(),
                        said.origin().orElseThrow().in(),
                        author(said),
                        leased.voice(),
                        said.body(),
                        leased.copies()),
                leased.part() >= leased.copies().size(),
                true);
    }

    private static Draft delete(Leased leased) {
        if (leased.copies().stream().allMatch(String::isEmpty)) {
            return new Done(State.CANCELLED);
        }
        return new Send(
                new Outgoing.Delete(
                        leased.key(),
                        leased.lane(),
                        author(leased.said()),
                        leased.voice(),
                        leased.copies()),
                false,
                true);
    }

    private static Draft react(Leased leased) {
        Reaction reaction = leased.reaction().orElseThrow();
        if (leased.said().deleted()
                || leased.copies().isEmpty()
                || leased.copies().getFirst().isEmpty()) {
            return new Done(State.CANCELLED);
        }
        boolean wanted = leased.voice() == Voice.GHOST ? reaction.byAuthor() : reaction.byAnyone();
        if (reaction.have() == wanted && !leased.doubtful()) {
            return new Done(State.SENT);
        }
        return new Send(
                new Outgoing.React(
                        leased.key(),
                        leased.lane(),
                        leased.copies().getFirst(),
                        reaction.emoji().by(),
                        leased.voice(),
                        reaction.emoji().name(),
                        wanted),
                false,
                true);
    }

    private static Draft notice(Leased leased) {
        Said said = leased.said();
        boolean there = leased.sentVersion() > 0;
        if (leased.sentVersion() >= leased.version()) {
            return new Done(State.SENT);
        }
        if (there && leased.copies().stream().allMatch(String::isEmpty)) {
            return new Done(State.CANCELLED);
        }
        return new Send(
                new Outgoing.Notice(
                        leased.key(),
                        leased.lane(),
                        said.body().markdown(),
                        there ? Optional.of(leased.copies().getFirst()) : Optional.empty(),
                        leased.root(),
                        said.quiet()),
                !there,
                true);
    }

    private static Author author(Said said) {
        return said.author().orElseThrow();
    }
}
