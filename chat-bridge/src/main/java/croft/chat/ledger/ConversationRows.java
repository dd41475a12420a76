package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `chat.conversation`, and the row of this bridge itself.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConversationRows extends GenericRepository<ConversationRow, Integer> {
    @Query("select * from chat.conversation where chat = :chat and channel = :channel")
    Optional<ConversationRow> of(String chat, String channel);

    @Query("select * from chat.conversation where id = :id")
    Optional<ConversationRow> of(int id);

    /// Makes one with its lane.
    @Query(
            """
            with made as (
                insert into chat.conversation (chat, channel) values (:chat, :channel)
                on conflict (chat, channel) do nothing returning id),
            lane as (insert into chat.lane (conversation) select id from made),
            head as (insert into chat.lane_head (conversation) select id from made)
            select count(*) from made
            """)
    int make(String chat, String channel);

    /// Makes those that hear something in the same conversation come one after another. Not by its
    /// row: that would keep those waiting, too, who send something there. The key is in
    /// docs/contracts/database.md.
    @Query("select count(*) from (select pg_advisory_xact_lock(8423, :id)) held")
    int lock(int id);

    @Query("select * from chat.conversation where cursor is not null order by chat, channel")
    List<ConversationRow> read();

    @Query("update chat.conversation set cursor = null, read_at = null where id = :id")
    int forget(int id);

    @Query("update chat.conversation set cursor = :cursor, read_at = :now where id = :id")
    int read(int id, String cursor, Instant now);

    @Query(
            "insert into chat.inbox (conversation, key, heard_at) values (:id, :key, :now) on conflict"
                    + " do nothing")
    int heard(int id, String key, Instant now);

    @Query("select bridge from chat.self")
    UUID bridge();
}
