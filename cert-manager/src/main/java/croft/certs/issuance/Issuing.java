package croft.certs.issuance;

import croft.certs.acme.AcmeAccount;
import croft.certs.acme.AcmeAuthority;
import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.CertificateRequest;
import croft.certs.acme.Chains;
import croft.certs.acme.OrderView;
import croft.certs.acme.Problem;
import croft.certs.acme.State;
import croft.certs.dns.DnsTrouble;
import croft.certs.preflight.Finding;
import croft.certs.preflight.Issuer;
import croft.certs.preflight.Preflight;
import croft.certs.vault.Account;
import croft.certs.vault.Accounts;
import croft.certs.vault.Buckets;
import croft.certs.vault.Efforts;
import croft.certs.vault.Issuances;
import croft.certs.vault.Issued;
import croft.certs.vault.Lease;
import croft.certs.vault.LeaseLost;
import croft.certs.vault.Leases;
import croft.certs.vault.OpenIssuance;
import croft.certs.vault.Trouble;
import croft.certs.vault.Vault;
import croft.certs.vault.Version;
import croft.certs.wanted.Backoff;
import croft.certs.wanted.Bucket;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.RateLimits;
import croft.certs.wanted.Setback;
import croft.certs.wanted.Tries;
import croft.platform.declaration.CertificatePolicy.Authority;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets certificates from authorities, one call for each try.
///
/// A try takes the certificate's lease, looks what is stored of an order, and goes on from there:
///
///     begun ──order──▶ ordered ──proofs──▶ proven ──key──▶ finalizing ──chain──▶ a version
///
/// Each arrow is a request that may be repeated, and the step is stored as soon as it is known. What
/// the authority needs to be told only once is stored before: an account's key before the account, a
/// record before it is written, the certificate's key before the request for it. So a crash between
/// any two lines costs at most an order whose URL nobody learnt; it ends by itself.
///
/// Blocks, for as long as the authority takes and at most [#PATIENCE]; virtual threads, several at
/// once. Long, because the steps of an order and the ways in which each may end are one machine.
public final class Issuing {
    private static final Logger log = LoggerFactory.getLogger(Issuing.class);

    /// An authority that takes longer is left alone, and asked again later: ZeroSSL is known for
    /// hours.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LATER = Duration.ofMinutes(10);

    /// Between two looks at an order: quick at first, as most authorities are.
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(200);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /// After so many tries in a row every second one goes to the fallback.
    private static final int TRIES_BEFORE_FALLBACK = 3;

    private final Vault vault;
    private final Leases leases;
    private final Issuances issuances;
    private final Efforts efforts;
    private final Accounts accounts;
    private final Buckets buckets;
    private final Authorities authorities;
    private final Registrar registrar;
    private final Proofs proofs;
    private final Function<Task, Preflight> preflights;
    private final UnaryOperator<String> registeredDomain;
    private final Function<Task, Collection<X509Certificate>> roots;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param stores of the vault
    /// @param preflights looks before an order is made
    /// @param registeredDomain from a host name to the domain that somebody registered
    /// @param roots that visitors trust
    public Issuing(
            Stores stores,
            Authorities authorities,
            Registrar registrar,
            Proofs proofs,
            Function<Task, Preflight> preflights,
            UnaryOperator<String> registeredDomain,
            Function<Task, Collection<X509Certificate>> roots,
            InstantSource clock,
            RandomGenerator random) {
        this.vault = stores.vault();
        this.leases = stores.leases();
        this.issuances = stores.issuances();
        this.efforts = stores.efforts();
        this.accounts = stores.accounts();
        this.buckets = stores.buckets();
        this.authorities = authorities;
        this.registrar = registrar;
        this.proofs = proofs;
        this.preflights = preflights;
        this.registeredDomain = registeredDomain;
        this.roots = roots;
        this.clock = clock;
        this.random = random;
    }

    /// Where orders are kept.
    public record Stores(
            Vault vault,
            Leases leases,
            Issuances issuances,
            Efforts efforts,
            Accounts accounts,
            Buckets buckets) {}

