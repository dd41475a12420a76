package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/// `chat.copy`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface CopyRows extends GenericRepository<CopyRow, Integer> {
    /// The conversations that have something of it or will have.
    @Query(
            """
            select conversation, min(voice) as voice from (
                select conversation, voice from chat.copy where message = :message and not gone
                union all
                select lane, voice from chat.delivery
                where message = :message and (ended_at is null or dead) and not dead
                  and op in ('CREATE', 'NOTICE')) there
            group by conversation
            order by conversation
            """)
    List<CopyRow> reached(long message);

    /// An id that another message has there already is left out: it tells nothing any more.
    @Query(
            """
            insert into chat.copy (message, conversation, part, ext_id, voice, sent_version)
            values (:message, :conversation, :part,
                case when not exists (select from chat.copy
                    where conversation = :conversation and ext_id = :extId) then :extId end,
                :voice, 0)
            on conflict (message, conversation, part) do update
                set ext_id = coalesce(copy.ext_id, excluded.ext_id)
            """)
    int add(long message, int conversation, int part, String extId, String voice);

    @Query(
            "update chat.copy set gone = true where conversation = :conversation and ext_id = :extId")
    int gone(int conversation, String extId);

    /// The id of a message there: of itself, or of the first piece of its copy.
    @Query(
            """
            select ext_id from chat.message where id = :message and conversation = :conversation
            union all
            select ext_id from chat.copy
            where message = :message and conversation = :conversation and part = 0 and not gone
              and ext_id is not null
            limit 1
            """)
    Optional<String> id(long message, int conversation);
}
