package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `chat.message` and `chat.text`. What a changing statement returns is a list of at most one:
/// where it returns nothing, Micronaut Data has null for an `Optional`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MessageRows extends GenericRepository<MessageRow, Long> {
    @Query("select id, version from chat.message where notice = :key")
    Optional<MessageRow> notice(String key);

    /// Adds one and has its id, unless there is one of this origin.
    @Query(
            """
            insert into chat.message (conversation, ext_id, root, author_id, author_name,
                author_picture, said_at, heard_at, via, quiet)
            values (:conversation, :extId, cast(:root as bigint), :authorId, :authorName, :picture,
                :saidAt, :heardAt, string_to_array(:via, ','), false)
            on conflict (conversation, ext_id) where notice is null do nothing
            returning id
            """)
    List<Long> add(
            int conversation,
            String extId,
            @Nullable Long root,
            String authorId,
            String authorName,
            @Nullable String picture,
            Instant saidAt,
            Instant heardAt,
            String via);

    /// Adds one and has its id, unless there is one of this key.
    @Query(
            """
            insert into chat.message (notice, root, said_at, heard_at, via, quiet)
            values (:key, cast(:root as bigint), :now, :now, '{}', :quiet)
            on conflict (notice) where notice is not null do nothing
            returning id
            """)
    List<Long> addNotice(String key, @Nullable Long root, boolean quiet, Instant now);

    /// Draws the new version, unless it is deleted or an edit as late is stored.
    @Query(
            "update chat.message set version = version + 1, edited_at = :at where id = :id and"
                    + " deleted_at is null and (edited_at is null or edited_at < :at) returning"
                    + " version")
    List<Integer> revise(long id, Instant at);

    /// Draws the new version.
    @Query("update chat.message set version = version + 1 where id = :id returning version")
    int rewrite(long id);

    @Query("update chat.message set deleted_at = :at where id = :id and deleted_at is null")
    int bury(long id, Instant at);

    @Query(
            "insert into chat.text (message, version, markdown, files, stored_at) values (:id,"
                    + " :version, :markdown, :files, :now)")
    int addText(long id, int version, String markdown, int files, Instant now);

    /// Unless it is still to be sent or looked for: what may be there in part is found by its text.
    /// It goes with the next pruning then.
    @Query(
            "delete from chat.text where message = :id and not exists (select from chat.delivery where"
                    + " message = :id and ended_at is null)")
    int dropTexts(long id);

    @Query("select markdown from chat.text where message = :id and version = :version")
    Optional<String> text(long id, int version);
}
