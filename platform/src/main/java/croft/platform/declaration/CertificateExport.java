package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A copy of a site's certificate and key for another program, written at each renewal.
///
/// @param host of the site
/// @param folder absolute and normalised; made where it is missing
/// @param password of a PKCS #12 file
/// @param then a command that is run after the files are written; empty: none
public record CertificateExport(
        HostName host,
        Path folder,
        Format format,
        Optional<SecretName> password,
        List<String> then) {
    public CertificateExport {
        then = List.copyOf(then);
    }

    /// What is written.
    public enum Format {
        /// `fullchain.pem`, `chain.pem`, `cert.pem` and `privkey.pem`.
        PEM,
        /// `certificate.p12`.
        PKCS12,
        /// `bundle.pem`: key and chain in one file, as hitch and HAProxy read it.
        BUNDLE
    }
}
