package croft.certs.vault;

import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import java.net.URI;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Our accounts at authorities. A key is stored before the authority hears of it, so none is ever
/// lost: whoever finds an account without a URL registers its key again, which gives the same
/// account (RFC 8555 §7.3.1).
public final class Accounts {
    private final AccountRows rows;
    private final SealedKeys keys;

    public Accounts(Tables tables, Seal seal) {
        this.rows = tables.accounts;
        this.keys = new SealedKeys(seal);
    }

    /// The account in use at an authority.
    public Optional<Account> inUse(URI directory) {
        return rows.inUse(directory.toString()).map(this::open);
    }

    /// Any account, also one that was retired: of an order under way.
    public Optional<Account> find(UUID id) {
        return rows.findById(id).map(this::open);
    }

    /// All that are in use, oldest first.
    public List<Account> all() {
        return rows.allInUse().stream().map(this::open).toList();
    }

    /// Stores a key for an account that is yet to be registered, or was elsewhere. Where somebody
    /// was faster, theirs is returned.
    ///
    /// @param url of an account that exists
    public Account prepare(URI directory, KeyPair key, Optional<URI> url, Instant now) {
        UUID id = UUID.randomUUID();
        try {
            rows.save(
                    new AccountRow(
                            id,
                            directory.toString(),
                            url.map(URI::toString).orElse(null),
                            keys.seal(context(id), key),
                            null,
                            now,
                            null));
        } catch (RuntimeException e) {
            return inUse(directory).orElseThrow(() -> e);
        }
        return new Account(id, directory, url, key, Optional.empty());
    }

    /// The authority has told the account's URL.
    public void registered(Account account, URI url) {
        rows.register(account.id(), url.toString());
    }

    /// Stores the key that is to take the present one's place.
    public void beginRollover(Account account, KeyPair next) {
        rows.beginRollover(account.id(), keys.seal(nextContext(account.id()), next));
    }

    /// The authority knows this key now, and no other.
    public void endRollover(Account account, KeyPair key) {
        rows.endRollover(account.id(), keys.seal(context(account.id()), key));
    }

    /// The authority does not know it any more, or it was deactivated.
    public void retire(Account account, Instant now) {
        rows.retire(account.id(), now);
    }

    @SuppressWarnings("NullAway") // takes the row's nullable array for one of nullable bytes
    private Account open(AccountRow row) {
        try {
            byte @Nullable [] next = row.sealedNextKey();
            return new Account(
                    row.id(),
                    URI.create(row.directory()),
                    Optional.ofNullable(row.url()).map(URI::create),
                    keys.keyPair(context(row.id()), row.sealedKey()),
                    next == null
                            ? Optional.empty()
                            : Optional.of(keys.keyPair(nextContext(row.id()), next)));
        } catch (CannotOpen e) {
            throw new Locked(e);
        }
    }

    private static SealContext context(UUID id) {
        return new SealContext("certs.account:" + id);
    }

    private static SealContext nextContext(UUID id) {
        return new SealContext("certs.account.next:" + id);
    }
}
