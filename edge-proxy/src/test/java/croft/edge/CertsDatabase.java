package croft.edge;

import croft.edge.tls.CertifiedAddress;
import croft.edge.tls.HeldCertificate;
import croft.house.wire.FreePort;
import croft.migrations.Migrations;
import croft.platform.declaration.HostName;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import croft.platform.secret.Secrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A PostgreSQL server with the schema of a real installation, in which certificates and answers to
/// challenges are stored as cert-manager does it. It can be stopped, and started again with its
/// data.
final class CertsDatabase implements AutoCloseable {
    private static final List<String> ROLES =
            List.of("OWNER", "EDGE", "CERTS", "SITE", "WIKI", "CHAT");

    private final Path data;
    private final Secrets secrets = Secrets.of(Path.of("none"), secrets());
    private final Seal seal = Seal.of(secrets);
    private final UUID issuance = UUID.randomUUID();
    private EmbeddedPostgres server;

    CertsDatabase(Path data) throws IOException, SQLException {
        this.data = data;
        server = start(FreePort.next());
        Migrations.apply(url(), secrets);
        UUID account = UUID.randomUUID();
        UUID certificate = UUID.randomUUID();
        execute(
                "insert into certs.account (id, directory, sealed_key, created_at)"
                        + " values (?, 'https://ca.test/', '\\x00', now())",
                account);
        execute(
                "insert into certs.certificate (id, name_set, names)"
                        + " values (?, repeat('0', 64), array['pending.test'])",
                certificate);
        execute(
                """
                insert into certs.issuance
                    (id, certificate, variant, account, directory, rehearsal, state, look_at, began_at)
                values (?, ?, 'main', ?, 'https://ca.test/', false, 'ordered', now(), now())
                """,
                issuance,
                certificate,
                account);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    void stop() throws IOException {
        server.close();
    }

    /// On the port that it had.
    void restart() throws IOException {
        server = start(server.getPort());
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    Seal seal() {
        return seal;
    }

    /// As the edge logs in.
    Database database() {
        return new Database(url(), "edge", "trusted");
    }

    /// What a service finds in its environment.
    static Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>();
        ROLES.forEach(role -> secrets.put("CROFT_SECRET_DATABASE_" + role, "trusted"));
        secrets.put("CROFT_SECRET_VAULT_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        secrets.put("CROFT_SECRET_OPERATOR_TOKEN", "the operator's");
        return secrets;
    }

    /// Stores a certificate, as a new version of the one for its names, and says so in the journal.
    void store(HeldCertificate held) throws SQLException {
        List<String> names =
                Stream.concat(
                                held.names().stream().map(HostName::value),
                                held.addresses().stream().map(CertifiedAddress::text))
                        .toList();
        UUID version = UUID.randomUUID();
        String set = sha256(String.join(" ", names));
        execute(
                "insert into certs.certificate (id, name_set, names)"
                        + " values (?, ?, string_to_array(?, ' ')) on conflict do nothing",
                UUID.randomUUID(),
                set,
                String.join(" ", names));
        execute(
                """
                insert into certs.version
                    (id, certificate, serial, issuer, chain_pem, sealed_key, not_before, not_after,
                     stored_at, variant)
                select ?, id, ?, 'test', ?, ?, now(), now() + interval '30 days', now(), ?
                from certs.certificate where name_set = ?
                """,
                version,
                held.serial(),
                pem(held),
                seal.seal(new SealContext("certs.version:" + version), held.key().getEncoded()),
                held.variant().word(),
                set);
        query(
                "select platform.append_event('certificate.stored', '"
                        + names.getFirst()
                        + "', array['"
                        + names.getFirst()
                        + "'], '{}')");
    }

    /// Wants a token answered.
    void prove(String name, String token, String keyAuthorization) throws SQLException {
        execute(
                """
                insert into certs.challenge_answer
                    (id, issuance, kind, name, token, key_authorization, expires_at)
                values (?, ?, 'http-01', ?, ?, ?, now() + interval '1 hour')
                """,
                UUID.randomUUID(),
                issuance,
                name,
                token,
                keyAuthorization);
    }

    /// Wants a certificate shown as a proof.
    void prove(String name, HeldCertificate proof) throws SQLException {
        UUID id = UUID.randomUUID();
        execute(
                """
                insert into certs.challenge_answer
                    (id, issuance, kind, name, certificate_pem, sealed_key, expires_at)
                values (?, ?, 'tls-alpn-01', ?, ?, ?, now() + interval '1 hour')
                """,
                id,
                issuance,
                name,
                pem(proof),
                seal.seal(
                        new SealContext("certs.challenge_answer:" + id), proof.key().getEncoded()));
    }

    /// Wants nothing proved any more.
    void forgetProofs() throws SQLException {
        execute("delete from certs.challenge_answer");
    }

    /// The first column of every row, in order.
    List<String> query(String sql) throws SQLException {
        try (Connection connection = owner();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }

    void execute(String sql, Object... values) throws SQLException {
        try (Connection connection = owner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private Connection owner() throws SQLException {
        return new Database(url(), "postgres", "trusted").connect("test");
    }

    private static String pem(HeldCertificate held) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(held.chain().getFirst().getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
