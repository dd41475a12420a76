package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `certs.version`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface VersionRows extends GenericRepository<VersionRow, UUID> {
    /// The newest version of every certificate.
    @Query(
            "select distinct on (certificate) * from certs.version order by certificate, number desc")
    List<VersionRow> newest();

    /// The newest version of one certificate.
    @Query(
            "select * from certs.version where certificate = :certificate order by number desc limit 1")
    Optional<VersionRow> newestOf(UUID certificate);

    VersionRow save(VersionRow row);

    void deleteByCertificateAndNotAfterBefore(UUID certificate, Instant notAfter);
}
