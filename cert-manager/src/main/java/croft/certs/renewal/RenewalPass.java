package croft.certs.renewal;

import croft.certs.authority.LocalAuthority;
import croft.certs.authority.OutsideRootLife;
import croft.certs.authority.RootChoice;
import croft.certs.authority.Scope;
import croft.certs.issuance.Task;
import croft.certs.vault.Effort;
import croft.certs.vault.Efforts;
import croft.certs.vault.Issued;
import croft.certs.vault.Locked;
import croft.certs.vault.Root;
import croft.certs.vault.Serving;
import croft.certs.vault.Trouble;
import croft.certs.vault.Vault;
import croft.certs.vault.Version;
import croft.certs.wanted.Alarm;
import croft.certs.wanted.Held;
import croft.certs.wanted.Known;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.Reason;
import croft.certs.wanted.RenewalPlan;
import croft.certs.wanted.Verdict;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.Declaration;
import croft.platform.journal.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at everything, and what it leads to. Repeatable at any moment: each step stores what it
/// did at once, and the next look starts from what is stored. What asks others is an errand, whose
/// end leads to another look.
public final class RenewalPass {
    private static final Logger log = LoggerFactory.getLogger(RenewalPass.class);

    /// The shortest time between two looks.
    static final Duration TICK = Duration.ofSeconds(1);

    /// An edge says what it presents every minute; one that was not heard for three is gone.
    private static final Duration EDGE_LIFE = Duration.ofMinutes(3);

    /// An edge loads a certificate within a second. After so long something is wrong with it.
    private static final Duration SERVED_WITHIN = Duration.ofMinutes(5);

    private static final Duration UNSERVED_LOOK = Duration.ofSeconds(30);

    private final Vault vault;
    private final Efforts efforts;
    private final LocalAuthority authority;
    private final Errands errands;
    private final InstantSource clock;

    /// A pass over this vault.
    public RenewalPass(
            Vault vault,
            Efforts efforts,
            LocalAuthority authority,
            Errands errands,
            InstantSource clock) {
        this.vault = vault;
        this.efforts = efforts;
        this.authority = authority;
        this.errands = errands;
        this.clock = clock;
    }

    /// Does what is due. A database that is away makes this throw; whatever else goes wrong is in
    /// what it returns.
    public Standing run(Declaration declaration) {
        Instant now = clock.instant();
        List<Wanted> wanted = Wanted.of(declaration);
        Root root;
        List<Version> versions;
        try {
            RootChoice choice = authority.choice(scope(wanted), now);
            root = vault.localAuthority(choice::willDo, choice::make);
            versions = vault.held();
        } catch (Locked e) {
            return locked(wanted, e);
        }
        List<Effort> tried = efforts.all();
        Known known = known(declaration, versions, tried, root);
        RenewalPlan plan = RenewalPlan.of(wanted, known, now);
        Map<Wanted.Id, String> errors = new HashMap<>();
        plan.restore().forEach(w -> vault.restore(w.names()));
        for (RenewalPlan.Due due : plan.issue()) {
            issue(due, declaration, versions, tried, root, now)
                    .ifPresent(error -> errors.put(due.wanted().id(), error));
        }
        plan.withdraw()
                .forEach(held -> {
                    vault.withdraw(held.names(), now);
                    log.info("certificate withdrawn: {}", held.names());
                });
        plan.drop().forEach(held -> find(versions, held.id()).ifPresent(vault::drop));
        plan.ask()
                .forEach(held ->
                        find(versions, held.id())
                                .ifPresent(version -> errands.ask(version, declaration)));
        errands.clear(declaration);
        return standing(declaration, wanted, root, errors);
    }

    /// What the local authority has to sign for.
    private static Scope scope(List<Wanted> wanted) {
        return Scope.of(
                wanted.stream().filter(w -> w.directory().isEmpty()).map(Wanted::names).toList());
    }

