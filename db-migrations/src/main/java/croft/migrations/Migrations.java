package croft.migrations;

import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.platform.secret.UnusableSecret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the database to the version this program knows.
///
/// Each owner's SQL has a folder of its own under `db/`, but all share one history and one sequence
/// of numbers: an instance of Flyway for each owner would open, lock and scan anew each time, and
/// the start of everything waits for this. All pending migrations are one transaction: they are
/// applied together or not at all.
///
/// Loading Flyway takes longer than everything it does here, so a database that has this program's
/// fingerprint is left to one query.
///
/// Two jobs at once do no harm: the second waits for the first.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private static final SecretName OWNER_PASSWORD = new SecretName("database-owner");

    /// The exit codes of docs/contracts/environment.md.
    private static final int TRY_LATER = 1;

    private static final int CANNOT_WORK = 78;

    private Migrations() {}

    /// Applies what is missing.
    ///
    /// @param url JDBC URL of the database, without user and password
    /// @param secrets holds `database-owner` and the passwords of the service roles
    /// @throws DatabaseProblem if the database cannot be reached or changed; nothing was changed
    ///   then
    /// @throws UnusableSecret if a password is missing
    public static Outcome apply(String url, Secrets secrets) {
        return apply(url, secrets, Tenants.of("", secrets));
    }

    private static Outcome apply(String url, Secrets secrets, Tenants tenants) {
        Roles roles = new Roles(secrets);
        PGSimpleDataSource database = owner(url, secrets.read(OWNER_PASSWORD));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // Held until the connection closes. The key is in docs/contracts/database.md.
            statement.execute("select pg_advisory_lock(8421, 2)");
            if (isDone(connection)) {
                roles.state(connection);
                tenants.state(connection);
                return new Outcome.Migrated(List.of(), Scripts.version());
            }
            Outcome outcome = apply(flyway(database), roles, connection);
            if (outcome instanceof Outcome.Migrated) {
                noteDone(connection);
                tenants.state(connection);
            }
            return outcome;
        } catch (SQLException e) {
            throw problem(url, e);
        } catch (FlywayException e) {
            throw new DatabaseProblem(
                    "the migrations do not fit this database: " + firstLine(e), false, e);
        }
    }

    /// Whether exactly this program's scripts have been applied: their fingerprint is there, and
    /// nothing was added to the history since, as by a newer program that died before it noted its
    /// own.
    private static boolean isDone(Connection connection) throws SQLException {
        try (Statement exists = connection.createStatement();
                ResultSet table =
                        exists.executeQuery("select to_regclass('migrations.fingerprint')")) {
            if (!table.next() || table.getString(1) == null) {
                return false;
            }
        }
        try (PreparedStatement same =
                connection.prepareStatement(
                        """
                        select from migrations.fingerprint
                        where value = ?
                          and ? = (select count(*) from migrations.history
                                   where version is not null and success)
                        """)) {
            same.setString(1, Scripts.fingerprint());
            same.setInt(2, Scripts.NAMES.size());
            try (ResultSet result = same.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void noteDone(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into migrations.fingerprint values (?)")) {
            statement.execute("create table if not exists migrations.fingerprint (value text)");
            statement.execute("delete from migrations.fingerprint");
            insert.setString(1, Scripts.fingerprint());
            insert.execute();
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static Outcome apply(Flyway flyway, Roles roles, Connection connection)
            throws SQLException {
        Optional<MigrationVersion> newer =
                Arrays.stream(flyway.info().applied())
                        .filter(m -> m.getState().name().startsWith("FUTURE"))
                        .map(MigrationInfo::getVersion)
                        .max(Comparator.naturalOrder());
        if (newer.isPresent()) {
            return new Outcome.Newer(newer.get().toString(), Scripts.version());
        }
        roles.state(connection);
        List<String> applied =
                flyway.migrate().migrations.stream()
                        .map(m -> m.version + " " + m.description)
                        .toList();
        return new Outcome.Migrated(applied, Scripts.version());
    }

    private static Flyway flyway(PGSimpleDataSource database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations(
                        Scripts.NAMES.stream()
                                .map(name ->
                                        "classpath:" + name.substring(0, name.lastIndexOf('/')))
                                .distinct()
                                .toArray(String[]::new))
                .defaultSchema("migrations")
                .table("history")
                .group(true)
                .placeholderReplacement(false)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }

    private static PGSimpleDataSource owner(String url, String password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        try {
            database.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new DatabaseProblem(
                    "CROFT_DATABASE_URL: \""
                            + url
                            + "\" (expected: jdbc:postgresql://HOST:PORT/DATABASE)",
                    false,
                    e);
        }
        database.setUser("postgres");
        database.setPassword(password);
        database.setApplicationName("croft db-migrations");
        database.setConnectTimeout(10);
        return database;
    }

    private static DatabaseProblem problem(String url, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        boolean passing = PSQLState.isConnectionError(state) || state.startsWith("57P");
        return new DatabaseProblem(
                "the database " + url + ": " + firstLine(e) + " (SQL state " + state + ")",
                passing,
                e);
    }

    private static String firstLine(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }

    /// The job on its own: reads the environment of docs/contracts/environment.md, exits with 0,
    /// with 78 if this cannot work, or with 75 if it may work later.
    public static void main(String[] arguments) {
        System.exit(run(System.getenv()));
    }

    static int run(Map<String, String> environment) {
        try {
            String url = required(environment, "CROFT_DATABASE_URL");
            Path folder = Path.of(required(environment, "CROFT_SECRETS"));
            Secrets secrets = Secrets.of(folder, environment);
            Tenants tenants = Tenants.of(environment.getOrDefault("CROFT_TENANTS", ""), secrets);
            return switch (apply(url, secrets, tenants)) {
                case Outcome.Migrated migrated -> {
                    log.info("{}", migrated);
                    yield 0;
                }
                case Outcome.Newer newer -> {
                    if (acceptsNewer(environment)) {
                        log.info("the schema stays at {}, which is newer", newer.database());
                        yield 0;
                    }
                    yield stop(newer.toString(), CANNOT_WORK);
                }
            };
        } catch (UnusableSecret | IllegalArgumentException e) {
            return stop(firstLine(e), CANNOT_WORK);
        } catch (DatabaseProblem e) {
            return stop(firstLine(e), e.isPassing() ? TRY_LATER : CANNOT_WORK);
        }
    }

    /// An upgrade that failed goes back to services that can work with the newer schema.
    private static boolean acceptsNewer(Map<String, String> environment) {
        return environment.getOrDefault("CROFT_NEWER_SCHEMA", "refuse").equals("accept");
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": not set (expected: see docs/contracts/environment.md)");
        }
        return value;
    }

    private static int stop(String line, int code) {
        System.err.println("db-migrations: " + line);
        return code;
    }
}
