package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;

/// `certs.challenge_answer`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AnswerRows extends GenericRepository<AnswerRow, UUID> {
    AnswerRow save(AnswerRow row);

    @Query("delete from certs.challenge_answer where issuance = :issuance")
    int deleteOf(UUID issuance);

    @Query("delete from certs.challenge_answer where issuance = :issuance and expires_at < :ending")
    int deleteOf(UUID issuance, Instant ending);

    /// Deletes those that have ended, and those whose order needs no proof any more.
    @Query(
            "delete from certs.challenge_answer a where expires_at < :now or not exists (select from"
                    + " certs.issuance i where i.id = a.issuance and i.ended_at is null and i.state"
                    + " in ('begun', 'ordered'))")
    int forget(Instant now);
}
