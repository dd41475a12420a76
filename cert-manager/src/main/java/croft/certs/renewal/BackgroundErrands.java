package croft.certs.renewal;

import croft.certs.acme.AcmeAuthority;
import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.RenewalWindow;
import croft.certs.issuance.Authorities;
import croft.certs.issuance.Issuing;
import croft.certs.issuance.Proofs;
import croft.certs.issuance.Result;
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

    /// Whoever is faster is done within seconds; who crashes meanwhile is not waited for for long.
    private static final Duration AFTER_ANOTHER = Duration.ofSeconds(2);

    /// An authority at work is asked when it said, but something else may be declared meanwhile.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /// A provider that is away.
    private static final Duration CLEAR_AGAIN = Duration.ofMinutes(1);

    private final Issuing issuing;
    private final Authorities authorities;
    private final Proofs proofs;
    private final Vault vault;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Background background = new Background();

    /// Whoever has waited longest is next: what was due first has the least life left.
    private final Semaphore orders = new Semaphore(ORDERS_AT_ONCE, true);

    public BackgroundErrands(
            Issuing issuing,
            Authorities authorities,
            Proofs proofs,
            Vault vault,
            InstantSource clock,
            RandomGenerator random) {
        this.issuing = issuing;
        this.authorities = authorities;
        this.proofs = proofs;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    /// Names whom to tell when something was done: whoever looks again then.
    public void onDone(Runnable listener) {
        background.onDone(listener);
    }

    @Override
    public void issue(Task task) {
        background.begin(
                task.wanted().id(),
                () -> {
                    switch (issued(task)) {
                        case Result.Stored _, Result.Failed _ -> {}
                        // Due as before, so that another look would begin it again at once.
                        case Result.Elsewhere _ -> Thread.sleep(AFTER_ANOTHER);
                        case Result.Later(Instant at) -> Thread.sleep(wait(at));
                    }
                    return true;
                });
    }

    private Result issued(Task task) throws InterruptedException {
        orders.acquire();
        try {
            return issuing.issue(task);
        } finally {
            orders.release();
        }
    }

    private Duration wait(Instant until) {
        Duration wait = Duration.between(clock.instant(), until);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    @Override
    public void ask(Version version, Declaration declaration) {
        URI directory = version.held().origin().directory().orElseThrow();
        background.begin(
                version.id(),
                () -> {
                    ask(version, authorities.of(directory, declaration));
                    return true;
                });
    }

    @Override
    public void clear(Declaration declaration) {
        background.begin(
                "records",
                () -> {
                    if (proofs.clearLeftOvers(providers(declaration))) {
                        return false;
                    }
                    Thread.sleep(CLEAR_AGAIN);
                    return true;
                });
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

    /// Interrupts what is under way, as a crash would, and waits for its end.
    @Override
    public void close() {
        background.close();
    }
}
