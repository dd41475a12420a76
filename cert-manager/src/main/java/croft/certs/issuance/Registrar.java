package croft.certs.issuance;

import croft.certs.acme.AcmeAccount;
import croft.certs.acme.AcmeAuthority;
import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.Binding;
import croft.certs.vault.Account;
import croft.certs.vault.Accounts;
import croft.certs.vault.Buckets;
import croft.certs.vault.Trouble;
import croft.certs.wanted.Bucket;
import croft.certs.wanted.RateLimits;
import croft.certs.wanted.Setback;
import croft.platform.declaration.AccountBinding;
import croft.platform.declaration.CertificateKey;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.MailAddress;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Our accounts at authorities: one for each, made when it is needed first. Each step is stored
/// before and after, so a crash leaves an account that is found again by its key. Blocks; any
/// thread.
public final class Registrar {
    private final Accounts accounts;
    private final Authorities authorities;
    private final Buckets buckets;
    private final Secrets secrets;
    private final InstantSource clock;

    /// One at a time: an account more than needed is one of ten in three hours.
    private final ReentrantLock registering = new ReentrantLock();

    public Registrar(
            Accounts accounts,
            Authorities authorities,
            Buckets buckets,
            Secrets secrets,
            InstantSource clock) {
        this.accounts = accounts;
        this.authorities = authorities;
        this.buckets = buckets;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// An account that can order, with its URL.
    Account ready(Authority.Acme declared, Optional<MailAddress> contact, RateLimits limits)
            throws AcmeTrouble, Stopped {
        registering.lock();
        try {
            Instant now = clock.instant();
            URI directory = declared.directory();
            Account account =
                    accounts.inUse(directory)
                            .orElseGet(() ->
                                    accounts.prepare(
                                            directory,
                                            Keys.generate(CertificateKey.P256),
                                            Optional.empty(),
                                            now));
            if (account.nextKey().isPresent()) {
                account = decided(account, authorities.of(declared));
            }
            return account.url().isPresent()
                    ? account
                    : registered(account, declared, contact, limits, now);
        } finally {
            registering.unlock();
        }
    }

    private Account registered(
            Account account,
            Authority.Acme declared,
            Optional<MailAddress> contact,
            RateLimits limits,
            Instant now)
            throws AcmeTrouble, Stopped {
        URI directory = declared.directory();
        List<Bucket> stored = buckets.of(directory);
        if (limits.verdictOnAccount(stored, now)
                instanceof RateLimits.Verdict.Refused(Instant until, String why)) {
            throw new Stopped(
                    Setback.LIMITED,
                    new Trouble("rate-limited", why, "wait: it is tried again " + until),
                    Optional.of(until),
                    false);
        }
        Optional<Binding> binding = Optional.empty();
        if (declared.binding().isPresent()) {
            binding = Optional.of(binding(declared.binding().get()));
        }
        try {
            AcmeAccount made = authorities.of(declared).register(account.key(), contact, binding);
            accounts.registered(account, made.url());
            buckets.store(directory, limits.registered(stored, now));
            return accounts.find(account.id()).orElseThrow();
        } catch (AcmeTrouble trouble) {
            if (trouble.kind() == AcmeTrouble.Kind.RATE_LIMITED && trouble.again().isPresent()) {
                buckets.store(
                        directory,
                        List.of(limits.accountRefused(trouble.again().get(), stored, now)));
            }
            throw trouble;
        }
    }

    private Binding binding(AccountBinding declared) throws Stopped {
        try {
            return new Binding(declared.keyId(), secrets.read(declared.hmac()));
        } catch (UnusableSecret | IllegalArgumentException e) {
            throw new Stopped(
                    Setback.PASSING,
                    new Trouble(
                            "secret",
                            String.valueOf(e.getMessage()),
                            "put the HMAC key that the authority's website shows into the secret "
                                    + declared.hmac()),
                    Optional.empty(),
                    false);
        }
    }

    /// Gives an account a new key.
    public void roll(Account account, AcmeAuthority authority) throws AcmeTrouble {
        registering.lock();
        try {
            URI url = account.url().orElseThrow();
            KeyPair next = Keys.generate(CertificateKey.P256);
            accounts.beginRollover(account, next);
            // Whatever goes wrong, it may have acted: which key it knows is found out at the next
            // use.
            authority.account(url, account.key()).changeKey(next);
            accounts.endRollover(account, next);
        } finally {
            registering.unlock();
        }
    }

    /// The account after a rollover whose end nobody has seen: the authority says which key it
    /// knows.
    private Account decided(Account account, AcmeAuthority authority) throws AcmeTrouble {
        KeyPair next = account.nextKey().orElseThrow();
        boolean changed = authority.find(next).isPresent();
        accounts.endRollover(account, changed ? next : account.key());
        return accounts.find(account.id()).orElseThrow();
    }
}
