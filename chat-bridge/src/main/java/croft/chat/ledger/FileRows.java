package croft.chat.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/// `chat.file`.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FileRows extends GenericRepository<FileRow, String> {
    @Query(
            "select id, name, media_type, octets from chat.file where message = :message and version ="
                    + " :version order by place")
    List<FileRow> of(long message, int version);

    @Query(
            "insert into chat.file (message, version, place, id, name, media_type, octets) values"
                    + " (:message, :version, :place, :id, :name, :mediaType, :octets)")
    int add(
            long message,
            int version,
            int place,
            String id,
            String name,
            String mediaType,
            long octets);
}