    /// Tries to get a certificate. What goes wrong at an authority or a provider is in the result
    /// and in the vault; a database that is away is thrown.
    public Result issue(Task task) throws InterruptedException {
        NameSet names = task.wanted().names();
        UUID certificate = vault.certificate(names);
        Optional<Lease> taken = leases.take(certificate, task.wanted().variant());
        if (taken.isEmpty()) {
            return new Result.Elsewhere();
        }
        try (Lease lease = taken.get()) {
            if (!isStillSo(task, certificate)) {
                return new Result.Elsewhere();
            }
            return issue(task, certificate, lease);
        } catch (LeaseLost e) {
            log.warn("{}: {}", task.wanted(), e.getMessage());
            return new Result.Elsewhere();
        }
    }

    /// Whether what is held is what was held when this was decided.
    private boolean isStillSo(Task task, UUID certificate) {
        Optional<UUID> newest =
                vault.held().stream()
                        .filter(v -> v.certificate().equals(certificate))
                        .filter(v -> v.held().variant() == task.wanted().variant())
                        .map(Version::id)
                        .findFirst();
        return newest.equals(task.held().map(Version::id));
    }

    private Result issue(Task task, UUID certificate, Lease lease) throws InterruptedException {
        Authority.Acme declared = (Authority.Acme) task.wanted().terms().authority();
        try {
            Authority.Acme authority = chosen(task, declared);
            boolean rehearse =
                    authority.rehearsal().isPresent()
                            && vault.rehearsedAt(task.wanted().names()).isEmpty();
            if (rehearse) {
                Authority.Acme twin = twin(authority);
                Optional<Result> unfinished =
                        rehearsed(new Attempt(task, twin, true, certificate, lease));
                if (unfinished.isPresent()) {
                    return unfinished.get();
                }
                vault.rehearsed(task.wanted().names(), clock.instant());
            }
            return order(new Attempt(task, authority, false, certificate, lease)).orElseThrow();
        } catch (Stopped stopped) {
            return failed(task, lease, stopped);
        }
    }

    private Optional<Result> rehearsed(Attempt attempt) throws Stopped, InterruptedException {
        try {
            return order(attempt);
        } catch (Stopped stopped) {
            throw stopped.inRehearsal(attempt.authority().directory());
        }
    }

    private static Authority.Acme twin(Authority.Acme authority) {
        return new Authority.Acme(
                authority.name() + " (rehearsal)",
                authority.rehearsal().orElseThrow(),
                authority.root(),
                authority.binding(),
                Optional.empty());
    }

    /// The declared authority, or after several tries every second time the fallback, if CAA
    /// records let it issue.
    private Authority.Acme chosen(Task task, Authority.Acme declared) {
        int count = task.tries().map(Tries::count).orElse(0);
        Optional<Authority.Acme> fallback =
                task.policy()
                        .fallback()
                        .filter(other -> !other.directory().equals(declared.directory()));
        if (fallback.isEmpty() || count < TRIES_BEFORE_FALLBACK || count % 2 == 0) {
            return declared;
        }
        try {
            List<Finding> forbidden =
                    preflights
                            .apply(task)
                            .caa(
                                    task.wanted().names(),
                                    task.wanted().terms().challenge(),
                                    issuer(fallback.get()));
            if (forbidden.stream().anyMatch(Finding::isRefusal)) {
                log.warn("{}: {} is not asked: {}", task.wanted(), fallback.get(), forbidden);
                return declared;
            }
            return fallback.get();
        } catch (AcmeTrouble e) {
            log.warn("{}: {} is not asked: {}", task.wanted(), fallback.get(), e.getMessage());
            return declared;
        }
    }

    private Issuer issuer(Authority.Acme declared) throws AcmeTrouble {
        return new Issuer(
                declared.name(),
                authorities.of(declared).directory().caaIdentities(),
                accounts.inUse(declared.directory()).flatMap(Account::url));
    }

    /// One certificate at one authority.
    private record Attempt(
            Task task, Authority.Acme authority, boolean rehearsal, UUID certificate, Lease lease) {
        NameSet names() {
            return task.wanted().names();
        }
    }

