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

/// `certs.version`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface VersionRows extends GenericRepository<VersionRow, UUID> {
    /// The newest version of every certificate and variant.
    @Query(
            "select distinct on (certificate, variant) * from certs.version order by certificate,"
                    + " variant, number desc")
    List<VersionRow> newest();

    /// The newest version of one.
    @Query(
            "select * from certs.version where certificate = :certificate and variant = :variant"
                    + " order by number desc limit 1")
    Optional<VersionRow> newestOf(UUID certificate, String variant);

    Optional<VersionRow> findById(UUID id);

    VersionRow save(VersionRow row);

    @Query(
            "delete from certs.version where certificate = :certificate and variant = :variant and"
                    + " not_after < :now")
    int deleteEnded(UUID certificate, String variant, Instant now);

    @Query("delete from certs.version where certificate = :certificate and variant = :variant")
    int deleteVariant(UUID certificate, String variant);

    @Query(
            "update certs.version set ari_start = cast(:start as timestamptz), ari_end = cast(:end as"
                    + " timestamptz), ari_choice = cast(:choice as timestamptz), ari_explanation ="
                    + " :explanation, ari_next_check = :again where id = :id")
    int renewalInformation(
            UUID id,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Instant choice,
            @Nullable String explanation,
            Instant again);

    @Query("update certs.version set served_at = :at where id = :id and served_at is null")
    int served(UUID id, Instant at);

    @Query("update certs.version set revoked_at = :at where id = :id and revoked_at is null")
    int revoked(UUID id, Instant at);
}
