package croft.site.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements with their values, on a connection whose transaction is the caller's. Plain JDBC, as
/// what is stored here is stored in steps of one transaction that also locks a row and appends to
/// the journal.
record Sql(Connection connection) {
    /// Runs a statement that changes rows.
    ///
    /// @return how many it met
    int run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            Row row = new Row(rows);
            while (rows.next()) {
                all.add(reading.of(row));
            }
            return all;
        }
    }

    <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        return all(sql, reading, values).stream().findFirst();
    }

    private PreparedStatement prepared(String sql, @Nullable Object[] values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                switch (values[i]) {
                    case Instant instant ->
                            statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                    case String[] texts ->
                            statement.setArray(i + 1, connection.createArrayOf("text", texts));
                    case Long[] numbers ->
                            statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                    case null, default -> statement.setObject(i + 1, values[i]);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /// Makes a value of one row.
    @FunctionalInterface
    interface Reading<T> {
        T of(Row row) throws SQLException;
    }

    /// The row that a result is at, by the names of its columns.
    record Row(ResultSet rows) {
        String text(String column) throws SQLException {
            return Objects.requireNonNull(rows.getString(column), column);
        }

        long number(String column) throws SQLException {
            return rows.getLong(column);
        }

        Optional<Long> numberIfAny(String column) throws SQLException {
            long number = rows.getLong(column);
            return rows.wasNull() ? Optional.empty() : Optional.of(number);
        }

        byte[] octets(String column) throws SQLException {
            return Objects.requireNonNull(rows.getBytes(column), column);
        }

        Instant instant(String column) throws SQLException {
            return instantIfAny(column).orElseThrow();
        }

        Optional<Instant> instantIfAny(String column) throws SQLException {
            return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }
    }
}
