package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/// `certs.serving`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ServingRows extends GenericRepository<ServingRow, String> {
    @Query("select * from certs.serving where seen_at >= :since order by edge, name, variant")
    List<ServingRow> since(Instant since);

    @Query("delete from certs.serving where seen_at < :before")
    int forget(Instant before);
}
