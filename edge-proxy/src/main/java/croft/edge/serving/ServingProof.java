package croft.edge.serving;

import croft.edge.listener.Listener;
import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import croft.edge.vault.ServingRecords;
import croft.edge.vault.ServingRecords.Presentation;
import croft.edge.vault.ServingRecords.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every minute, and after each change, which certificates visitors are shown, and says so in
/// the database: cert-manager takes a certificate for renewed only then. On a virtual thread of its
/// own, which waits for nobody; without the database it goes on looking, and says it later.
public final class ServingProof implements AutoCloseable {
    /// cert-manager takes an edge for gone after three minutes.
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// After what was seen could not be said.
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServingProof.class);

    private final Listener listener;
    private final Certificates certificates;
    private final ServingRecords records;
    private final InstantSource clock;
    private final Semaphore changes = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closed;

    /// Replaced as a whole, by this thread alone.
    private volatile Map<Presentation, Served> served = Map.of();

    private volatile Map<Presentation, String> troubles = Map.of();
    private boolean silenced;

    private ServingProof(
            Listener listener,
            Certificates certificates,
            ServingRecords records,
            InstantSource clock) {
        this.listener = listener;
        this.certificates = certificates;
        this.records = records;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("proof of serving").unstarted(this::run);
    }

    /// Begins to look, at once.
    ///
    /// @param listener lets visitors in already
    public static ServingProof start(
            Listener listener,
            Certificates certificates,
            ServingRecords records,
            InstantSource clock) {
        ServingProof proof = new ServingProof(listener, certificates, records, clock);
        proof.thread.start();
        return proof;
    }

    /// Other certificates may be in use than a moment ago.
    public void changed() {
        changes.release();
    }

    /// What visitors were shown last who want to see a certificate; empty if nothing.
    public Optional<Served> of(HeldCertificate certificate) {
        return Optional.ofNullable(served.get(presentation(certificate)));
    }

    /// The edge's name in the database.
    public String edge() {
        return records.edge();
    }

    private void run() {
        Instant due = clock.instant();
        try {
            while (!closed) {
                boolean changed = changes.tryAcquire(until(due).toMillis(), TimeUnit.MILLISECONDS);
                changes.drainPermits();
                boolean all = !changed || until(due).isZero();
                boolean said = look(all);
                if (all || !said) {
                    due = clock.instant().plus(said ? EVERY : AGAIN);
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// How long it is until then: never longer than usual, also if the clock was set back.
    private Duration until(Instant due) {
        Duration left = Duration.between(clock.instant(), due);
        return left.isNegative() || left.compareTo(EVERY) > 0 ? Duration.ZERO : left;
    }

    /// @param all whether also what has not changed since it was seen
    /// @return whether it could be said
    private boolean look(boolean all) throws InterruptedException {
        OwnHandshake handshake = new OwnHandshake(listener.secureAddresses(), listener.ownCalls());
        Map<Presentation, Served> before = served;
        Map<Presentation, Served> now = new HashMap<>();
        Map<Presentation, String> failed = new HashMap<>();
        List<Seen> seen = new ArrayList<>();
        for (HeldCertificate certificate : certificates.held()) {
            Presentation what = presentation(certificate);
            Served known = before.get(what);
            if (!all && known != null && known.serial().equals(certificate.serial())) {
                now.put(what, known);
                continue;
            }
            try {
                String serial = patiently(handshake, certificate);
                now.put(what, new Served(serial, clock.instant()));
                seen.add(new Seen(what, serial));
            } catch (IOException e) {
                failed.put(what, String.valueOf(e.getMessage()));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        served = Map.copyOf(now);
        report(failed);
        return say(seen);
    }

    /// A second time where the first failed: one lost handshake is no news.
    private static String patiently(OwnHandshake handshake, HeldCertificate certificate)
            throws IOException {
        try {
            return handshake.serial(certificate);
        } catch (IOException _) {
            return handshake.serial(certificate);
        }
    }

    private void report(Map<Presentation, String> failed) {
        failed.forEach((what, why) -> {
            if (!why.equals(troubles.get(what))) {
                LOG.warn(
                        "{} ({}): not shown to visitors: {}",
                        what.name(),
                        what.variant().word(),
                        why);
            }
        });
        troubles = Map.copyOf(failed);
    }

    private boolean say(List<Seen> seen) {
        Optional<String> problem = records.write(seen, served.keySet());
        if (problem.isPresent() && !silenced && !closed) {
            silenced = true;
            LOG.warn("proof of serving: not in the database, trying again: {}", problem.get());
        } else if (problem.isEmpty() && silenced) {
            silenced = false;
            LOG.info("proof of serving: in the database again");
        }
        return problem.isEmpty();
    }

    private static Presentation presentation(HeldCertificate certificate) {
        return new Presentation(certificate.firstName(), certificate.variant());
    }

    /// Stops looking; returns when nothing of it runs any more.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
