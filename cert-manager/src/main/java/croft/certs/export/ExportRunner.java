package croft.certs.export;

import croft.certs.vault.Issued;
import croft.platform.declaration.CertificateExport;
import croft.platform.declaration.HostName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import croft.platform.service.LiveDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the declared exports up to date: at the start, when the declaration changes, when it is
/// woken because a certificate was stored, and again after a while where something failed. One
/// virtual thread, so that a slow command keeps other exports waiting, but no certificate.
public final class ExportRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExportRunner.class);

    /// What fails is mended by a person: soon after it was noticed, or much later.
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final Exports exports;
    private final LiveDeclaration declaration;
    private final Source source;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;

    private volatile List<ExportState> states = List.of();
    private volatile boolean closed;

    /// By export. The runner's thread's only.
    private final Map<CertificateExport, Tried> tried = new HashMap<>();

    /// A runner that is not started yet.
    public ExportRunner(
            Exports exports,
            LiveDeclaration declaration,
            Source source,
            Secrets secrets,
            InstantSource clock) {
        this.exports = exports;
        this.declaration = declaration;
        this.source = source;
        this.secrets = secrets;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("exports").unstarted(this::run);
    }

    /// Where certificates come from.
    public interface Source {
        /// The newest certificate of the site with this host, in its main variant. What it throws
        /// is a trouble of the export, and tried again.
        Optional<Issued> newest(HostName host);
    }

    /// Starts the thread and returns at once.
    public void start() {
        declaration.onChange(_ -> wake());
        thread.start();
    }

    /// To be called when a certificate was stored. Any thread; returns at once. What failed is
    /// tried before its time only if its certificate or its declaration is another.
    public void wake() {
        wake.release();
    }

    /// How the declared exports stand, in their order.
    public List<ExportState> states() {
        return states;
    }

    private void run() {
        while (!closed) {
            wake.drainPermits();
            try {
                look();
                boolean _ = wake.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() throws InterruptedException {
        List<CertificateExport> declared = declaration.current().certificates().exports();
        tried.keySet().retainAll(declared);
        for (CertificateExport export : declared) {
            Tried before = tried.getOrDefault(export, Tried.NEVER);
            tried.put(export, bring(export, before));
            states = declared.stream().flatMap(this::state).toList();
        }
        states = declared.stream().flatMap(this::state).toList();
    }

    private Tried bring(CertificateExport export, Tried before) throws InterruptedException {
        Instant now = clock.instant();
        String serial = "";
        try {
            Optional<Issued> newest = source.newest(export.host());
            serial = newest.map(Issued::serial).orElse("");
            if (before.waits(serial, now)) {
                return before;
            }
            if (newest.isEmpty()) {
                ExportTrouble none = ExportTrouble.noCertificate(export);
                return before.failed(String.valueOf(none.getMessage()), none.remedy(), serial, now);
            }
            boolean changed =
                    exports.write(
                            export, newest.get().chain(), newest.get().key(), password(export));
            if (changed) {
                log.info("exported {} to {}", export.host(), export.folder());
            }
            return before.good(changed ? Optional.of(clock.instant()) : Optional.empty(), serial);
        } catch (ExportTrouble e) {
            log.warn("export of {} to {}: {}", export.host(), export.folder(), e.getMessage());
            return before.failed(String.valueOf(e.getMessage()), e.remedy(), serial, now);
        } catch (RuntimeException e) {
            if (before.waits(serial, now)) {
                return before;
            }
            log.warn("export of {} to {}: {}", export.host(), export.folder(), e.toString());
            return before.failed(
                    "its certificate cannot be read: " + e.getMessage(),
                    "none, if the database is away: it is tried again",
                    serial,
                    now);
        }
    }

    private Optional<String> password(CertificateExport export) throws ExportTrouble {
        try {
            return export.password().map(secrets::read);
        } catch (UnusableSecret e) {
            throw ExportTrouble.unusableSecret(e);
        }
    }

    private Stream<ExportState> state(CertificateExport export) {
        Tried t = tried.get(export);
        return t == null
                ? Stream.empty()
                : Stream.of(new ExportState(export, t.written(), t.trouble()));
    }

    private Duration pause() {
        Instant now = clock.instant();
        return tried.values().stream()
                .flatMap(t -> t.trouble().stream())
                .map(trouble -> Duration.between(now, trouble.again()))
                .map(due -> due.isNegative() ? Duration.ZERO : due)
                .min(Duration::compareTo)
                .orElse(LONGEST_RETRY);
    }

    /// Ends the thread. A command that runs is killed, and run again after the next start.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What came of an export so far.
    ///
    /// @param serial of the certificate that was tried last
    /// @param failures in a row
    private record Tried(
            Optional<Instant> written,
            Optional<ExportState.Trouble> trouble,
            String serial,
            int failures) {
        static final Tried NEVER = new Tried(Optional.empty(), Optional.empty(), "", 0);

        boolean waits(String newest, Instant now) {
            return trouble.filter(t -> now.isBefore(t.again())).isPresent()
                    && serial.equals(newest);
        }

        Tried good(Optional<Instant> at, String newest) {
            return new Tried(at.or(this::written), Optional.empty(), newest, 0);
        }

        Tried failed(String said, String remedy, String newest, Instant now) {
            Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 20));
            if (pause.compareTo(LONGEST_RETRY) > 0) {
                pause = LONGEST_RETRY;
            }
            return new Tried(
                    written,
                    Optional.of(new ExportState.Trouble(said, remedy, now.plus(pause))),
                    newest,
                    failures + 1);
        }
    }
}
