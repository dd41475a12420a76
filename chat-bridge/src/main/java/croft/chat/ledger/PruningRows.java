package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/// What goes. Each statement takes at most so many rows, the oldest first.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PruningRows extends GenericRepository<MessageRow, Long> {
    /// Texts of messages that no delivery needs any more.
    @Query(
            """
            delete from chat.text where (message, version) in (
                select x.message, x.version from chat.text x
                where x.stored_at < :before and not exists (
                    select from chat.delivery d
                    where d.message = x.message and (d.ended_at is null or d.dead))
                order by x.stored_at limit :most)
            """)
    int texts(Instant before, int most);

    /// Texts of deleted messages, whatever their age, once nothing of them is under way.
    @Query(
            """
            delete from chat.text where message in (
                select m.id from chat.message m
                where m.deleted_at is not null
                  and exists (select from chat.text x where x.message = m.id)
                  and not exists (select from chat.delivery d
                    where d.message = m.id and (d.ended_at is null or d.dead) and not d.dead)
                limit :most)
            """)
    int deletedTexts(int most);

    /// Links to texts that went.
    @Query(
            """
            delete from chat.paste where message in (
                select p.message from chat.paste p
                where p.made_at < :before
                  and not exists (select from chat.text x where x.message = p.message)
                order by p.made_at limit :most)
            """)
    int pastes(Instant before, int most);

    @Query(
            """
            delete from chat.delivery where (lane, seq) in (
                select lane, seq from chat.delivery
                where ended_at < :before and ended_at is not null and not dead
                order by ended_at limit :most)
            """)
    int deliveries(Instant before, int most);

    @Query(
            """
            delete from chat.inbox where (conversation, key) in (
                select conversation, key from chat.inbox where heard_at < :before
                order by heard_at limit :most)
            """)
    int keys(Instant before, int most);
}
