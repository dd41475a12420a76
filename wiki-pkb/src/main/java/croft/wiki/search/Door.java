package croft.wiki.search;

import croft.platform.journal.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a few searches at a time to the database, and none while it is away. Who is not let in is
/// told so soon, and answers in another way.
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /// Of the four connections of the pool: a flood of searches leaves two to everybody else.
    private static final int MOST_AT_ONCE = 2;

    /// Some searches wait for others to end; a reader would not notice.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

    /// While the database is away, each look for it costs whoever looks a second and a half.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    /// Far above what any search takes, far below what a reader waits.
    private static final String LIMIT = "set local statement_timeout = '2s'";

    private final DataSource database;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private volatile Instant shutUntil = Instant.MIN;

    Door(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Asks the database, in a transaction that is rolled back at its end.
    ///
    /// @return empty if it is away, too slow, or asked by too many others
    <T> Optional<T> ask(Question<T> question) {
        if (clock.instant().isBefore(shutUntil)) {
            return Optional.empty();
        }
        try {
            if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(asked(question));
        } catch (SQLException e) {
            refused(e);
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    private <T> T asked(Question<T> question) throws SQLException {
        try (Connection connection = database.getConnection()) {
            // The pool rolls back what is not committed, and resets this, when it gets it back.
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection);
            sql.run(LIMIT);
            return question.ask(sql);
        }
    }

    private void refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        // A statement that took too long says nothing of the next one.
        if (!state.equals("57014")) {
            shutUntil = clock.instant().plus(BETWEEN_LOOKS);
        }
        LOG.warn(
                "a search is answered by titles alone: {}",
                String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    /// What is asked. Only reads.
    @FunctionalInterface
    interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }
}
