package croft.certs.renewal;

import croft.certs.acme.AcmeAuthority;
import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.RenewalWindow;
import croft.certs.issuance.Authorities;
import croft.certs.issuance.DnsProofs;
import croft.certs.issuance.Issuing;
import croft.certs.issuance.Task;
import croft.certs.vault.Vault;
import croft.certs.vault.Version;
import croft.certs.wanted.ChosenMoment;
import croft.platform.declaration.Declaration;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Errands on virtual threads: a few orders at once, so that a new installation with many sites is
/// done in minutes and no authority is stormed.
public final class BackgroundErrands implements Errands, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackgroundErrands.class);

    /// Each waits most of the time, for the authority and for DNS.
    private static final int ORDERS_AT_ONCE = 8;

    /// RFC 9773 §4.3.3: not at once again, where the answer made no sense.
    private static final Duration ASK_LATER = Duration.ofHours(1);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);

    private final Issuing issuing;
    private final Authorities authorities;
    private final DnsProofs records;
    private final Vault vault;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Whoever has waited longest is next: what was due first has the least life left.
    private final Semaphore orders = new Semaphore(ORDERS_AT_ONCE, true);

    private final Set<Object> underWay = ConcurrentHashMap.newKeySet();

    private volatile Runnable done = () -> {};

    public BackgroundErrands(
            Issuing issuing,
            Authorities authorities,
            DnsProofs records,
            Vault vault,
            InstantSource clock,
            RandomGenerator random) {
        this.issuing = issuing;
        this.authorities = authorities;
        this.records = records;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    /// Names whom to tell when something was done: whoever looks again then.
    public void onDone(Runnable listener) {
        done = listener;
    }

    @Override
    public void issue(Task task) {
        begin(
                task.wanted().id(),
                () -> {
                    orders.acquire();
                    try {
                        issuing.issue(task);
                    } finally {
                        orders.release();
                    }
                });
    }

    @Override
    public void ask(Version version, Declaration declaration) {
        URI directory = version.held().origin().directory().orElseThrow();
        begin(version.id(), () -> ask(version, authorities.of(directory, declaration)));
    }

    @Override
    public void clear(Declaration declaration) {
        begin("records", () -> records.clearLeftOvers(providers(declaration)));
    }

    private void ask(Version version, AcmeAuthority authority) {
        Instant now = clock.instant();
        try {
            Optional<RenewalWindow> window =
                    authority.renewalInformation(vault.leaf(version.id()).orElseThrow());
            vault.renewalInformation(
                    version,
                    window.map(w -> moment(version, w)),
                    window.map(RenewalWindow::askAgain).orElse(now.plus(Duration.ofDays(1))));
        } catch (AcmeTrouble trouble) {
            log.info(
                    "{}: when to renew it is not known now: {}",
                    version.held().names(),
                    trouble.getMessage());
            Duration later = version.held().life().dividedBy(10);
            vault.renewalInformation(
                    version,
                    version.held().moment(),
                    trouble.again()
                            .orElse(now.plus(later.compareTo(ASK_LATER) < 0 ? later : ASK_LATER)));
        }
    }

    private ChosenMoment moment(Version version, RenewalWindow window) {
        Optional<ChosenMoment> before = version.held().moment();
        return before.isPresent()
                ? before.get().within(window.start(), window.end(), window.explanation(), random)
                : ChosenMoment.in(window.start(), window.end(), window.explanation(), random);
    }

    private static List<DnsProvider> providers(Declaration declaration) {
        return Stream.concat(
                        Stream.of(declaration.certificates().terms()),
                        declaration.sites().stream().map(Site::certificate))
                .flatMap(terms -> terms.dns().stream())
                .distinct()
                .toList();
    }

    private void begin(Object what, Errand errand) {
        if (!underWay.add(what)) {
            return;
        }
        threads.execute(() -> {
            try {
                errand.run();
            } catch (InterruptedException _) {
                // The service ends: what is stored is gone on with at the next start.
            } catch (Exception e) { // Micronaut's transactions also throw checked ones undeclared
                log.warn("{}: put off: {}", what, e.toString());
                pause();
            } finally {
                underWay.remove(what);
                done.run();
            }
        });
    }

    /// A database that is away is not asked again at once.
    private static void pause() {
        try {
            Thread.sleep(AFTER_A_FAULT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Interrupts what is under way, as a crash would, and waits for its end.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /// One errand.
    private interface Errand {
        void run() throws Exception;
    }
}
