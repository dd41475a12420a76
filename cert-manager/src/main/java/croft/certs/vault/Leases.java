package croft.certs.vault;

import croft.certs.wanted.Variant;
import croft.platform.journal.Database;
import io.micronaut.data.exceptions.DataAccessException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The leases of this process. Each is a session's advisory lock, all on one connection of their
/// own, so they end with the process, whatever becomes of it: nobody ever waits for one that died.
///
/// A connection can be cut while the process goes on. Then its locks are free and another replica
/// may take them; so each lease also has a number that is drawn when it is taken, and a step is
/// stored only if its number is still the newest ([IssuanceRows#BY_LEASE]).
///
/// Any thread.
public final class Leases implements AutoCloseable {
    private final Database database;
    private final EffortRows efforts;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private final Set<String> taken = new HashSet<>();
    private @Nullable Connection connection;

    public Leases(Tables tables, Database database) {
        this.efforts = tables.efforts;
        this.database = database;
    }

    /// The lease, unless somebody has it.
    public Optional<Lease> take(UUID certificate, Variant variant) {
        String key = key(certificate, variant);
        lock.lock();
        try {
            if (taken.contains(key)
                    || !ask("select pg_try_advisory_lock(8422, hashtext(?))", key)) {
                return Optional.empty();
            }
            taken.add(key);
        } catch (SQLException e) {
            forget();
            throw new DataAccessException(String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
        try {
            return Optional.of(
                    new Lease(
                            this, certificate, variant, efforts.draw(certificate, variant.word())));
        } catch (RuntimeException e) {
            unlock(key);
            throw e;
        }
    }

    void release(Lease lease) {
        unlock(key(lease.certificate, lease.variant));
    }

    private void unlock(String key) {
        lock.lock();
        try {
            if (taken.remove(key) && connection != null) {
                ask("select pg_advisory_unlock(8422, hashtext(?))", key);
            }
        } catch (SQLException _) {
            // The lock is gone with the connection.
            forget();
        } finally {
            lock.unlock();
        }
    }

    private boolean ask(String sql, String key) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.connect("leases");
            connection = open;
        }
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static String key(UUID certificate, Variant variant) {
        return certificate + " " + variant.word();
    }

    private void forget() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // It is gone already.
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            forget();
        } finally {
            lock.unlock();
        }
    }
}
