package croft.wiki.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Statements with their values, on a connection whose transaction is the caller's.
record Sql(Connection connection) {
    /// Runs a statement that changes rows.
    ///
    /// @return how many it met
    int run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
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

    private PreparedStatement prepared(String sql, @Nullable Object[] values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                switch (values[i]) {
                    case Instant instant ->
                            statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                    case String[] texts ->
                            statement.setArray(i + 1, connection.createArrayOf("text", texts));
                    case Integer[] numbers ->
                            statement.setArray(i + 1, connection.createArrayOf("int", numbers));
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

        String[] texts(String column) throws SQLException {
            return (String[]) Objects.requireNonNull(rows.getArray(column), column).getArray();
        }

        int number(String column) throws SQLException {
            return rows.getInt(column);
        }

        double real(String column) throws SQLException {
            return rows.getDouble(column);
        }

        boolean flag(String column) throws SQLException {
            return rows.getBoolean(column);
        }

        byte[] octets(String column) throws SQLException {
            return Objects.requireNonNull(rows.getBytes(column), column);
        }
    }
}
