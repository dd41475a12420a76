package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/// Notices that are not there yet.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WaitingRows extends GenericRepository<WaitingRow, String> {
    /// Those that wait, and those that were refused.
    @Query(
            """
            select m.notice, x.markdown, m.heard_at
            from (
                select lane, message from chat.delivery where lane = :lane and ended_at is null and op = 'NOTICE'
                union
                select lane, message from chat.delivery where lane = :lane and dead and op = 'NOTICE') d
            join chat.message m on m.id = d.message
            left join chat.text x on x.message = m.id and x.version = m.version
            where starts_with(m.notice, :prefix) and m.heard_at < :before
              and not exists (select from chat.copy c
                where c.message = m.id and c.conversation = d.lane)
            order by m.heard_at, m.id limit :most
            """)
    List<WaitingRow> of(int lane, String prefix, Instant before, int most);
}
