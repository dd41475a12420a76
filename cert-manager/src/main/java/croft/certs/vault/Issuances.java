package croft.certs.vault;

import croft.certs.vault.OpenIssuance.State;
import croft.certs.wanted.Variant;
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

/// Orders under way. Each method stores one step; who has lost the lease gets [LeaseLost] and
/// stores nothing.
public final class Issuances {
    private final IssuanceRows rows;
    private final SealedKeys keys;

    public Issuances(Tables tables, Seal seal) {
        this.rows = tables.issuances;
        this.keys = new SealedKeys(seal);
    }

    /// The one that is open for a certificate.
    public Optional<OpenIssuance> open(UUID certificate, Variant variant) {
        return rows.open(certificate, variant.word()).map(this::opened);
    }

    /// Whatever is open, of wanted certificates or not.
    public List<OpenIssuance> allOpen() {
        return rows.allOpen().stream().map(this::opened).toList();
    }

    /// Begins one.
    public OpenIssuance begin(
            Lease lease,
            Account account,
            boolean rehearsal,
            Optional<String> profile,
            Optional<UUID> replaces,
            Instant now) {
        UUID id = UUID.randomUUID();
        rows.save(
                new IssuanceRow(
                        id,
                        lease.certificate,
                        lease.variant.word(),
                        account.id(),
                        account.directory().toString(),
                        rehearsal,
                        profile.orElse(null),
                        replaces.orElse(null),
                        null,
                        null,
                        State.BEGUN.word(),
                        now,
                        now,
                        null,
                        null));
        return open(lease.certificate, lease.variant).orElseThrow(() -> new LeaseLost(lease));
    }

    public void ordered(Lease lease, OpenIssuance issuance, URI order) {
        only(lease, rows.ordered(issuance.id(), lease.number, order.toString()));
    }

    public void proven(Lease lease, OpenIssuance issuance) {
        only(lease, rows.proven(issuance.id(), lease.number));
    }

    /// Stores the certificate's key.
    public void finalizing(Lease lease, OpenIssuance issuance, KeyPair key) {
        only(
                lease,
                rows.finalizing(
                        issuance.id(), lease.number, keys.seal(context(issuance.id()), key)));
    }

    /// Orders without naming the predecessor.
    public void replacingNothing(Lease lease, OpenIssuance issuance) {
        only(lease, rows.replacingNothing(issuance.id(), lease.number));
    }

    /// There is nothing to do before `at`.
    public void later(Lease lease, OpenIssuance issuance, Instant at) {
        only(lease, rows.later(issuance.id(), lease.number, at));
    }

    public void failed(Lease lease, OpenIssuance issuance, String trouble, Instant now) {
        only(lease, rows.failed(issuance.id(), lease.number, now, trouble));
    }

    /// A rehearsal that went well.
    public void rehearsed(Lease lease, OpenIssuance issuance, Instant now) {
        only(lease, rows.done(issuance.id(), lease.number, now));
    }

    static void only(Lease lease, int changed) {
        if (changed != 1) {
            throw new LeaseLost(lease);
        }
    }

    @SuppressWarnings("NullAway") // takes the row's nullable array for one of nullable bytes
    private OpenIssuance opened(IssuanceRow row) {
        byte @Nullable [] sealed = row.sealedKey();
        try {
            return new OpenIssuance(
                    row.id(),
                    row.certificate(),
                    Variant.of(row.variant()),
                    row.account(),
                    URI.create(row.directory()),
                    row.rehearsal(),
                    Optional.ofNullable(row.profile()),
                    Optional.ofNullable(row.replaces()),
                    Optional.ofNullable(row.orderUrl()).map(URI::create),
                    sealed == null
                            ? Optional.empty()
                            : Optional.of(keys.keyPair(context(row.id()), sealed)),
                    State.of(row.state()),
                    row.lookAt(),
                    row.beganAt());
        } catch (CannotOpen e) {
            throw new Locked(e);
        }
    }

    private static SealContext context(UUID id) {
        return new SealContext("certs.issuance:" + id);
    }
}