    /// Orders, or goes on with an order; empty after a rehearsal that went well.
    private Optional<Result> order(Attempt attempt) throws Stopped, InterruptedException {
        OpenIssuance issuance = null;
        try {
            issuance = begun(attempt);
            return issuance.lookAt().isAfter(clock.instant())
                    ? Optional.of(new Result.Later(issuance.lookAt()))
                    : steps(attempt, issuance);
        } catch (AcmeTrouble trouble) {
            Stopped stopped = Stopped.of(trouble);
            remember(attempt, issuance, trouble);
            end(attempt, issuance, stopped);
            throw stopped;
        } catch (DnsTrouble trouble) {
            Stopped stopped = Stopped.of(trouble, clock.instant());
            end(attempt, issuance, stopped);
            throw stopped;
        } catch (Stopped stopped) {
            end(attempt, issuance, stopped);
            throw stopped;
        }
    }

    /// What the authority's refusal says of its limits and of our account.
    private void remember(Attempt attempt, @Nullable OpenIssuance issuance, AcmeTrouble trouble) {
        if (issuance == null) {
            return;
        }
        Instant now = clock.instant();
        switch (trouble.kind()) {
            case ACCOUNT_GONE ->
                    accounts.find(issuance.account()).ifPresent(a -> accounts.retire(a, now));
            case RATE_LIMITED ->
                    trouble.again()
                            .ifPresent(until -> {
                                URI directory = issuance.directory();
                                RateLimits limits = RateLimits.of(directory, registeredDomain);
                                Bucket bucket =
                                        limits.refused(
                                                limited(attempt, issuance),
                                                String.valueOf(trouble.getMessage()),
                                                until,
                                                buckets.of(directory),
                                                now);
                                buckets.store(directory, List.of(bucket));
                            });
            default -> {}
        }
    }

    /// Proofs stay for as long as their order may go on: an authority that we cannot reach may be
    /// looking at them, and what it does not find counts as a failure.
    private void end(Attempt attempt, @Nullable OpenIssuance issuance, Stopped stopped) {
        if (issuance != null && stopped.endsOrder()) {
            proofs.clear(issuance, attempt.task().wanted().terms());
            issuances.failed(attempt.lease(), issuance, stopped.trouble().said(), clock.instant());
        }
    }

    private OpenIssuance begun(Attempt attempt) throws AcmeTrouble, Stopped {
        Optional<OpenIssuance> open =
                issuances.open(attempt.certificate(), attempt.task().wanted().variant());
        if (open.isPresent()) {
            if (isOf(attempt, open.get())) {
                return open.get();
            }
            proofs.clear(open.get(), attempt.task().wanted().terms());
            issuances.failed(
                    attempt.lease(), open.get(), "something else is declared now", clock.instant());
        }
        RateLimits limits = RateLimits.of(attempt.authority().directory(), registeredDomain);
        Account account = registrar.ready(attempt.authority(), attempt.task().contact(), limits);
        Optional<UUID> replaces =
                attempt.rehearsal()
                        ? Optional.empty()
                        : attempt.task()
                                .held()
                                .filter(v ->
                                        v.held()
                                                .origin()
                                                .directory()
                                                .equals(
                                                        Optional.of(
                                                                attempt.authority().directory())))
                                .map(Version::id);
        return issuances.begin(
                attempt.lease(),
                account,
                attempt.rehearsal(),
                profile(attempt),
                replaces,
                clock.instant());
    }

    /// The fallback and the twin have profiles of their own; one that they have not is not asked
    /// for.
    private Optional<String> profile(Attempt attempt) throws AcmeTrouble {
        Optional<String> declared = attempt.task().wanted().terms().profile();
        boolean own =
                attempt.task()
                        .wanted()
                        .directory()
                        .equals(Optional.of(attempt.authority().directory()));
        if (own || declared.isEmpty()) {
            return declared;
        }
        return authorities
                        .of(attempt.authority())
                        .directory()
                        .profiles()
                        .containsKey(declared.get())
                ? declared
                : Optional.empty();
    }

    private static boolean isOf(Attempt attempt, OpenIssuance open) {
        return open.directory().equals(attempt.authority().directory())
                && open.rehearsal() == attempt.rehearsal()
                && (open.rehearsal()
                        || !attempt.task()
                                .wanted()
                                .directory()
                                .equals(Optional.of(open.directory()))
                        || open.profile().equals(attempt.task().wanted().terms().profile()))
                && open.key()
                        .flatMap(key -> Held.Origin.keyOf(key.getPublic()))
                        .filter(kind -> kind != attempt.task().wanted().terms().key())
                        .isEmpty();
    }

