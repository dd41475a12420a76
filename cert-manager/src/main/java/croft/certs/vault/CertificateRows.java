package croft.certs.vault;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `certs.certificate`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface CertificateRows extends GenericRepository<CertificateRow, UUID> {
    List<CertificateRow> findAll();

    Optional<CertificateRow> findByNameSet(String nameSet);

    CertificateRow save(CertificateRow row);

    CertificateRow update(CertificateRow row);
}
