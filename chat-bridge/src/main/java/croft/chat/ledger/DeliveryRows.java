package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is added to lanes: the tail of `chat.delivery`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeliveryRows extends GenericRepository<SendingRow, UUID> {
    @Query("select key, lane, message, op, state, part, voice from chat.delivery where key = :key")
    Optional<SendingRow> of(UUID key);

    /// The same, for a change.
    @Query(
            "select key, lane, message, op, state, part, voice from chat.delivery where key = :key for"
                    + " update")
    Optional<SendingRow> lock(UUID key);

    /// Draws numbers for so many at the end of a lane, which is locked from here.
    ///
    /// @return the first
    @Query(
            "update chat.lane set next_seq = next_seq + :count where conversation = :lane returning"
                    + " next_seq - :count")
    long draw(int lane, int count);

    @Query(
            """
            insert into chat.delivery (lane, seq, key, message, op, voice, reaction, queued_at)
            values (:lane, :seq, :key, :message, :op, :voice, cast(:reaction as bigint), :now)
            """)
    int add(
            int lane,
            long seq,
            UUID key,
            long message,
            String op,
            String voice,
            @Nullable Long reaction,
            Instant now);

    @Query(
            "update chat.delivery set part = :part + 1 where key = :key and part = :part and ended_at is null")
    int seen(UUID key, int part);

    /// Wakes whoever leads, once the transaction has ended.
    @Query("select count(*) from (select pg_notify('chat_delivery', '')) told")
    int wake();

    @Query(
            """
            update chat.delivery set seq = :seq, state = 'PENDING', dead = false, ended_at = null,
                attempts = 0, tried_at = null, leased_until = null, queued_at = :now,
                version = case when part = 0 then null else version end
            where key = :key and dead
            """)
    int retry(UUID key, long seq, Instant now);

    @Query(
            "update chat.delivery set state = 'DROPPED', dead = false, ended_at = :now where key = :key"
                    + " and dead")
    int drop(UUID key, Instant now);
}
