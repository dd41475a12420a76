package croft.edge.vault;

import croft.edge.tls.CertificateVariant;
import croft.edge.tls.CertifiedAddress;
import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A row of `certs.current` (docs/contracts/database.md): a certificate as stored, its key still
/// sealed.
///
/// @param names host names and IP addresses
/// @param version which one, also the context that its key is sealed for
/// @param chainPem leaf first
/// @param sealedKey in base64
record StoredCertificate(
        List<String> names,
        CertificateVariant variant,
        UUID version,
        String chainPem,
        String sealedKey) {
    StoredCertificate {
        names = List.copyOf(names);
    }

    /// Whether it was to take the place of one that is in use.
    boolean succeeds(HeldCertificate old) {
        return variant == old.variant()
                && names.equals(
                        Stream.concat(
                                        old.names().stream().map(HostName::value),
                                        old.addresses().stream().map(CertifiedAddress::text))
                                .toList());
    }

    /// Never shows the key, sealed or not.
    @Override
    public String toString() {
        return "stored certificate " + version + " for " + names;
    }
}
