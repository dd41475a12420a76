package croft.certs.export;

import croft.certs.vault.Issued;
import croft.certs.vault.Pem;
import croft.platform.declaration.CertificateExport.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A certificate and its key in the form that another program reads.
///
/// Keys in PEM are PKCS #8, which OpenSSL has read since 2010 and everything built on it does; a
/// PKCS #12 file is as the JDK makes it (AES-256, SHA-256), which OpenSSL reads from 1.0, Windows
/// from Server 2019 and Java from 8u301 on.
public final class ExportedFiles {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private ExportedFiles() {}

    /// The files, those with the key first: who watches for a new certificate finds its key there.
    ///
    /// @param alias what the entry of a PKCS #12 file is called
    /// @param password of a PKCS #12 file; other formats have none
    /// @throws ExportTrouble if the format needs a password and there is none
    public static List<ExportedFile> of(
            Format format, Issued issued, String alias, Optional<String> password)
            throws ExportTrouble {
        List<X509Certificate> chain = issued.chain();
        String whole = Pem.of(chain);
        return switch (format) {
            case PEM ->
                    List.of(
                            secret("privkey.pem", pem(issued.key())),
                            open("fullchain.pem", whole),
                            open("chain.pem", Pem.of(chain.subList(1, chain.size()))),
                            open("cert.pem", Pem.of(chain.subList(0, 1))));
            case BUNDLE -> List.of(secret("bundle.pem", pem(issued.key()) + whole));
            case PKCS12 ->
                    List.of(
                            new ExportedFile(
                                    "certificate.p12",
                                    pkcs12(
                                            issued,
                                            alias,
                                            password.filter(word -> !word.isEmpty())
                                                    .orElseThrow(ExportTrouble::noPassword)),
                                    true));
        };
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + LINES.encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static byte[] pkcs12(Issued issued, String alias, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    alias,
                    issued.key(),
                    password.toCharArray(),
                    issued.chain().toArray(Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no PKCS #12 file could be encoded", e);
        }
    }

    private static ExportedFile secret(String name, String text) {
        return new ExportedFile(name, text.getBytes(StandardCharsets.US_ASCII), true);
    }

    private static ExportedFile open(String name, String text) {
        return new ExportedFile(name, text.getBytes(StandardCharsets.US_ASCII), false);
    }
}
