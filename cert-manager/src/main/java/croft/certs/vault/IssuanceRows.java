package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `certs.issuance`. Each step is stored only by whoever has the newest lease: the others change no
/// row.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface IssuanceRows extends GenericRepository<IssuanceRow, UUID> {
    /// What a step is stored under.
    String BY_LEASE =
            " from certs.effort e where i.id = :id and i.ended_at is null and e.certificate ="
                    + " i.certificate and e.variant = i.variant and e.lease = :lease";

    @Query(
            "select * from certs.issuance where certificate = :certificate and variant = :variant and"
                    + " ended_at is null")
    Optional<IssuanceRow> open(UUID certificate, String variant);

    @Query("select * from certs.issuance where ended_at is null")
    List<IssuanceRow> allOpen();

    IssuanceRow save(IssuanceRow row);

    @Query("update certs.issuance i set order_url = :url, state = 'ordered'" + BY_LEASE)
    int ordered(UUID id, long lease, String url);

    @Query("update certs.issuance i set state = 'proven'" + BY_LEASE)
    int proven(UUID id, long lease);

    @Query("update certs.issuance i set sealed_key = :key, state = 'finalizing'" + BY_LEASE)
    int finalizing(UUID id, long lease, byte[] key);

    @Query("update certs.issuance i set look_at = :at" + BY_LEASE)
    int later(UUID id, long lease, Instant at);

    @Query("update certs.issuance i set replaces = null" + BY_LEASE)
    int replacingNothing(UUID id, long lease);

    @Query(
            "update certs.issuance i set state = 'done', ended_at = :at, sealed_key = null"
                    + BY_LEASE)
    int done(UUID id, long lease, Instant at);

    @Query(
            "update certs.issuance i set state = 'failed', ended_at = :at, sealed_key = null, trouble"
                    + " = :trouble"
                    + BY_LEASE)
    int failed(UUID id, long lease, Instant at, String trouble);

    @Query("delete from certs.issuance where ended_at < :before")
    int forget(Instant before);
}
