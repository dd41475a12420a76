package croft.chat.ledger;

import croft.platform.journal.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// A leadership is an advisory lock of a session: it ends with the process, whatever becomes of it,
/// and nobody ever waits for one that died. The same connection listens for what is enqueued.
///
/// A connection may be cut while the process goes on, which then leads no more but does not know it
/// yet. So each leadership draws a term, and nothing is handed out under any but the newest.
///
/// One virtual thread of its own, on which `wake` and `lost` are called.
final class HeldLeadership implements Leadership {
    /// How soon a connection whose other end is silently gone is asked whether it lives; the answer
    /// may then take as long as `croft.platform.journal.Database` waits.
    private static final int LOOK_MILLIS = 5000;

    private final Connection connection;
    private final long term;
    private final Runnable wake;
    private final Runnable lost;
    private final AtomicBoolean holds = new AtomicBoolean(true);
    private final Thread thread;

    private HeldLeadership(Connection connection, long term, Runnable wake, Runnable lost) {
        this.connection = connection;
        this.term = term;
        this.wake = wake;
        this.lost = lost;
        this.thread = Thread.ofVirtual().name("chat leadership " + term).unstarted(this::watch);
    }

    static Optional<Leadership> take(Database database, Runnable wake, Runnable lost)
            throws LedgerAway {
        Connection connection = null;
        try {
            connection = database.connect("leadership");
            // The key is in docs/contracts/database.md.
            if (!ask(connection, "select pg_try_advisory_lock(8421, 4)::int").equals("1")) {
                connection.close();
                return Optional.empty();
            }
            try (Statement listen = connection.createStatement()) {
                listen.execute("listen chat_delivery");
            }
            long term =
                    Long.parseLong(
                            ask(connection, "update chat.self set term = term + 1 returning term"));
            HeldLeadership held = new HeldLeadership(connection, term, wake, lost);
            held.thread.start();
            return Optional.of(held);
        } catch (SQLException e) {
            close(connection);
            throw new LedgerAway(String.valueOf(e.getMessage()), e);
        }
    }

    private void watch() {
        wake.run();
        try {
            PGConnection notifications = connection.unwrap(PGConnection.class);
            while (holds.get()) {
                if (notifications.getNotifications(LOOK_MILLIS).length > 0) {
                    wake.run();
                } else {
                    ask(connection, "select 1");
                }
            }
        } catch (SQLException _) {
            // Ended, by the other end or by close().
        } finally {
            boolean unexpected = holds.getAndSet(false);
            close(connection);
            if (unexpected) {
                lost.run();
            }
        }
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public boolean holds() {
        return holds.get();
    }

    @Override
    public void close() {
        holds.set(false);
        try {
            // Whoever waits for a notification is woken by the end of its connection.
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is gone already.
        }
        if (!Thread.currentThread().equals(thread)) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // It is gone already.
            }
        }
    }
}
