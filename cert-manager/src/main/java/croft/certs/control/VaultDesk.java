package croft.certs.control;

import croft.certs.acme.AcmeTrouble;
import croft.certs.export.ExportRunner;
import croft.certs.issuance.Authorities;
import croft.certs.issuance.Registrar;
import croft.certs.renewal.CertificateState;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.Standing;
import croft.certs.vault.Account;
import croft.certs.vault.Accounts;
import croft.certs.vault.Efforts;
import croft.certs.vault.Issued;
import croft.certs.vault.Vault;
import croft.certs.vault.Version;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.CertificateKey;
import croft.platform.service.LiveDeclaration;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The desk over the vault: orders become rows there, and the next look of the renewal does what
/// they ask for. What an authority has to be asked at once is asked here.
public final class VaultDesk implements CertificateDesk {
    private final Vault vault;
    private final Efforts efforts;
    private final Accounts accounts;
    private final Authorities authorities;
    private final Registrar registrar;
    private final Renewal renewal;
    private final ExportRunner exports;
    private final LiveDeclaration declaration;
    private final InstantSource clock;

    /// A desk beside this renewal.
    public VaultDesk(
            Vault vault,
            Efforts efforts,
            Accounts accounts,
            Authorities authorities,
            Registrar registrar,
            Renewal renewal,
            ExportRunner exports,
            LiveDeclaration declaration,
            InstantSource clock) {
        this.vault = vault;
        this.efforts = efforts;
        this.accounts = accounts;
        this.authorities = authorities;
        this.registrar = registrar;
        this.renewal = renewal;
        this.exports = exports;
        this.declaration = declaration;
        this.clock = clock;
    }

    @Override
    public Overview overview() {
        Standing standing = renewal.standing();
        return new Overview(
                clock.instant(),
                standing.problem(),
                standing.certificates().stream()
                        .map(state -> Entries.of(state, declared()))
                        .toList(),
                exports.states());
    }

    @Override
    public Outcome renew(NameSet names) {
        Instant now = clock.instant();
        for (CertificateState state : states(names)) {
            efforts.ask(vault.certificate(names), state.wanted().id(), now);
        }
        renewal.lookAgain();
        return new Outcome.Begun("Renewal of " + names + " is under way");
    }

    @Override
    public Outcome revoke(NameSet names, RevocationReason reason) {
        List<Version> held =
                states(names).stream().flatMap(state -> state.version().stream()).toList();
        if (held.isEmpty()) {
            return new Outcome.Refused("there is no certificate for " + names, "none is needed");
        }
        Instant now = clock.instant();
        for (Version version : held) {
            Held.Origin origin = version.held().origin();
            if (origin.isLocal()) {
                return new Outcome.Refused(
                        "the local authority keeps no list of what is revoked",
                        "croft certs renew "
                                + names.first().text()
                                + " replaces the key; the old one is believed until its"
                                + " certificate ends");
            }
            Optional<Account> account =
                    origin.directory()
                            .flatMap(accounts::inUse)
                            .filter(found -> found.url().isPresent());
            if (account.isEmpty()) {
                return new Outcome.Refused(
                        "which account it was issued to is not known",
                        "revoke it with the program that got it; croft certs renew "
                                + names.first().text()
                                + " replaces it here");
            }
            try {
                authorities
                        .of(account.get().directory(), declaration.current())
                        .account(account.get().url().orElseThrow(), account.get().key())
                        .revoke(vault.leaf(version.id()).orElseThrow(), reason.code());
            } catch (AcmeTrouble trouble) {
                return new Outcome.Refused(String.valueOf(trouble.getMessage()), trouble.remedy());
            }
            vault.revoked(version, now);
        }
        renewal.lookAgain();
        return new Outcome.Begun("The certificate of " + names + " is revoked, another is ordered");
    }

    @Override
    public Outcome rollAccounts(Optional<URI> directory) {
        List<Account> found =
                accounts.all().stream()
                        .filter(account -> account.url().isPresent())
                        .filter(account ->
                                directory.isEmpty() || directory.get().equals(account.directory()))
                        .toList();
        if (found.isEmpty()) {
            return new Outcome.Refused(
                    "there is no account" + directory.map(d -> " at " + d).orElse(""),
                    "none is needed: the local authority has none, and others get one with the"
                            + " first order");
        }
        for (Account account : found) {
            try {
                registrar.roll(account, authorities.of(account.directory(), declaration.current()));
            } catch (AcmeTrouble trouble) {
                return new Outcome.Refused(account + ": " + trouble.getMessage(), trouble.remedy());
            }
        }
        return new Outcome.Done(
                found.size() == 1
                        ? "The account at " + found.getFirst().directory() + " has a new key"
                        : found.size() + " accounts have new keys");
    }

    @Override
    public Outcome keep(NameSet names, Issued issued, Optional<URI> directory) {
        X509Certificate leaf = issued.chain().getFirst();
        Optional<CertificateKey> key = Held.Origin.keyOf(leaf.getPublicKey());
        List<Wanted> wanted = states(names).stream().map(CertificateState::wanted).toList();
        if (wanted.stream().allMatch(w -> w.directory().isEmpty())) {
            return new Outcome.Refused(
                    names + " gets its certificate from the local authority",
                    "say in croft.yml who issues it: certificates: { authority: letsencrypt }");
        }
        Variant variant =
                key.filter(CertificateKey::isRsa).isPresent()
                                && wanted.stream().anyMatch(w -> w.variant() == Variant.RSA)
                        ? Variant.RSA
                        : Variant.MAIN;
        boolean kept =
                vault.keep(
                        names,
                        variant,
                        issued,
                        new Held.Origin(
                                leaf.getIssuerX500Principal().getName(),
                                directory,
                                Optional.of(Held.Origin.IMPORTED),
                                Optional.empty(),
                                key),
                        clock.instant());
        renewal.lookAgain();
        return kept
                ? new Outcome.Done("it is used for " + names + " until it is due")
                : new Outcome.Done("what is held for " + names + " lasts as long, and stays");
    }

    @Override
    public Outcome keepAccount(URI directory, Optional<URI> url, KeyPair key) {
        Optional<Account> found = accounts.inUse(directory);
        if (found.isPresent()) {
            if (found.get().key().getPublic().equals(key.getPublic())) {
                return new Outcome.Done("it is the account in use at " + directory);
            }
            if (found.get().url().isPresent()) {
                return new Outcome.Refused(
                        "there is another account in use at " + directory,
                        "import before the first order; certificates do not depend on it");
            }
            // Nobody has registered the key that lies there.
            accounts.retire(found.get(), clock.instant());
        }
        accounts.prepare(directory, key, url, clock.instant());
        return new Outcome.Done("orders at " + directory + " are placed with it");
    }

    @Override
    public Optional<Issued> newest(NameSet names, boolean rsa) {
        return vault.newest(names, rsa ? Variant.RSA : Variant.MAIN);
    }

    private List<CertificateState> states(NameSet names) {
        return renewal.standing().certificates().stream()
                .filter(state -> state.names().digest().equals(names.digest()))
                .toList();
    }

    private DeclaredAuthorities declared() {
        return new DeclaredAuthorities(declaration.current());
    }
}
