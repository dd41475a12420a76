package croft.certs.vault;

import croft.certs.wanted.Alarm;
import croft.certs.wanted.Tries;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Tries for certificates and what came of them.
public final class Efforts {
    private final EffortRows rows;
    private final CertificateRows certificates;

    public Efforts(Tables tables) {
        this.rows = tables.efforts;
        this.certificates = tables.certificates;
    }

    /// Every certificate for which something was tried, or asked for.
    public List<Effort> all() {
        Map<UUID, String> digests = new HashMap<>();
        certificates.findAll().forEach(row -> digests.put(row.id(), row.nameSet()));
        return rows.findAll().stream()
                .flatMap(row ->
                        Optional.ofNullable(digests.get(row.certificate()))
                                .map(digest -> effort(digest, row))
                                .stream())
                .toList();
    }

    /// Stores that a try has failed.
    ///
    /// @param again when the next may be; empty: when something else is declared, or somebody asks
    /// @param declared [Wanted#declared] of now
    public void failed(
            Lease lease, Trouble trouble, Optional<Instant> again, String declared, Instant now) {
        Issuances.only(
                lease,
                rows.failed(
                        lease.certificate,
                        lease.variant.word(),
                        lease.number,
                        now,
                        again.orElse(null),
                        trouble.kind(),
                        trouble.said(),
                        trouble.remedy(),
                        declared));
    }

    /// Stores how loud it was said that one is failing.
    public void alarmed(UUID certificate, Wanted.Id id, Alarm alarm) {
        rows.alarmed(certificate, id.variant().word(), alarm.word());
    }

    /// Stores that somebody wants one renewed now.
    public void ask(UUID certificate, Wanted.Id id, Instant now) {
        rows.asked(certificate, id.variant().word(), now);
    }

    private static Effort effort(String digest, EffortRow row) {
        Wanted.Id id = new Wanted.Id(digest, Variant.of(row.variant()));
        Instant failedAt = row.failedAt();
        return new Effort(
                id,
                row.certificate(),
                failedAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new Tries(
                                        id,
                                        Math.max(1, row.attempts()),
                                        failedAt,
                                        Optional.ofNullable(row.nextAttemptAt()),
                                        row.terms() == null ? "" : row.terms())),
                row.trouble() == null
                        ? Optional.empty()
                        : Optional.of(
                                new Trouble(
                                        row.kind() == null ? "" : row.kind(),
                                        row.trouble(),
                                        row.remedy() == null ? "" : row.remedy())),
                Optional.ofNullable(row.alarm()),
                row.askedAt() != null);
    }
}
