package croft.chat.ledger;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Transactions of the ledger, and what their failures mean.
final class Transactions {
    /// Two that wait for each other are told apart by PostgreSQL after a second; more than a few in
    /// a row is not chance.
    private static final int TRIES = 10;

    private final TransactionOperations<Connection> operations;

    Transactions(TransactionOperations<Connection> operations) {
        this.operations = operations;
    }

    /// Runs it in one transaction, again where the database could not tell it from another.
    ///
    /// @throws LedgerAway if the database is not there, or cannot store anything now
    <T> T in(Supplier<T> what) throws LedgerAway {
        return on(_ -> what.get());
    }

    /// The same, for SQL that no repository has.
    <T> T on(Work<T> what) throws LedgerAway {
        for (int tries = 1; ; tries++) {
            try {
                return operations.executeWrite(status -> done(what, status.getConnection()));
            } catch (RuntimeException e) {
                Optional<SQLException> cause = cause(e);
                String state = cause.map(SQLException::getSQLState).orElse("");
                if (isCollision(state) && tries < TRIES) {
                    continue;
                }
                if (isPassing(state, e)) {
                    throw new LedgerAway(line(cause.isPresent() ? cause.get() : e), e);
                }
                throw e;
            }
        }
    }

    private static <T> T done(Work<T> what, Connection connection) {
        try {
            return what.on(connection);
        } catch (SQLException e) {
            throw new DataAccessException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<SQLException> cause(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(cause -> cause.getSQLState() != null)
                .findFirst();
    }

    /// `serialization_failure`, `deadlock_detected`; and `unique_violation`, where two have made
    /// the same at once and the next look finds it.
    private static boolean isCollision(String state) {
        return state.equals("40001") || state.equals("40P01") || state.equals("23505");
    }

    /// No connection (also from the pool), out of resources, stopped by its operator or a time
    /// limit, trouble of the disk, read only after a change of servers; or a connection that ended
    /// before the transaction did, which has no state of its own.
    private static boolean isPassing(String state, RuntimeException e) {
        if (state.isEmpty()) {
            return e.getClass().getName().startsWith("io.micronaut.");
        }
        return isCollision(state)
                || Stream.of("08", "25", "53", "55", "57", "58", "XX").anyMatch(state::startsWith);
    }

    private static String line(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
