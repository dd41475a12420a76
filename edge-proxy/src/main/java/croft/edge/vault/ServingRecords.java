package croft.edge.vault;

import croft.edge.tls.CertificateVariant;
import croft.platform.journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// This edge's rows of `certs.serving` (docs/contracts/database.md). Blocking.
///
/// @param edge its name
public record ServingRecords(Database database, String edge) {
    /// Says what was seen, and forgets what is not presented any more, in one transaction.
    ///
    /// @param seen just now
    /// @param presented all of it, also what was seen before
    /// @return why it could not be said, as while the database is away: nothing has changed then
    public Optional<String> write(List<Seen> seen, Collection<Presentation> presented) {
        try {
            store(seen, presented);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void store(List<Seen> seen, Collection<Presentation> presented) throws SQLException {
        try (Connection connection = database.connect("serving")) {
            connection.setAutoCommit(false);
            try (PreparedStatement say =
                    connection.prepareStatement(
                            """
                            insert into certs.serving (edge, name, variant, serial, seen_at)
                            values (?, ?, ?, ?, now())
                            on conflict (edge, name, variant)
                            do update set serial = excluded.serial, seen_at = excluded.seen_at
                            """)) {
                for (Seen each : seen) {
                    say.setString(1, edge);
                    say.setString(2, each.what().name());
                    say.setString(3, each.what().variant().word());
                    say.setString(4, each.serial());
                    say.addBatch();
                }
                say.executeBatch();
            }
            try (PreparedStatement forget =
                    connection.prepareStatement(
                            """
                            delete from certs.serving
                            where edge = ? and not (variant || ' ' || name = any (?))
                            """)) {
                forget.setString(1, edge);
                forget.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                presented.stream()
                                        .map(each -> each.variant().word() + " " + each.name())
                                        .toArray()));
                forget.executeUpdate();
            }
            connection.commit();
        }
    }

    /// What clients can be shown: a certificate, whichever of its versions.
    ///
    /// @param name its first
    public record Presentation(String name, CertificateVariant variant) {}

    /// What a handshake showed.
    ///
    /// @param serial lower-case hexadecimal
    public record Seen(Presentation what, String serial) {}
}
