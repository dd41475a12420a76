package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `certs.bucket`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface BucketRows extends GenericRepository<BucketRow, UUID> {
    @Query("select * from certs.bucket where directory = :directory")
    List<BucketRow> of(String directory);

    /// Two orders may do so at once.
    @Query(
            "insert into certs.bucket (directory, kind, subject, tokens, at, blocked_until) values"
                    + " (:directory, :kind, :subject, :tokens, :at, cast(:blockedUntil as"
                    + " timestamptz)) on conflict (directory, kind, subject) do update set tokens ="
                    + " excluded.tokens, at = excluded.at, blocked_until = excluded.blocked_until")
    int store(
            String directory,
            String kind,
            String subject,
            double tokens,
            Instant at,
            @Nullable Instant blockedUntil);

    @Query(
            "delete from certs.bucket where at < :before and (blocked_until is null or blocked_until < :before)")
    int forget(Instant before);
}
