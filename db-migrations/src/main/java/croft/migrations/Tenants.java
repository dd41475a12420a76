package croft.migrations;

import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who else has a database in this PostgreSQL: chat servers and applications that bring their own
/// schema. Each has a database and a role of its name, and enters no other.
///
/// Stated anew at each run, as the services' roles are. A tenant that is not named any more keeps
/// its database and its role: what is in there is not ours to throw away.
final class Tenants {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int MOST = 20;

    /// Names that mean something in this database already.
    private static final List<String> TAKEN =
            Stream.concat(
                            Stream.of("postgres", "platform", "template0", "template1", "public"),
                            Stream.of(ServiceRole.values()).map(ServiceRole::role))
                    .toList();

    private final Map<String, String> passwords;

    private Tenants(Map<String, String> passwords) {
        this.passwords = passwords;
    }

    /// Reads `CROFT_TENANTS` and all passwords, so that a missing one stops the job before it
    /// changes anything.
    ///
    /// @param names comma-separated; empty for nobody
    /// @throws IllegalArgumentException if one of the names cannot be a tenant's
    static Tenants of(String names, Secrets secrets) {
        var passwords = new LinkedHashMap<String, String>();
        for (String part : names.isBlank() ? new String[0] : names.split(",", -1)) {
            String name = part.strip();
            if (!NAME.matcher(name).matches() || TAKEN.contains(name) || name.startsWith("pg_")) {
                throw new IllegalArgumentException(
                        "CROFT_TENANTS: \""
                                + name
                                + "\" (expected: lower-case letters, digits and underscores, beginning with a letter, at most 40,"
                                + " and none of "
                                + String.join(", ", TAKEN)
                                + " or pg_…)");
            }
            passwords.put(name, secrets.read(new SecretName("database-" + name.replace('_', '-'))));
        }
        if (passwords.size() > MOST) {
            throw new IllegalArgumentException(
                    "CROFT_TENANTS: "
                            + passwords.size()
                            + " names (expected: at most "
                            + MOST
                            + ")");
        }
        return new Tenants(passwords);
    }

    /// States roles, databases and rights.
    ///
    /// @param connection of the owner, in no transaction: a database is made outside of any
    void state(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> tenant : passwords.entrySet()) {
                String name = tenant.getKey();
                Roles.create(statement, name, "login");
                Roles.password(connection, name, tenant.getValue());
                if (!exists(connection, name)) {
                    statement.execute("create database %1$s owner %1$s".formatted(name));
                }
                statement.execute("revoke all on database %1$s from public".formatted(name));
            }
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
