package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/// Dead letters.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeadRows extends GenericRepository<DeadRow, UUID> {
    @Query(
            """
            select d.key, d.lane, d.op, m.conversation as origin_id, m.ext_id as origin_ext_id,
                m.author_name, m.heard_at, d.trouble, d.attempts, d.ended_at
            from chat.delivery d join chat.message m on m.id = d.message
            where d.dead order by d.ended_at desc, d.seq desc limit :most
            """)
    List<DeadRow> newest(int most);
}
