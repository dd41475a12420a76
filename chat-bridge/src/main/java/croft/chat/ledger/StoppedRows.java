package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/// `chat.stopped_link`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StoppedRows extends GenericRepository<StoppedRow, String> {
    @Query("select * from chat.stopped_link order by link")
    List<StoppedRow> all();

    @Query(
            "insert into chat.stopped_link (link, why, at) values (:link, :why, :now) on conflict"
                    + " (link) do nothing")
    int stop(String link, String why, Instant now);

    @Query("delete from chat.stopped_link where link = :link")
    int resume(String link);
}
