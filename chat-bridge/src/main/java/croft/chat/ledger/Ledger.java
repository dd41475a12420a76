package croft.chat.ledger;

import croft.chat.message.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// What was heard, what it became, and what is still to be sent.
///
/// Each method is one transaction, and a method that has returned has stored what it says. All may
/// be called again after [LedgerAway]. Any thread that may block; the database is never kept
/// waiting for anything else.
///
/// A *lane* is the queue of one conversation: deliveries leave it in the order in which the
/// transactions that enqueued them were committed. Only who leads is handed anything.
public interface Ledger {
    /// For how long at most a delivery is handed out. Files flow as long as they flow, but a worker
    /// that says nothing for so long has failed without noticing.
    Duration LEASE = Duration.ofMinutes(10);

    /// Stores what `entry` is told. What is done with it may be done again, in a new transaction,
    /// where two that met have to be told apart.
    <T> T write(Function<Entry, T> what) throws LedgerAway;

    /// How far a conversation was read.
    Optional<String> read(Conversation in) throws LedgerAway;

    /// The conversations that were read so far.
    List<Conversation> readings() throws LedgerAway;

    /// The emoji that people have put on a message there, or on its copy, as far as that was heard:
    /// what a sweep compares with what it finds.
    List<Emoji> emoji(Conversation in, String id) throws LedgerAway;

    /// The ids of the messages and copies that are there, as far as that was heard; the newest
    /// first.
    List<String> known(Conversation in, int most) throws LedgerAway;

    /// The name of this installation's bridge in the list of those that a message came through:
    /// made once, kept for ever.
    UUID bridge() throws LedgerAway;

    /// Tries to lead: among all instances on this database one does.
    ///
    /// @param wake called, on a thread of the leadership's, when another instance or this one has
    ///   enqueued something, and once when this returns; some calls get lost, so look besides
    /// @param lost called once if the leadership ends by itself: somebody else may lead by now, and
    ///   nothing is to be sent any more
    /// @return empty if somebody else leads
    Optional<Leadership> lead(Runnable wake, Runnable lost) throws LedgerAway;

    /// The lanes that have something to hand out.
    List<Conversation> due(Instant now) throws LedgerAway;

    /// When the next lane that waits is due.
    Optional<Instant> nextDue(Instant now) throws LedgerAway;

    /// Hands out the first delivery of a lane. One that was handed out by an earlier leader, or to
    /// somebody who said nothing of it, is doubtful.
    ///
    /// @return empty if there is none, the lane is blocked, somebody has it, or this leadership has
    ///   ended
    Optional<Leased> lease(Leadership leadership, Conversation lane, Instant now) throws LedgerAway;

    /// A piece is there. Another id than the one that is known for it, as where a correction is a
    /// line of its own, becomes a further piece of the copy.
    ///
    /// @param id in its network; empty where it has none
    /// @param last whether it was the last piece, and so the delivery is done
    /// @param late whether it is to be counted into the [Outage] of its conversation
    /// @return false if the lease is over: nothing was stored
    boolean pieceSent(
            Leased leased, int part, Optional<String> id, boolean last, boolean late, Instant now)
            throws LedgerAway;

    /// The last piece is there; and the next delivery of the lane, in the same transaction.
    ///
    /// @return what [#lease] returns, also where the lease was over
    Optional<Leased> lastSent(
            Leadership leadership,
            Leased leased,
            int part,
            Optional<String> id,
            boolean late,
            Instant now)
            throws LedgerAway;

    /// The piece is surely not there. The lane waits, its order is kept.
    ///
    /// @param until at most ten minutes from now: what lies further ahead is taken for a clock that
    ///   was put back
    /// @return false if the lease is over: nothing was stored
    boolean notSent(Leased leased, String why, Instant until) throws LedgerAway;

    /// The piece may be there or not: it is to be looked for. The lane waits.
    ///
    /// @return false if the lease is over: nothing was stored
    boolean doubtful(Leased leased, String why, Instant until) throws LedgerAway;

    /// The piece was looked for, and is sent again now, under the same lease.
    ///
    /// @param known whether it is surely not there; if not, the try is counted as one that may
    ///   double something
    /// @return false if the lease is over: nothing was stored
    boolean absent(Leased leased, boolean known, Instant now) throws LedgerAway;

    /// The delivery has ended without anything (more) being sent.
    ///
    /// @param state [State#SENT] if what it was for is there, else [State#CANCELLED]
    /// @return false if the lease is over: nothing was stored
    boolean finished(Leased leased, State state, Instant now) throws LedgerAway;

    /// The delivery was refused for good. The lane goes on.
    ///
    /// @return false if the lease is over: nothing was stored
    boolean dead(Leased leased, String why, Instant now) throws LedgerAway;

    /// Dead letters, the newest first.
    List<DeadLetter> deadLetters(int most) throws LedgerAway;

    /// Puts a dead letter at the end of its lane.
    ///
    /// @return whether there is one of this key
    boolean retry(UUID key, Instant now) throws LedgerAway;

    /// Gives a dead letter up.
    ///
    /// @return whether there is one of this key
    boolean drop(UUID key, Instant now) throws LedgerAway;

    /// Every lane that there ever was.
    List<LaneStanding> standing() throws LedgerAway;

    /// Links that were stopped.
    List<StoppedLink> stopped() throws LedgerAway;

    /// Deletes what nobody will ask for. At most a few thousand rows at a time, so that nobody
    /// waits for it: call again while something went.
    Pruned prune(Keep keep, Instant now) throws LedgerAway;
}
