package croft.chat.relay;

import croft.chat.ledger.Leadership;
import croft.chat.ledger.Leased;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.ledger.Op;
import croft.chat.ledger.State;
import croft.chat.message.Attachment;
import croft.chat.message.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what waits in one lane, one piece after another, until there is nothing more or the lane
/// has to wait. One virtual thread, one worker for each lane.
///
/// What a delivery goes through: it is leased, and so marked as being sent; what it comes to now is
/// drafted; if an earlier try may have had an effect, it is looked for; it is sent; what became of
/// it is stored. A crash between any two of these leaves it marked, and the next leader looks for
/// it first. Nothing is kept here that matters after a crash.
final class LaneWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);

    /// Between tries of what was refused: long enough for a membership that was just granted to be
    /// known everywhere at the server.
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(2);

    /// Between tries to store what became of something, while the database is away.
    private static final Duration STORE_PAUSE = Duration.ofMillis(500);

    private final Conversation lane;
    private final Ledger ledger;
    private final Leadership leadership;
    private final Switchboard switchboard;
    private final String bridge;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final BooleanSupplier going;
    private final LaneMemory memory;
    private final Dead dead;

    /// @param going false when no new delivery is to be begun
    /// @param memory of this lane, shared with the workers before and after this one
    LaneWorker(
            Conversation lane,
            Ledger ledger,
            Leadership leadership,
            Switchboard switchboard,
            String bridge,
            InstantSource clock,
            RandomGenerator random,
            BooleanSupplier going,
            LaneMemory memory,
            Dead dead) {
        this.lane = lane;
        this.ledger = ledger;
        this.leadership = leadership;
        this.switchboard = switchboard;
        this.bridge = bridge;
        this.clock = clock;
        this.random = random;
        this.going = going;
        this.memory = memory;
        this.dead = dead;
    }

    @Override
    public void run() {
        try {
            Optional<Leased> next = lease();
            while (next.isPresent()) {
                next = work(next.get());
            }
        } catch (LedgerAway e) {
            LOG.warn("{}: the ledger is away: {}", lane, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Leased> lease() throws LedgerAway {
        return going() ? ledger.lease(leadership, lane, clock.instant()) : Optional.empty();
    }

    private boolean going() {
        return going.getAsBoolean()
                && leadership.holds()
                && switchboard.network(lane.chat()).isPresent();
    }

    /// Does one delivery; the next one, if the lane goes on.
    private Optional<Leased> work(Leased leased) throws LedgerAway, InterruptedException {
        Optional<Network> network = switchboard.network(lane.chat());
        if (network.isEmpty()) {
            Instant now = clock.instant();
            stored(() -> ledger.notSent(leased, "croft.yml has no such chat", now));
            return Optional.empty();
        }
        try {
            return switch (Draft.of(leased, bridge, clock.instant())) {
                case Draft.Done(State as) -> done(leased, as);
                case Draft.Send send -> send(leased, send, network.get());
            };
        } catch (InterruptedException e) {
            ledger.doubtful(leased, "this bridge was stopped", clock.instant());
            throw e;
        } catch (RuntimeException e) {
            // A mistake in a network, or in the draft: it must not stop the lane for ever, nor be
            // passed over at once.
            LOG.error("{}: delivery {}", lane, leased.key(), e);
            return refused(leased, "it failed by a mistake of this bridge's: " + e);
        }
    }

    private Optional<Leased> done(Leased leased, State as) throws LedgerAway, InterruptedException {
        return stored(() -> ledger.finished(leased, as, clock.instant()))
                ? lease()
                : Optional.empty();
    }

    private Optional<Leased> send(Leased leased, Draft.Send draft, Network network)
            throws LedgerAway, InterruptedException {
        int parts = network.parts(draft.outgoing());
        int part = leased.part();
        if (part >= parts) {
            return done(leased, State.SENT);
        }
        boolean doubtful = leased.doubtful();
        while (true) {
            Optional<String> id;
            Optional<Trace> trace =
                    doubtful ? Optional.of(look(leased, draft, part, network)) : Optional.empty();
            if (trace.orElse(null) instanceof Trace.Found found) {
                id = found.id();
            } else if (trace.orElse(null) instanceof Trace.Later later) {
                Instant until = pause(leased.attempts(), Optional.empty());
                stored(() -> ledger.doubtful(leased, later.why(), until));
                return Optional.empty();
            } else {
                if (!draft.wanted()) {
                    return done(leased, State.CANCELLED);
                }
                if (doubtful && !stored(() -> absent(leased, trace))) {
                    return Optional.empty();
                }
                switch (network.send(draft.outgoing(), part, files(leased))) {
                    case Outcome.Sent sent -> id = sent.id();
                    case Outcome.NotSent notSent -> {
                        Instant until = pause(leased.attempts(), notSent.pause());
                        stored(() -> ledger.notSent(leased, notSent.why(), until));
                        return Optional.empty();
                    }
                    case Outcome.Doubtful unknown -> {
                        Instant until = pause(leased.attempts(), Optional.empty());
                        stored(() -> ledger.doubtful(leased, unknown.why(), until));
                        return Optional.empty();
                    }
                    case Outcome.Refused refused -> {
                        return refused(leased, refused.why());
                    }
                }
            }
            doubtful = false;
            memory.sent(clock.instant(), draft.late());
            if (part == parts - 1) {
                return last(leased, part, id, draft.late());
            }
            int sent = part;
            if (!stored(() -> ledger.pieceSent(leased, sent, id, false, false, clock.instant()))) {
                return Optional.empty();
            }
            part++;
        }
    }

    private Optional<Leased> last(Leased leased, int part, Optional<String> id, boolean late)
            throws LedgerAway, InterruptedException {
        if (!going()) {
            stored(() -> ledger.pieceSent(leased, part, id, true, late, clock.instant()));
            return Optional.empty();
        }
        return insist(
                () -> ledger.lastSent(leadership, leased, part, id, late, clock.instant()),
                Optional.empty());
    }

    private Trace look(Leased leased, Draft.Send draft, int part, Network network)
            throws InterruptedException {
        return draft.findable()
                ? network.find(draft.outgoing(), part, leased.tried().orElse(clock.instant()))
                : new Trace.Absent();
    }

    private boolean absent(Leased leased, Optional<Trace> trace) throws LedgerAway {
        return ledger.absent(leased, trace.orElse(null) instanceof Trace.Absent, clock.instant());
    }

    private Optional<Leased> refused(Leased leased, String why)
            throws LedgerAway, InterruptedException {
        if (memory.refused(leased.seq()) < tries(leased.op())) {
            Instant until = clock.instant().plus(REFUSED_PAUSE);
            stored(() -> ledger.notSent(leased, why, until));
            return Optional.empty();
        }
        if (!stored(() -> ledger.dead(leased, why, clock.instant()))) {
            return Optional.empty();
        }
        LOG.warn("{}: {} {} was refused for good: {}", lane, leased.op(), leased.key(), why);
        dead.dead(leased, why, memory);
        return lease();
    }

    /// How often something is tried that is refused. A message is worth three tries, and so is that
    /// somebody took one back; an emoji is not worth holding up the lane.
    private static int tries(Op op) {
        return switch (op) {
            case CREATE, DELETE -> 3;
            case EDIT -> 2;
            case REACT, NOTICE -> 1;
        };
    }

    private Instant pause(int attempts, Optional<Duration> asked) {
        return clock.instant().plus(Backoff.after(attempts, asked, random));
    }

    /// Files of the message, from the network in which it was said.
    private Files files(Leased leased) {
        return (Attachment file) -> open(leased, file);
    }

    private InputStream open(Leased leased, Attachment file)
            throws IOException, InterruptedException {
        Conversation origin = leased.said().origin().orElseThrow().in();
        Network network =
                switchboard
                        .network(origin.chat())
                        .orElseThrow(() -> new IOException("croft.yml has no chat " + origin));
        return network.open(origin, file);
    }

    private boolean stored(Storing what) throws LedgerAway, InterruptedException {
        return insist(what::store, false);
    }

    /// Stores what became of a delivery, however long the database is away: nobody else is told
    /// what it was while this leader leads.
    private <T> T insist(Asking<T> what, T otherwise) throws LedgerAway, InterruptedException {
        while (true) {
            try {
                return what.ask();
            } catch (LedgerAway e) {
                if (!leadership.holds() || !going.getAsBoolean()) {
                    LOG.warn("{}: not stored, and to be looked for: {}", lane, e.getMessage());
                    return otherwise;
                }
                Thread.sleep(STORE_PAUSE);
            }
        }
    }

    /// What is told of a delivery that was refused for good.
    interface Dead {
        void dead(Leased leased, String why, LaneMemory memory) throws LedgerAway;
    }

    /// Stores one outcome.
    private interface Storing {
        boolean store() throws LedgerAway;
    }

    /// Asks the ledger.
    private interface Asking<T> {
        T ask() throws LedgerAway;
    }
}
