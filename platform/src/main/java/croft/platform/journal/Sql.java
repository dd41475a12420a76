package croft.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements with their values, on a connection whose transaction is the caller's. Plain JDBC, as
/// what is stored here is stored in steps of one transaction that also locks a row and appends to
/// the journal.
///
/// A value may be an [Instant], a text, a number, octets, an array of texts or of numbers, or
/// nothing.
public record Sql(Connection connection) {
    /// Runs a statement.
    ///
    /// @return how many rows it changed
    public int run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        }
    }

    /// Runs a statement once for each of `items`, in one go.
    public <T> void each(String sql, Collection<T> items, Values<T> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T item : items) {
                fill(statement, values.of(item));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// Reads every row of the result into memory.
    public <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                Row row = new Row(rows);
                while (rows.next()) {
                    all.add(reading.of(row));
                }
                return all;
            }
        }
    }

    /// Reads the first row, if there is one.
    public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values)
            throws SQLException {
        return all(sql, reading, values).stream().findFirst();
    }

    private void fill(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Instant instant ->
                        statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case String[] texts -> set(statement, i, "text", texts);
                case Integer[] numbers -> set(statement, i, "int", numbers);
                case Long[] numbers -> set(statement, i, "bigint", numbers);
                case null, default -> statement.setObject(i + 1, values[i]);
            }
        }
    }

    private void set(PreparedStatement statement, int index, String type, Object[] elements)
            throws SQLException {
        statement.setArray(index + 1, connection.createArrayOf(type, elements));
    }

    /// Makes a value of one row.
    @FunctionalInterface
    public interface Reading<T> {
        T of(Row row) throws SQLException;
    }

    /// Gives the values of a statement for one item.
    @FunctionalInterface
    public interface Values<T> {
        @Nullable Object[] of(T item);
    }

    /// The row that a result is at, by the names of its columns.
    public record Row(ResultSet rows) {
        public String text(String column) throws SQLException {
            return Objects.requireNonNull(rows.getString(column), column);
        }

        public String[] texts(String column) throws SQLException {
            return (String[]) Objects.requireNonNull(rows.getArray(column), column).getArray();
        }

        public int integer(String column) throws SQLException {
            return rows.getInt(column);
        }

        public long number(String column) throws SQLException {
            return rows.getLong(column);
        }

        public Optional<Long> numberIfAny(String column) throws SQLException {
            long number = rows.getLong(column);
            return rows.wasNull() ? Optional.empty() : Optional.of(number);
        }

        public double real(String column) throws SQLException {
            return rows.getDouble(column);
        }

        public boolean flag(String column) throws SQLException {
            return rows.getBoolean(column);
        }

        public byte[] octets(String column) throws SQLException {
            return octetsIfAny(column).orElseThrow();
        }

        public Optional<byte[]> octetsIfAny(String column) throws SQLException {
            return Optional.ofNullable(rows.getBytes(column));
        }

        public Instant instant(String column) throws SQLException {
            return instantIfAny(column).orElseThrow();
        }

        public Optional<Instant> instantIfAny(String column) throws SQLException {
            return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }
    }
}