    private Optional<Result> steps(Attempt attempt, OpenIssuance begun)
            throws AcmeTrouble, DnsTrouble, Stopped, InterruptedException {
        OpenIssuance issuance = begun;
        AcmeAuthority authority = authorities.of(attempt.authority());
        Account stored = accounts.find(issuance.account()).orElseThrow();
        AcmeAccount account =
                authority.account(
                        stored.url()
                                .orElseThrow(() ->
                                        Stopped.passing(
                                                "account",
                                                "the account at "
                                                        + stored.directory()
                                                        + " has no URL yet",
                                                "nothing: it is registered again")),
                        stored.key());
        Instant patience = clock.instant().plus(PATIENCE);
        while (true) {
            switch (issuance.state()) {
                case BEGUN -> ordered(attempt, issuance, account, authority);
                case ORDERED -> {
                    Optional<Result> later =
                            proven(attempt, issuance, account, authority, patience);
                    if (later.isPresent()) {
                        return later;
                    }
                }
                case PROVEN ->
                        issuances.finalizing(
                                attempt.lease(),
                                issuance,
                                Keys.generate(attempt.task().wanted().terms().key()));
                case FINALIZING -> {
                    return finalized(attempt, issuance, account, patience);
                }
            }
            issuance =
                    issuances
                            .open(attempt.certificate(), issuance.variant())
                            .orElseThrow(() -> new LeaseLost(attempt.lease()));
        }
    }

    /// begun → ordered.
    private void ordered(
            Attempt attempt, OpenIssuance issuance, AcmeAccount account, AcmeAuthority authority)
            throws AcmeTrouble, Stopped {
        URI directory = issuance.directory();
        RateLimits limits = RateLimits.of(directory, registeredDomain);
        RateLimits.Order order = limited(attempt, issuance);
        List<Bucket> stored = buckets.of(directory);
        Instant now = clock.instant();
        if (limits.verdict(order, stored, now)
                instanceof RateLimits.Verdict.Refused(Instant until, String why)) {
            throw new Stopped(
                    Setback.LIMITED,
                    new Trouble("rate-limited", why, "wait: it is tried again " + until),
                    Optional.of(until),
                    false);
        }
        preflight(attempt);
        Optional<X509Certificate> predecessor = issuance.replaces().flatMap(vault::leaf);
        OrderView view;
        try {
            view = account.order(attempt.names().names(), issuance.profile(), predecessor);
        } catch (AcmeTrouble trouble) {
            if (predecessor.isEmpty() || !mayBeForPredecessor(trouble, attempt)) {
                throw trouble;
            }
            // RFC 9773 §5: an authority may refuse to hear of the predecessor, for any reason.
            log.info(
                    "{}: ordered without its predecessor: {}",
                    attempt.task().wanted(),
                    trouble.getMessage());
            issuances.replacingNothing(attempt.lease(), issuance);
            view = account.order(attempt.names().names(), issuance.profile(), Optional.empty());
        }
        issuances.ordered(attempt.lease(), issuance, view.url());
        buckets.store(directory, limits.ordered(order, stored, now));
        log.info(
                "{}: ordered at {}{}",
                attempt.task().wanted(),
                attempt.authority(),
                authority.directory().profiles().isEmpty()
                        ? ""
                        : issuance.profile().map(p -> ", profile " + p).orElse(""));
    }

    /// Whether an order that does not name its predecessor may fare better. An error of the
    /// authority itself is taken for a passing one first; one that stays may be about what it knows
    /// of the predecessor.
    private static boolean mayBeForPredecessor(AcmeTrouble trouble, Attempt attempt) {
        return switch (trouble.kind()) {
            case RATE_LIMITED, UNREACHABLE, ACCOUNT_GONE -> false;
            case BUSY -> !trouble.problems().isEmpty() && attempt.task().tries().isPresent();
            default -> true;
        };
    }

