package croft.certs.renewal;

import croft.certs.authority.LocalAuthority;
import croft.certs.authority.OutsideRootLife;
import croft.certs.authority.RootChoice;
import croft.certs.authority.Scope;
import croft.certs.vault.Issued;
import croft.certs.vault.Locked;
import croft.certs.vault.Root;
import croft.certs.vault.Vault;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.RenewalPlan;
import croft.platform.declaration.Declaration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One look at everything, and what it leads to. Repeatable at any moment: each step stores what it
/// did at once, and the next look starts from what is stored.
public final class RenewalPass {
    private static final Logger log = LoggerFactory.getLogger(RenewalPass.class);

    private final Vault vault;
    private final LocalAuthority authority;
    private final InstantSource clock;

    /// A pass over this vault.
    public RenewalPass(Vault vault, LocalAuthority authority, InstantSource clock) {
        this.vault = vault;
        this.authority = authority;
        this.clock = clock;
    }

    /// Does what is due. A database that is away makes this throw; whatever else goes wrong is in
    /// what it returns.
    public Standing run(Declaration declaration) {
        Instant now = clock.instant();
        List<NameSet> wanted = RenewalPlan.wanted(declaration);
        Root root;
        RenewalPlan plan;
        try {
            RootChoice choice = authority.choice(Scope.of(wanted), now);
            root = vault.localAuthority(choice::willDo, choice::make);
            plan = RenewalPlan.of(wanted, vault.held(), root.name(), now);
        } catch (Locked e) {
            return locked(wanted, e);
        }
        Map<String, String> errors = new HashMap<>();
        for (RenewalPlan.Due due : plan.issue()) {
            issue(due, root, now).ifPresent(error -> errors.put(due.names().digest(), error));
        }
        plan.restore().forEach(vault::restore);
        plan.withdraw()
                .forEach(held -> {
                    vault.withdraw(held.names(), now);
                    log.info("certificate withdrawn: {}", held.names());
                });
        return standing(wanted, root, errors, now);
    }

    /// Issues one certificate; returns why it could not.
    private Optional<String> issue(RenewalPlan.Due due, Root root, Instant now) {
        NameSet names = due.names();
        try {
            boolean stored = vault.store(names, now, held -> ifStillDue(held, names, root, now));
            if (stored) {
                log.info("certificate stored: {} ({})", names, due.reason());
            }
            return Optional.empty();
        } catch (OutsideRootLife e) {
            log.warn("no certificate for {}: {}", names, e.getMessage());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Issued> ifStillDue(
            Optional<Held> held, NameSet names, Root root, Instant now) {
        boolean due =
                RenewalPlan.reason(held, root.name(), now).isPresent()
                        || held.filter(Held::withdrawn).isPresent();
        return due ? Optional.of(authority.issue(root, names, now)) : Optional.empty();
    }

    private Standing standing(
            List<NameSet> wanted, Root root, Map<String, String> errors, Instant now) {
        List<Held> held = vault.held();
        Map<String, Held> byNames =
                held.stream()
                        .filter(h -> !h.withdrawn())
                        .collect(Collectors.toMap(h -> h.names().digest(), Function.identity()));
        List<CertificateState> states =
                wanted.stream()
                        .map(names ->
                                new CertificateState(
                                        names,
                                        Optional.ofNullable(byNames.get(names.digest())),
                                        Optional.ofNullable(errors.get(names.digest()))))
                        .toList();
        return new Standing(
                Optional.of(root.certificate()),
                states,
                Optional.empty(),
                RenewalPlan.of(wanted, held, root.name(), now).next());
    }

    private static Standing locked(List<NameSet> wanted, Locked e) {
        String problem = "the vault stays shut: " + e.getMessage();
        return new Standing(
                Optional.empty(),
                wanted.stream()
                        .map(names ->
                                new CertificateState(names, Optional.empty(), Optional.of(problem)))
                        .toList(),
                Optional.of(problem),
                Optional.empty());
    }
}
