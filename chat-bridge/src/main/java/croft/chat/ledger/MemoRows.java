package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/// `chat.memo`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MemoRows extends GenericRepository<MemoRow, String> {
    /// Keeps others from it until the end of the transaction, whether there is one or not. The key
    /// is in docs/contracts/database.md.
    @Query("select count(*) from (select pg_advisory_xact_lock(8424, hashtext(:key))) held")
    int lock(String key);

    @Query("select * from chat.memo where key = :key")
    Optional<MemoRow> of(String key);

    @Query(
            "insert into chat.memo (key, names, facts) values (:key, :names, :facts) on conflict (key) do"
                    + " update set names = excluded.names, facts = excluded.facts")
    int store(
            String key,
            @TypeDef(type = DataType.STRING_ARRAY) List<String> names,
            @TypeDef(type = DataType.STRING_ARRAY) List<String> facts);

    @Query("delete from chat.memo where key = :key")
    int forget(String key);

    @Query(
            "select * from chat.memo where key >= :prefix and starts_with(key, :prefix) order by key limit"
                    + " :most")
    List<MemoRow> from(String prefix, int most);
}
