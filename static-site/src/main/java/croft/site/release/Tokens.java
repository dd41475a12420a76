package croft.site.release;

import croft.platform.declaration.ProjectName;
import croft.platform.journal.Sql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Who may deploy. A secret is 256 random bits, so one round of SHA-256 is enough to keep it: there
/// is nothing to be guessed that a slow hash would have to protect. Any thread; blocks.
public final class Tokens {
    /// By which a secret is known as one of these, to people and to programs that look for leaks.
    static final String PREFIX = "croft_";

    private static final int OCTETS = 32;

    /// Tokens of one project: as many as one person can tell apart.
    private static final int MOST = 100;

    /// How exactly the last use is noted: not at each of a thousand uploads.
    private static final Duration USE = Duration.ofMinutes(1);

    /// How long a token that has ended is listed still: `croft deploy` makes one each time.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String COLUMNS =
            "select id::text as id, label, digest, created_at, expires_at, revoked_at, used_at"
                    + " from site.token ";

    private final DataSource database;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Tokens(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Makes a token. Its secret is told this once.
    ///
    /// @param life empty: for ever
    /// @return empty if the project has too many already
    public Optional<Made> make(ProjectName project, String label, Optional<Duration> life)
            throws OutOfReach {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Instant now = clock.instant();
        Token token =
                new Token(
                        UUID.randomUUID(),
                        label,
                        now,
                        life.map(now::plus),
                        Optional.empty(),
                        Optional.empty());
        return transaction(sql -> {
            new Register(sql).lock(project, now);
            sql.run(
                    "delete from site.token where project = ? and (revoked_at < ? or expires_at < ?)",
                    project.value(),
                    now.minus(REMEMBERED),
                    now.minus(REMEMBERED));
            if (tokens(sql, project).stream().filter(kept -> kept.token().isGood(now)).count()
                    >= MOST) {
                return Optional.empty();
            }
            sql.run(
                    "insert into site.token (id, project, label, digest, created_at, expires_at)"
                            + " values (?::uuid, ?, ?, ?, ?, ?)",
                    token.id().toString(),
                    project.value(),
                    label,
                    digest(secret),
                    now,
                    token.expires().orElse(null));
            return Optional.of(new Made(token, secret));
        });
    }

    /// Newest first, those that let nobody in any more included.
    public List<Token> of(ProjectName project) throws OutOfReach {
        return transaction(sql -> tokens(sql, project).stream().map(Kept::token).toList());
    }

    /// Ends a token at once.
    ///
    /// @return whether there was one
    public boolean revoke(ProjectName project, UUID id) throws OutOfReach {
        return transaction(sql ->
                sql.run(
                                "update site.token set revoked_at = coalesce(revoked_at, ?)"
                                        + " where project = ? and id = ?::uuid",
                                clock.instant(),
                                project.value(),
                                id.toString())
                        > 0);
    }

    /// The token with this secret, if it lets in. It takes as long whether a secret is nearly right
    /// or not at all.
    public Optional<Token> check(ProjectName project, String secret) throws OutOfReach {
        byte[] shown = digest(secret);
        Instant now = clock.instant();
        return transaction(sql -> {
            Optional<Token> found = Optional.empty();
            for (Kept kept : tokens(sql, project)) {
                if (MessageDigest.isEqual(kept.digest(), shown) && kept.token().isGood(now)) {
                    found = Optional.of(kept.token());
                }
            }
            if (found.isPresent()
                    && found.get().used().filter(used -> used.plus(USE).isAfter(now)).isEmpty()) {
                sql.run(
                        "update site.token set used_at = ? where id = ?::uuid",
                        now,
                        found.get().id().toString());
            }
            return found;
        });
    }

    private static List<Kept> tokens(Sql sql, ProjectName project) throws SQLException {
        return sql.all(
                COLUMNS + "where project = ? order by created_at desc, id",
                row ->
                        new Kept(
                                new Token(
                                        UUID.fromString(row.text("id")),
                                        row.text("label"),
                                        row.instant("created_at"),
                                        row.instantIfAny("expires_at"),
                                        row.instantIfAny("revoked_at"),
                                        row.instantIfAny("used_at")),
                                row.octets("digest")),
                project.value());
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private <T> T transaction(Work<T> work) throws OutOfReach {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(new Sql(connection));
                connection.commit();
                return result;
            } finally {
                connection.rollback(); // of nothing, once it is committed
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new OutOfReach(e);
        }
    }

    /// A token with its secret.
    public record Made(Token token, String secret) {}

    @FunctionalInterface
    private interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
    private record Kept(Token token, byte[] digest) {}
}
