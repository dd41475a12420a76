package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// `chat.paste`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PasteRows extends GenericRepository<PasteRow, UUID> {
    @Query(
            """
            insert into chat.paste (message, made_at)
            select message, :now from chat.delivery where key = :delivery
            on conflict (message) do nothing
            """)
    int add(UUID delivery, Instant now);

    @Query(
            """
            select p.key from chat.paste p
            join chat.delivery d on d.message = p.message where d.key = :delivery
            """)
    Optional<UUID> key(UUID delivery);

    @Query(
            """
            select p.key, m.author_name as author, m.said_at, m.edited_at, x.markdown,
                (select string_agg(f.name, ', ' order by f.place) from chat.file f
                    where f.message = x.message and f.version = x.version) as files
            from chat.paste p
            join chat.message m on m.id = p.message
            join chat.text x on x.message = m.id and x.version = m.version
            where p.key = :key and m.deleted_at is null
            """)
    Optional<PasteRow> of(UUID key);
}
