package croft.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// The database as one service logs in to it.
///
/// @param url JDBC URL without user and password
/// @param role the service's role in PostgreSQL
public record Database(String url, String role, String password) {
    /// A server that does not answer a query for this long, in seconds, is given up: a cut network
    /// leaves connections that never end by themselves.
    private static final int SILENCE = 20;

    private static final int CONNECT_TIMEOUT = 5;

    public Database {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "CROFT_DATABASE_URL: \""
                            + url
                            + "\" (expected: jdbc:postgresql://HOST:PORT/DATABASE)");
        }
    }

    /// Opens a connection outside any pool.
    ///
    /// @param purpose shown in `pg_stat_activity`
    public Connection connect(String purpose) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(role);
        source.setPassword(password);
        source.setApplicationName("croft " + role + " " + purpose);
        source.setConnectTimeout(CONNECT_TIMEOUT);
        source.setLoginTimeout(CONNECT_TIMEOUT);
        source.setSocketTimeout(SILENCE);
        source.setTcpKeepAlive(true);
        return source.getConnection();
    }

    /// Without the password.
    @Override
    public String toString() {
        return role + " at " + url;
    }
}
