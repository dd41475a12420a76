package croft.edge.vault;

import croft.edge.http.AddressText;
import croft.edge.tls.Presented;
import croft.platform.declaration.HostName;
import croft.platform.journal.Database;
import croft.platform.secret.CannotOpen;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The view `certs.challenge`, over a connection that is kept from one look to the next. Blocking;
/// for one thread.
final class StoredAnswers implements Looks.Look<Answers> {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAnswers.class);

    /// Many times what an authority lets be open at once.
    private static final int MOST = 10_000;

    private final Database database;
    private final Opening opening;
    private @Nullable Connection kept;

    StoredAnswers(Database database, Opening opening) {
        this.database = database;
        this.opening = opening;
    }

    @Override
    public Answers see(Answers last) throws SQLException {
        if (kept != null) {
            try {
                return read(kept, last);
            } catch (SQLException e) {
                // the server may have been started anew since the last look
                close();
            }
        }
        Connection opened = database.connect("challenges");
        kept = opened;
        try {
            opened.setNetworkTimeout(Runnable::run, (int) Looks.PATIENCE.toMillis());
            return read(opened, last);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Answers read(Connection connection, Answers last) throws SQLException {
        Map<String, String> keyAuthorizations = new HashMap<>();
        Map<String, Presented> proofs = new HashMap<>();
        Map<UUID, Optional<Presented>> opened = new HashMap<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select id, kind, name, token, key_authorization, certificate_pem, sealed_key from certs.challenge limit "
                                        + MOST);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (rows.getString("kind").equals("http-01")) {
                    keyAuthorizations.put(
                            rows.getString("token"), rows.getString("key_authorization"));
                } else {
                    UUID id = rows.getObject("id", UUID.class);
                    Optional<Presented> before = last.opened().get(id);
                    Optional<Presented> proof = before == null ? open(id, rows) : before;
                    opened.put(id, proof);
                    proof.ifPresent(presented ->
                            proofs.put(presented.certificate().firstName(), presented));
                }
            }
        }
        return new Answers(keyAuthorizations, proofs, opened);
    }

    private Optional<Presented> open(UUID id, ResultSet row) throws SQLException {
        String name = row.getString("name");
        try {
            return Optional.of(
                    Presented.forChallenge(
                            opening.openProof(
                                    id,
                                    shownAs(name),
                                    row.getString("certificate_pem"),
                                    row.getBytes("sealed_key"))));
        } catch (CannotOpen
                | GeneralSecurityException
                | SSLException
                | IllegalArgumentException e) {
            LOG.error("{}: cannot be proved to its authority: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static HostName shownAs(String name) {
        InetAddress address = AddressText.parse(name);
        return address == null
                ? new HostName(name.toLowerCase(Locale.ROOT))
                : ReverseName.of(address);
    }

    @Override
    public void close() {
        Connection connection = kept;
        kept = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("connection not closed: {}", e.getMessage());
            }
        }
    }
}