    private static Known known(
            Declaration declaration, List<Version> versions, List<Effort> tried, Root root) {
        return new Known(
                versions.stream().map(Version::held).toList(),
                tried.stream().flatMap(effort -> effort.tries().stream()).toList(),
                tried.stream().filter(Effort::asked).map(Effort::id).collect(Collectors.toSet()),
                root.name(),
                declaration.certificates().fallback().map(Authority.Acme::directory),
                TICK);
    }

    /// Issues one certificate, or has it issued; returns why it could not.
    private Optional<String> issue(
            RenewalPlan.Due due,
            Declaration declaration,
            List<Version> versions,
            List<Effort> tried,
            Root root,
            Instant now) {
        Wanted wanted = due.wanted();
        return switch (wanted.terms().authority()) {
            case Authority.Local _ -> issueHere(wanted, due.reason(), root, now);
            case Authority.Acme _ -> {
                errands.issue(
                        new Task(
                                wanted,
                                find(versions, wanted.id()),
                                tried.stream()
                                        .filter(effort -> effort.id().equals(wanted.id()))
                                        .findFirst()
                                        .flatMap(Effort::tries),
                                declaration.certificates(),
                                declaration.contact()));
                yield Optional.empty();
            }
        };
    }

    private Optional<String> issueHere(Wanted wanted, Reason reason, Root root, Instant now) {
        NameSet names = wanted.names();
        try {
            boolean stored =
                    vault.store(
                            names,
                            wanted.variant(),
                            now,
                            held -> ifStillDue(held, wanted, reason, root, now));
            if (stored) {
                log.info("certificate stored: {} ({})", wanted, reason);
            }
            return Optional.empty();
        } catch (OutsideRootLife e) {
            log.warn("no certificate for {}: {}", wanted, e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Issued> ifStillDue(
            Optional<Held> held, Wanted wanted, Reason reason, Root root, Instant now) {
        Known known =
                new Known(
                        held.stream().toList(),
                        List.of(),
                        reason instanceof Reason.Requested ? Set.of(wanted.id()) : Set.of(),
                        root.name(),
                        Optional.empty(),
                        TICK);
        boolean due = Verdict.of(wanted, held, known, now) instanceof Verdict.Issue;
        return due || held.filter(Held::withdrawn).isPresent()
                ? Optional.of(authority.issue(root, wanted.names(), wanted.terms().key(), now))
                : Optional.empty();
    }

    private Standing standing(
            Declaration declaration,
            List<Wanted> wanted,
            Root root,
            Map<Wanted.Id, String> errors) {
        Instant now = clock.instant();
        List<Version> versions = vault.held();
        List<Effort> tried = efforts.all();
        Known known = known(declaration, versions, tried, root);
        Map<Wanted.Id, Version> held =
                versions.stream()
                        .filter(v -> !v.held().withdrawn())
                        .collect(Collectors.toMap(v -> v.held().id(), Function.identity()));
        Map<Wanted.Id, Effort> effort =
                tried.stream().collect(Collectors.toMap(Effort::id, Function.identity()));
        List<CertificateState> states =
                wanted.stream()
                        .map(w ->
                                state(
                                        w,
                                        Optional.ofNullable(held.get(w.id())),
                                        Optional.ofNullable(effort.get(w.id())),
                                        Optional.ofNullable(errors.get(w.id())),
                                        known,
                                        now))
                        .toList();
        states.forEach(this::raise);
        Duration lookWithin = served(held.values().stream().toList(), now);
        return new Standing(
                Optional.of(root.certificate()),
                states,
                Optional.empty(),
                RenewalPlan.of(wanted, known, now).next(),
                lookWithin);
    }

    private static CertificateState state(
            Wanted wanted,
            Optional<Version> version,
            Optional<Effort> effort,
            Optional<String> error,
            Known known,
            Instant now) {
        Optional<Held> held = version.map(Version::held);
        Optional<String> failed =
                error.or(() -> effort.flatMap(Effort::trouble).map(Trouble::said))
                        .or(() -> unserved(held, now));
        return new CertificateState(
                wanted,
                version,
                effort,
                failed,
                Verdict.of(wanted, held, known, now),
                Alarm.of(held, failed.isPresent(), now));
    }

    private static Optional<String> unserved(Optional<Held> held, Instant now) {
        return held.filter(h -> h.servedSince().isEmpty())
                .filter(h -> h.storedAt().plus(SERVED_WITHIN).isBefore(now))
                .map(h ->
                        "no edge has said that it presents "
                                + h.serial()
                                + ", which is stored since "
                                + h.storedAt());
    }

    /// Tells the journal once for each level that is reached.
    private void raise(CertificateState state) {
        Optional<String> said = state.effort().flatMap(Effort::alarm);
        Alarm alarm = state.alarm();
        if (alarm == Alarm.NONE || said.equals(Optional.of(alarm.word()))) {
            return;
        }
        Map<String, String> attributes = new HashMap<>();
        attributes.put("alarm", alarm.word());
        attributes.put("trouble", cut(state.error().orElse("it is near its end")));
        attributes.put(
                "remedy",
                cut(
                        state.effort()
                                .flatMap(Effort::trouble)
                                .map(Trouble::remedy)
                                .orElse("croft certs tells more")));
        state.held().ifPresent(held -> attributes.put("expires", held.notAfter().toString()));
        NameSet names = state.names();
        vault.tell(
                new Event("certificate.failing", names.first().text(), names.texts(), attributes));
        efforts.alarmed(vault.certificate(names), state.wanted().id(), alarm);
        log.warn("{}: {}: {}", state.wanted(), alarm.word(), attributes.get("trouble"));
    }

    /// An event has room for 4000 characters.
    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000) + "…";
    }

    /// Marks what every edge that is alive presents.
    ///
    /// @return when to look again at the latest: soon, while something is yet to be seen
    private Duration served(List<Version> versions, Instant now) {
        List<Version> unseen =
                versions.stream().filter(v -> v.held().servedSince().isEmpty()).toList();
        if (unseen.isEmpty()) {
            return Renewal.LONGEST_PAUSE;
        }
        List<Serving> seen = vault.serving(now.minus(EDGE_LIFE));
        Set<String> edges = seen.stream().map(Serving::edge).collect(Collectors.toSet());
        Duration within = Renewal.LONGEST_PAUSE;
        for (Version version : unseen) {
            Held held = version.held();
            long presenting =
                    seen.stream()
                            .filter(s -> s.name().equals(held.names().first().text()))
                            .filter(s -> s.variant().equals(held.variant().word()))
                            .filter(s -> s.serial().equals(held.serial()))
                            .count();
            if (!edges.isEmpty() && presenting == edges.size()) {
                vault.served(version, now);
                log.info("{} is served: {}", held.names(), held.serial());
            } else if (held.storedAt().plus(SERVED_WITHIN).isAfter(now)) {
                within = TICK;
            } else if (within.compareTo(UNSERVED_LOOK) > 0) {
                within = UNSERVED_LOOK;
            }
        }
        return within;
    }

    private static Optional<Version> find(List<Version> versions, Wanted.Id id) {
        return versions.stream().filter(v -> v.held().id().equals(id)).findFirst();
    }

    private static Standing locked(List<Wanted> wanted, Locked e) {
        String problem = "the vault stays shut: " + e.getMessage();
        return new Standing(
                Optional.empty(),
                wanted.stream()
                        .map(w ->
                                new CertificateState(
                                        w,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(problem),
                                        new Verdict.Issue(new Reason.Missing()),
                                        Alarm.CRITICAL))
                        .toList(),
                Optional.of(problem),
                Optional.empty(),
                Renewal.LONGEST_PAUSE);
    }
}
