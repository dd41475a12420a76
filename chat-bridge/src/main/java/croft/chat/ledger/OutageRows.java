package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/// The `late` of `chat.lane_head`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface OutageRows extends GenericRepository<OutageRow, Integer> {
    @Query(
            "select conversation, late_from, late_to, late from chat.lane_head where conversation ="
                    + " :lane and late > 0 for update")
    Optional<OutageRow> lock(int lane);

    @Query(
            "update chat.lane_head set late = 0, late_from = null, late_to = null where conversation ="
                    + " :lane")
    int forget(int lane);
}
