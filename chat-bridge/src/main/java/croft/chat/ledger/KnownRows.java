package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/// Messages by the ids that they have in conversations.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface KnownRows extends GenericRepository<KnownRow, Long> {
    @Query(
            """
            select id, true as original, conversation as origin, 0 as part, deleted_at, root
            from chat.message
            where conversation = :conversation and ext_id = :extId and notice is null
            union all
            select m.id, false, m.conversation, c.part, m.deleted_at, m.root
            from chat.copy c join chat.message m on m.id = c.message
            where c.conversation = :conversation and c.ext_id = :extId
            limit 1
            """)
    Optional<KnownRow> of(int conversation, String extId);

    /// The ids of what is there and was not taken back.
    @Query(
            """
            select ext_id from (
            (select id, ext_id from chat.message
             where conversation = :conversation and notice is null and deleted_at is null
             order by id desc limit :most)
            union all
            (select message, ext_id from chat.copy
             where conversation = :conversation and ext_id is not null and not gone
             order by message desc limit :most)) there
            order by id desc
            limit :most
            """)
    List<String> newest(int conversation, int most);
}
