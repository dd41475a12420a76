package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/// How lanes stand.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StandingRows extends GenericRepository<StandingRow, Integer> {
    @Query(
            """
            select h.conversation, h.blocked_until, h.sent, h.resent, h.sent_at,
                (select count(*) from chat.delivery d
                    where d.lane = h.conversation and d.ended_at is null) as waiting,
                (select count(*) from chat.delivery d
                    where d.dead and d.lane = h.conversation) as dead,
                f.queued_at as oldest, f.attempts, f.trouble
            from chat.lane_head h
            left join lateral (select d.queued_at, d.attempts, d.trouble from chat.delivery d
                where d.lane = h.conversation and d.ended_at is null order by d.seq limit 1) f
                on true
            order by h.conversation
            """)
    List<StandingRow> all();
}
