package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/// Whose emoji are there.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EmojiRows extends GenericRepository<EmojiRow, String> {
    @Query(
            """
            select author_id, author_name, author_picture, name from chat.reaction
            where message = :message and conversation = :conversation and there
            order by author_id, name
            """)
    List<EmojiRow> of(long message, int conversation);
}
