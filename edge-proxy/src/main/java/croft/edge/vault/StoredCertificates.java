package croft.edge.vault;

import croft.edge.tls.CertificateVariant;
import croft.platform.journal.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// The view `certs.current`.
record StoredCertificates(Database database) {
    List<StoredCertificate> read() throws SQLException {
        try (Connection connection = database.connect("vault");
                PreparedStatement query =
                        connection.prepareStatement(
                                "select names, variant, version, chain_pem, sealed_key from certs.current order by not_after");
                ResultSet rows = query.executeQuery()) {
            List<StoredCertificate> stored = new ArrayList<>();
            while (rows.next()) {
                stored.add(
                        new StoredCertificate(
                                names(rows.getArray("names")),
                                CertificateVariant.of(rows.getString("variant")),
                                rows.getObject("version", UUID.class),
                                rows.getString("chain_pem"),
                                Base64.getEncoder().encodeToString(rows.getBytes("sealed_key"))));
            }
            return stored;
        }
    }

    private static List<String> names(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
