package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `chat.reaction`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReactionRows extends GenericRepository<ReactionRow, Long> {
    @Query(
            "select id, there, at from chat.reaction where message = :message and conversation ="
                    + " :conversation and author_id = :author and name = :name for update")
    Optional<ReactionRow> lock(long message, int conversation, String author, String name);

    /// This bridge's own.
    @Query(
            "select id, there, at from chat.reaction where message = :message and name = :name and"
                    + " conversation is null")
    Optional<ReactionRow> own(long message, String name);

    @Query(
            "insert into chat.reaction (message, author_id, author_name, name, there, at) values"
                    + " (:message, '', '', :name, :there, :at)")
    int addOwn(long message, String name, boolean there, Instant at);

    /// The newest of somebody's, wherever they put it.
    @Query(
            "select id, there, at from chat.reaction where message = :message and author_id = :author"
                    + " and name = :name order by at desc, id desc limit 1")
    Optional<ReactionRow> newest(long message, String author, String name);

    @Query(
            "insert into chat.reaction (message, conversation, author_id, author_name, author_picture,"
                    + " name, there, at) values (:message, :conversation, :author, :authorName,"
                    + " :picture, :name, :there, :at)")
    int add(
            long message,
            int conversation,
            String author,
            String authorName,
            @Nullable String picture,
            String name,
            boolean there,
            Instant at);

    @Query("update chat.reaction set there = :there, at = :at where id = :id")
    int change(long id, boolean there, Instant at);
}
