package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// `certs.dns_change`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DnsChangeRows extends GenericRepository<DnsChangeRow, UUID> {
    DnsChangeRow save(DnsChangeRow row);

    DnsChangeRow update(DnsChangeRow row);

    @Query("delete from certs.dns_change where id = :id")
    int gone(UUID id);

    @Query("select * from certs.dns_change where issuance = :issuance order by at, id")
    List<DnsChangeRow> of(UUID issuance);

    /// Those that no issuance needs any more, and old ones.
    @Query(
            "select c.* from certs.dns_change c where c.at < :old or not exists (select from"
                    + " certs.issuance i where i.id = c.issuance and i.ended_at is null and i.state"
                    + " in ('begun', 'ordered')) order by c.at, c.id")
    List<DnsChangeRow> leftOver(Instant old);
}
