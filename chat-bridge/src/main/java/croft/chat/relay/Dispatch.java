package croft.chat.relay;

import croft.chat.ledger.Leadership;
import croft.chat.ledger.Leased;
import croft.chat.ledger.Ledger;
import croft.chat.ledger.LedgerAway;
import croft.chat.message.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leads, or waits to lead; and while it leads, gives each lane that has something to send a
/// worker. One virtual thread. The only place of the relay that waits for a time: never longer than
/// a second, so a clock that jumps, or a call to wake up that got lost, costs no more.
final class Dispatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /// Workers end by themselves when the piece that they send is settled; after this they are
    /// interrupted, and what they sent is looked for at the next start.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Switchboard switchboard;
    private final Opening opening;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Told told;
    private final Bell bell = new Bell();
    private final Map<Conversation, Thread> workers = new ConcurrentHashMap<>();
    private final Map<Conversation, LaneMemory> memories = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    Dispatch(
            Ledger ledger,
            Switchboard switchboard,
            Opening opening,
            InstantSource clock,
            RandomGenerator random,
            Told told) {
        this.ledger = ledger;
        this.switchboard = switchboard;
        this.opening = opening;
        this.clock = clock;
        this.random = random;
        this.told = told;
        thread = Thread.ofVirtual().name("chat dispatch").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Looks for work now.
    void wake() {
        bell.ring();
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    Optional<Leadership> leadership = ledger.lead(bell::ring, bell::ring);
                    if (leadership.isEmpty()) {
                        told.follows();
                    } else {
                        try (Leadership leading = leadership.get()) {
                            lead(leading);
                        }
                    }
                } catch (LedgerAway e) {
                    LOG.warn("the ledger is away: {}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("dispatching failed, and starts anew", e);
                }
                if (!closed) {
                    bell.await(LONGEST_WAIT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lead(Leadership leadership) throws LedgerAway, InterruptedException {
        LOG.info("leads, term {}", leadership.term());
        String bridge = opening.bridge();
        told.leads();
        try {
            while (!closed && leadership.holds()) {
                Instant now = clock.instant();
                for (Conversation lane : ledger.due(now)) {
                    if (switchboard.network(lane.chat()).isPresent()) {
                        workers.computeIfAbsent(lane, l -> worker(l, leadership, bridge));
                    }
                }
                for (Map.Entry<Conversation, LaneMemory> lane : memories.entrySet()) {
                    if (lane.getValue().settled(now)) {
                        told.settled(lane.getKey());
                    }
                }
                bell.await(
                        ledger.nextDue(now)
                                .map(next -> Duration.between(now, next))
                                .filter(wait -> wait.isPositive())
                                .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
                                .orElse(LONGEST_WAIT));
            }
        } finally {
            settle();
        }
    }

    private Thread worker(Conversation lane, Leadership leadership, String bridge) {
        LaneMemory memory = memory(lane);
        LaneWorker worker =
                new LaneWorker(
                        lane,
                        ledger,
                        leadership,
                        switchboard,
                        bridge,
                        clock,
                        random,
                        () -> !closed,
                        memory,
                        told::dead);
        return Thread.ofVirtual()
                .name("lane " + lane)
                .start(() -> {
                    try {
                        worker.run();
                    } finally {
                        workers.remove(lane, Thread.currentThread());
                        // What came in since its last look.
                        bell.ring();
                    }
                });
    }

    LaneMemory memory(Conversation lane) {
        return memories.computeIfAbsent(lane, _ -> new LaneMemory(clock.instant()));
    }

    /// Waits until all workers have ended; interrupts them if that takes long.
    private void settle() {
        boolean interrupted = Thread.interrupted();
        for (Thread worker : workers.values()) {
            interrupted |= !join(worker);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean join(Thread worker) {
        boolean calm = true;
        while (worker.isAlive()) {
            try {
                if (!worker.join(PATIENCE)) {
                    worker.interrupt();
                }
            } catch (InterruptedException e) {
                calm = false;
                worker.interrupt();
            }
        }
        return calm;
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        if (thread.isAlive()) {
            join(thread);
        }
    }

    /// Is told of what goes beyond one lane. On the thread of the dispatch, or of a lane.
    interface Told {
        /// This instance sends from now on.
        void leads() throws LedgerAway;

        /// Another one does.
        void follows();

        /// Nothing came late to a lane for a while.
        void settled(Conversation lane) throws LedgerAway;

        /// A delivery was refused for good.
        void dead(Leased leased, String why, LaneMemory memory) throws LedgerAway;
    }
}
