package croft.migrations;

import croft.platform.secret.Secrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.PGConnection;

/// The roles of the services and the door of the database: who may log in, and that nobody else may
/// do anything. What each role may touch inside is granted beside the tables, in the migrations.
///
/// Everything here is stated anew at each run, so a role or password changed by hand, or a changed
/// secret, is put right.
final class Roles {
    private final Map<ServiceRole, String> passwords = new EnumMap<>(ServiceRole.class);

    /// Reads all passwords first, so that a missing one stops the job before it changes anything.
    Roles(Secrets secrets) {
        for (ServiceRole role : ServiceRole.values()) {
            passwords.put(role, secrets.read(role.password()));
        }
    }

    /// States roles and rights in one transaction.
    void state(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            create(statement, "platform", "nologin");
            for (Map.Entry<ServiceRole, String> entry : passwords.entrySet()) {
                ServiceRole role = entry.getKey();
                create(statement, role.role(), "login");
                limit(statement, role);
                password(connection, role.role(), entry.getValue());
            }
            closeTheDoor(statement);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /// Makes a role, or takes from one what it must not have.
    ///
    /// @param login `login` or `nologin`
    static void create(Statement statement, String role, String login) throws SQLException {
        statement.execute(
                """
                do $$ begin
                    if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s;
                    end if;
                end $$;
                alter role %1$s %2$s nosuperuser nocreatedb nocreaterole noreplication nobypassrls
                """
                        .formatted(role, login));
    }

    /// Sends a SCRAM verifier computed here: the password itself is in no statement, and so in no
    /// log of the server and in no error.
    static void password(Connection connection, String role, String password) throws SQLException {
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static void limit(Statement statement, ServiceRole role) throws SQLException {
        statement.execute(
                """
                alter role %1$s set search_path = %1$s;
                alter role %1$s set statement_timeout = '%2$s';
                alter role %1$s set idle_in_transaction_session_timeout = '%3$s'
                """
                        .formatted(
                                role.role(),
                                role.statementTimeout(),
                                role.idleInTransactionTimeout()));
    }

    /// PostgreSQL lets everybody connect, make temporary tables and (in old clusters) create in
    /// `public`.
    private static void closeTheDoor(Statement statement) throws SQLException {
        statement.execute(
                """
                do $$ begin
                    execute format('revoke all on database %1$I from public', current_database());
                    execute format('grant connect on database %1$I to edge, certs, site, wiki, chat',
                                   current_database());
                    if exists (select from pg_namespace where nspname = 'public') then
                        revoke all on schema public from public;
                    end if;
                end $$
                """);
    }
}
