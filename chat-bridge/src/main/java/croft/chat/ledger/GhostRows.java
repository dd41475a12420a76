package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `chat.ghost`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface GhostRows extends GenericRepository<GhostRow, UUID> {
    @Query("select * from chat.ghost where chat = :chat order by username")
    List<GhostRow> of(String chat);

    @Query("select * from chat.ghost order by id")
    List<GhostRow> all();

    @Query(
            """
            insert into chat.ghost (id, chat, origin_chat, person, account, username, name, picture,
                sealed_token)
            values (:id, :chat, :originChat, :person, :account, :username, :name, :picture, :token)
            on conflict (chat, origin_chat, person) do update set account = excluded.account,
                username = excluded.username, name = excluded.name, picture = excluded.picture,
                sealed_token = excluded.sealed_token, id = excluded.id
            """)
    int store(
            UUID id,
            String chat,
            String originChat,
            String person,
            String account,
            String username,
            String name,
            @Nullable String picture,
            byte[] token);

    @Query("update chat.ghost set sealed_token = :token where id = :id")
    int reseal(UUID id, byte[] token);
}
