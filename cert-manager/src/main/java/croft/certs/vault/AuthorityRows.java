package croft.certs.vault;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/// `certs.authority`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuthorityRows extends GenericRepository<AuthorityRow, UUID> {
    Optional<AuthorityRow> findByKind(String kind);

    void deleteByKind(String kind);

    AuthorityRow save(AuthorityRow row);
}
