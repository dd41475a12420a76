package croft.stack.bench;

import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;

/// The certificate that our edge presents, with its key, as files for the peers: all shake hands
/// with the same.
///
/// Read as the edge reads it, from the stack's database (docs/contracts/database.md).
record EdgeCertificate(String chain, String key) {
    static EdgeCertificate of(int databasePort, Path secretsFolder) throws CannotStart {
        Secrets secrets = Secrets.of(secretsFolder, Map.of());
        String url = "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
        try (Connection connection =
                        DriverManager.getConnection(
                                url, "edge", secrets.read(new SecretName("database-edge")));
                Statement query = connection.createStatement();
                ResultSet rows =
                        query.executeQuery(
                                "select version, chain_pem, sealed_key from certs.current")) {
            if (!rows.next()) {
                throw new CannotStart(
                        Exit.SOFTWARE,
                        "the stack has no certificate (expected: one for localhost)");
            }
            byte[] key =
                    Seal.of(secrets)
                            .open(
                                    new SealContext("certs.version:" + rows.getString("version")),
                                    rows.getBytes("sealed_key"));
            return new EdgeCertificate(rows.getString("chain_pem"), pem(key));
        } catch (SQLException | CannotOpen e) {
            throw new CannotStart(
                    Exit.SOFTWARE, "the stack's certificate cannot be read: " + e.getMessage());
        }
    }

    void write(Workshop workshop) throws IOException {
        Files.writeString(workshop.tls("chain.pem"), chain);
        secretly(workshop.tls("key.pem"), key);
        secretly(workshop.tls("both.pem"), key + chain);
    }

    private static void secretly(Path file, String text) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String pem(byte[] pkcs8) {
        Base64.Encoder encoder =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PRIVATE KEY-----\n"
                + encoder.encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n";
    }

    /// Without the key.
    @Override
    public String toString() {
        return "the edge's certificate";
    }
}
