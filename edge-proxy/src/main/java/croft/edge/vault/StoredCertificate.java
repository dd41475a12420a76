package croft.edge.vault;

import java.util.List;
import java.util.UUID;

/// A row of `certs.current` (docs/contracts/database.md): a certificate as stored, its key still
/// sealed.
///
/// @param version which one, also the context that its key is sealed for
/// @param chainPem leaf first
/// @param sealedKey in base64
record StoredCertificate(List<String> names, UUID version, String chainPem, String sealedKey) {
    StoredCertificate {
        names = List.copyOf(names);
    }

    /// Never shows the key, sealed or not.
    @Override
    public String toString() {
        return "stored certificate " + version + " for " + names;
    }
}
