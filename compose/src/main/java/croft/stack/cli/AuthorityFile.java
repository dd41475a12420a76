package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// The certificate of the local authority, which cert-manager writes to its state folder: what
/// browsers have to trust.
record AuthorityFile(DataFolder data) {
    Path path() {
        return data.state("cert-manager").resolve("local-authority.pem");
    }

    /// The certificate alone, whatever else the file may hold.
    Root read() throws CannotStart {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificate =
                    (X509Certificate)
                            factory.generateCertificate(
                                    new ByteArrayInputStream(Files.readAllBytes(path())));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Root(
                    certificate, HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (NoSuchFileException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE,
                    path()
                            + " is not there (expected: the local authority's certificate); croft up creates it, if"
                            + " croft.yml has certificates of the authority `local`");
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, path() + " is not a certificate: " + e.getMessage());
        }
    }

    /// The authority's own certificate.
    ///
    /// @param fingerprint SHA-256, as browsers show it
    record Root(X509Certificate certificate, String fingerprint) {
        /// What this root is called where it is installed: two data folders have two roots.
        String name() {
            return "croft-local-"
                    + fingerprint.replace(":", "").substring(0, 12).toLowerCase(Locale.ROOT);
        }

        String pem() throws GeneralSecurityException {
            String base64 =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        }
    }
}