    private static RateLimits.Order limited(Attempt attempt, OpenIssuance issuance) {
        Optional<Held> held = attempt.task().held().map(Version::held);
        boolean same =
                held.filter(h -> h.origin().directory().equals(Optional.of(issuance.directory())))
                        .isPresent();
        return new RateLimits.Order(
                issuance.account().toString(),
                attempt.names(),
                attempt.task().wanted().variant(),
                issuance.replaces().isPresent()
                        ? RateLimits.Novelty.REPLACES
                        : same ? RateLimits.Novelty.AGAIN : RateLimits.Novelty.NEW,
                same ? held.map(Held::life) : Optional.empty());
    }

    /// Looks before the first order, and after a try that failed: while all goes well, it would
    /// only cost time.
    private void preflight(Attempt attempt) throws AcmeTrouble, Stopped {
        if (attempt.task().held().isPresent() && attempt.task().tries().isEmpty()) {
            return;
        }
        List<Finding> findings =
                preflights
                        .apply(attempt.task())
                        .look(
                                attempt.names(),
                                attempt.task().wanted().terms(),
                                issuer(attempt.authority()));
        for (Finding finding : findings) {
            if (finding.isRefusal()) {
                throw new Stopped(
                        Setback.PASSING,
                        new Trouble(
                                "preflight",
                                finding.name() + ": " + finding.what(),
                                finding.remedy()),
                        Optional.empty(),
                        false);
            }
            log.info("{}: {}", attempt.task().wanted(), finding);
        }
    }

    /// ordered → proven.
    private Optional<Result> proven(
            Attempt attempt,
            OpenIssuance issuance,
            AcmeAccount account,
            AcmeAuthority authority,
            Instant patience)
            throws AcmeTrouble, DnsTrouble, Stopped, InterruptedException {
        URI order = issuance.order().orElseThrow();
        OrderView view = account.look(order);
        if (view.state() == State.PENDING) {
            proofs.present(
                    issuance,
                    view,
                    attempt.task().wanted().terms(),
                    account,
                    authority.directory());
            view = await(account, order, State.PENDING, patience);
        }
        if (view.authorizations().stream().anyMatch(a -> a.state() == State.INVALID)) {
            throw ended(attempt, view);
        }
        return switch (view.state()) {
            case READY -> {
                issuances.proven(attempt.lease(), issuance);
                proofs.clear(issuance, attempt.task().wanted().terms());
                yield Optional.empty();
            }
            case PENDING -> Optional.of(later(attempt, issuance, view));
            case PROCESSING, VALID, INVALID, ENDED, UNKNOWN -> throw ended(attempt, view);
        };
    }

    /// finalizing → a version.
    private Optional<Result> finalized(
            Attempt attempt, OpenIssuance issuance, AcmeAccount account, Instant patience)
            throws AcmeTrouble, Stopped, InterruptedException {
        URI order = issuance.order().orElseThrow();
        KeyPair key = issuance.key().orElseThrow();
        OrderView view = account.look(order);
        if (view.state() == State.READY) {
            account.finish(order, CertificateRequest.of(attempt.names().names(), key));
            view = account.look(order);
        }
        if (view.state() == State.PROCESSING || view.state() == State.READY) {
            view = await(account, order, State.PROCESSING, patience);
        }
        return switch (view.state()) {
            case VALID -> stored(attempt, issuance, account.chains(order), key);
            case PROCESSING, READY -> Optional.of(later(attempt, issuance, view));
            case PENDING, INVALID, ENDED, UNKNOWN -> throw ended(attempt, view);
        };
    }

