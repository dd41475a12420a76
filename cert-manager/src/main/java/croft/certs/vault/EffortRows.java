package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `certs.effort`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EffortRows extends GenericRepository<EffortRow, UUID> {
    List<EffortRow> findAll();

    Optional<EffortRow> findByCertificateAndVariant(UUID certificate, String variant);

    /// Draws the next lease.
    @Query(
            "insert into certs.effort as e (certificate, variant, lease) values (:certificate,"
                    + " :variant, 1) on conflict (certificate, variant) do update set lease ="
                    + " e.lease + 1 returning lease")
    long draw(UUID certificate, String variant);

    @Query(
            "update certs.effort set attempts = attempts + 1, failed_at = :at, next_attempt_at ="
                    + " cast(:next as timestamptz), kind = :kind, trouble = :trouble, remedy = :remedy, terms = :terms,"
                    + " asked_at = null where certificate = :certificate and variant = :variant and"
                    + " lease = :lease")
    int failed(
            UUID certificate,
            String variant,
            long lease,
            Instant at,
            @Nullable Instant next,
            String kind,
            String trouble,
            String remedy,
            String terms);

    @Query(
            "update certs.effort set attempts = 0, failed_at = null, next_attempt_at = null, kind ="
                    + " null, trouble = null, remedy = null, terms = null, alarm = null, asked_at ="
                    + " null where certificate = :certificate and variant = :variant")
    int succeeded(UUID certificate, String variant);

    @Query(
            "update certs.effort set alarm = :alarm where certificate = :certificate and variant ="
                    + " :variant")
    int alarmed(UUID certificate, String variant, String alarm);

    @Query(
            "insert into certs.effort (certificate, variant, asked_at) values (:certificate,"
                    + " :variant, :at) on conflict (certificate, variant) do update set asked_at ="
                    + " :at, next_attempt_at = null")
    int asked(UUID certificate, String variant, Instant at);
}
