package croft.certs.vault;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `certs.account`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRows extends GenericRepository<AccountRow, UUID> {
    @Query("select * from certs.account where directory = :directory and retired_at is null")
    Optional<AccountRow> inUse(String directory);

    Optional<AccountRow> findById(UUID id);

    @Query("select * from certs.account where retired_at is null order by created_at")
    List<AccountRow> allInUse();

    AccountRow save(AccountRow row);

    @Query("update certs.account set url = :url where id = :id")
    int register(UUID id, String url);

    @Query("update certs.account set sealed_next_key = :key where id = :id")
    int beginRollover(UUID id, byte[] key);

    @Query("update certs.account set sealed_key = :key, sealed_next_key = null where id = :id")
    int endRollover(UUID id, byte[] key);

    @Query("update certs.account set retired_at = :at where id = :id and retired_at is null")
    int retire(UUID id, Instant at);
}
