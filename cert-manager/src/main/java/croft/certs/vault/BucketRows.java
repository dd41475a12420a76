package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// `certs.bucket`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface BucketRows extends GenericRepository<BucketRow, UUID> {
    @Query("select * from certs.bucket where directory = :directory")
    List<BucketRow> of(String directory);

    @Query(
            "delete from certs.bucket where directory = :directory and kind = :kind and subject = :subject")
    int delete(String directory, String kind, String subject);

    BucketRow save(BucketRow row);

    @Query(
            "delete from certs.bucket where at < :before and (blocked_until is null or blocked_until < :before)")
    int forget(Instant before);
}
