package croft.certs.control;

import croft.certs.authority.LocalAuthority;
import croft.certs.authority.OutsideRootLife;
import croft.certs.authority.RootChoice;
import croft.certs.authority.Scope;
import croft.certs.export.ExportRunner;
import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.Standing;
import croft.certs.vault.Issued;
import croft.certs.vault.Locked;
import croft.certs.vault.Root;
import croft.certs.vault.Vault;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The desk of the local authority, which has neither accounts nor revocation.
public final class LocalDesk implements CertificateDesk {
    private final Vault vault;
    private final LocalAuthority authority;
    private final Renewal renewal;
    private final ExportRunner exports;
    private final InstantSource clock;

    /// A desk beside this renewal.
    public LocalDesk(
            Vault vault,
            LocalAuthority authority,
            Renewal renewal,
            ExportRunner exports,
            InstantSource clock) {
        this.vault = vault;
        this.authority = authority;
        this.renewal = renewal;
        this.exports = exports;
        this.clock = clock;
    }

    @Override
    public Overview overview() {
        Standing standing = renewal.standing();
        Instant now = clock.instant();
        return new Overview(
                now,
                standing.problem(),
                standing.certificates().stream().map(c -> entry(c, now)).toList(),
                exports.states());
    }

    private static CertificateEntry entry(CertificateState state, Instant now) {
        return new CertificateEntry(
                state.names(),
                false,
                "local",
                Optional.empty(),
                Optional.empty(),
                state.held().map(LocalDesk::held),
                state.held()
                        .map(h ->
                                new CertificateEntry.Attempt(
                                        h.renewAt(), "a third of its life is left then")),
                state.error()
                        .map(error ->
                                new CertificateEntry.Trouble(
                                        error,
                                        "none: it is tried again by itself",
                                        Optional.empty(),
                                        1)),
                alarm(state, now),
                List.of());
    }

    private static CertificateEntry.Held held(Held held) {
        return new CertificateEntry.Held(
                held.serial(), held.issuer(), held.notBefore(), held.notAfter(), Optional.empty());
    }

    /// It is due with a third of its life left; half of that is left for a warning.
    private static Alarm alarm(CertificateState state, Instant now) {
        if (state.held().isEmpty()) {
            return Alarm.CRITICAL;
        }
        Held held = state.held().get();
        Duration life = Duration.between(held.notBefore(), held.notAfter());
        Duration left = Duration.between(now, held.notAfter());
        if (left.multipliedBy(12).compareTo(life) < 0) {
            return Alarm.CRITICAL;
        }
        if (left.multipliedBy(6).compareTo(life) < 0) {
            return Alarm.WARNING;
        }
        return state.error().isPresent() ? Alarm.NOTICE : Alarm.NONE;
    }

    @Override
    public Outcome renew(NameSet names) {
        Instant now = clock.instant();
        try {
            RootChoice choice = authority.choice(Scope.of(List.of(names)), now);
            Root root = vault.localAuthority(choice::willDo, choice::make);
            vault.store(names, now, _ -> Optional.of(authority.issue(root, names, now)));
        } catch (Locked e) {
            return new Outcome.Refused(
                    "the vault stays shut: " + e.getMessage(), "put the right vault-key back");
        } catch (OutsideRootLife e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()), "put the clock right");
        }
        renewal.lookAgain();
        return new Outcome.Done("The local authority has issued a new certificate for " + names);
    }

    @Override
    public Outcome revoke(NameSet names, RevocationReason reason) {
        return new Outcome.Refused(
                "the local authority keeps no list of what is revoked",
                "croft certs renew "
                        + names.texts().getFirst()
                        + " replaces the key; the old one is believed until its certificate ends");
    }

    @Override
    public Outcome rollAccounts(Optional<URI> directory) {
        return new Outcome.Refused(
                "there is no account: every certificate is of the local authority",
                "this is for authorities that speak ACME");
    }

    @Override
    public Outcome keep(NameSet names, Issued issued) {
        return new Outcome.Refused(
                names + " gets its certificate from the local authority",
                "say in croft.yml who issues it: certificates: { authority: letsencrypt }");
    }

    @Override
    public Outcome keepAccount(URI directory, Optional<URI> url, KeyPair key) {
        return new Outcome.Refused(
                "no site gets its certificate from " + directory,
                "say so in croft.yml: certificates: { authority: letsencrypt }");
    }

    @Override
    public Optional<Issued> newest(NameSet names, boolean rsa) {
        return rsa ? Optional.empty() : vault.newest(names);
    }
}