    private Optional<Result> stored(
            Attempt attempt,
            OpenIssuance issuance,
            List<List<X509Certificate>> offered,
            KeyPair key)
            throws Stopped {
        Instant now = clock.instant();
        List<X509Certificate> chain = Chains.shortestTrusted(offered, roots.apply(attempt.task()));
        if (!chain.getFirst().getPublicKey().equals(key.getPublic())) {
            throw new Stopped(
                    Setback.ASK_AGAIN,
                    new Trouble(
                            "other-key",
                            "the certificate of "
                                    + issuance.order().orElseThrow()
                                    + " has another key than ours",
                            "nothing: it is ordered anew"),
                    Optional.empty(),
                    true);
        }
        if (issuance.rehearsal()) {
            issuances.rehearsed(attempt.lease(), issuance, now);
            return Optional.empty();
        }
        Issued issued = new Issued(chain, key.getPrivate());
        URI directory = issuance.directory();
        vault.store(
                attempt.lease(),
                issuance,
                attempt.names(),
                issued,
                new Held.Origin(
                        "",
                        Optional.of(directory),
                        Optional.of(attempt.task().wanted().terms().challenge().word()),
                        issuance.profile(),
                        Optional.empty()),
                now);
        RateLimits limits = RateLimits.of(directory, registeredDomain);
        buckets.store(
                directory, limits.issued(limited(attempt, issuance), buckets.of(directory), now));
        log.info("{}: {} from {}", attempt.task().wanted(), issued, attempt.authority());
        return Optional.of(new Result.Stored(issued.serial()));
    }

    /// Looks until the order is in another state, or for as long as patience lasts.
    private OrderView await(AcmeAccount account, URI order, State left, Instant patience)
            throws AcmeTrouble, InterruptedException {
        Duration pause = SHORTEST_LOOK;
        while (true) {
            Thread.sleep(pause);
            OrderView view = account.look(order);
            Instant now = clock.instant();
            boolean moved =
                    view.state() != left
                            || view.authorizations().stream()
                                    .anyMatch(a -> a.state() == State.INVALID);
            if (moved || !now.isBefore(patience)) {
                return view;
            }
            Duration said =
                    view.lookAgain()
                            .map(at -> Duration.between(now, at))
                            .filter(Duration::isPositive)
                            .orElse(pause);
            pause = pause.multipliedBy(3).dividedBy(2);
            pause = said.compareTo(pause) < 0 ? said : pause;
            pause = pause.compareTo(LONGEST_LOOK) < 0 ? pause : LONGEST_LOOK;
            pause = pause.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : pause;
        }
    }

    private Result later(Attempt attempt, OpenIssuance issuance, OrderView view) {
        Instant at =
                view.lookAgain()
                        .filter(clock.instant()::isBefore)
                        .orElseGet(() -> clock.instant().plus(LATER));
        issuances.later(attempt.lease(), issuance, at);
        return new Result.Later(at);
    }

    /// An order that has come to its end without a certificate.
    private Stopped ended(Attempt attempt, OrderView view) {
        Instant now = clock.instant();
        URI directory = attempt.authority().directory();
        RateLimits limits = RateLimits.of(directory, registeredDomain);
        Optional<String> account =
                issuances
                        .open(attempt.certificate(), attempt.task().wanted().variant())
                        .map(open -> open.account().toString());
        view.authorizations().stream()
                .filter(a -> a.state() == State.INVALID && account.isPresent())
                .forEach(a ->
                        buckets.store(
                                directory,
                                limits.failed(
                                        account.get(), a.name(), buckets.of(directory), now)));
        Optional<Problem> problem =
                view.authorizations().stream()
                        .flatMap(a -> a.problem().stream())
                        .findFirst()
                        .or(view::problem);
        return problem.map(Stopped::of)
                .orElseGet(() ->
                        new Stopped(
                                Setback.ASK_AGAIN,
                                new Trouble(
                                        "order-ended",
                                        "the order is "
                                                + view.state()
                                                + " and nobody says why: "
                                                + view.url(),
                                        "nothing: it is ordered anew"),
                                Optional.empty(),
                                true));
    }

    private Result failed(Task task, Lease lease, Stopped stopped) {
        Instant now = clock.instant();
        int count = task.tries().map(Tries::count).orElse(0) + 1;
        Optional<Instant> again =
                Backoff.after(
                        stopped.setback(),
                        count,
                        stopped.again(),
                        task.held().map(Version::held),
                        now,
                        random);
        efforts.failed(lease, stopped.trouble(), again, task.wanted().declared(), now);
        log.warn(
                "{}: {} ({}); {}",
                task.wanted(),
                stopped.trouble().said(),
                stopped.trouble().remedy(),
                again.map(at -> "tried again " + at)
                        .orElse("not tried again until something changes"));
        return new Result.Failed(stopped.trouble(), again);
    }
}
