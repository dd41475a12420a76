package croft.certs.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Who vouches for the server of a private authority: the roots of a PEM file, and nobody else.
final class ServerTrust {
    private ServerTrust() {}

    static SSLContext of(Path roots) throws AcmeTrouble {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate root : read(roots)) {
                store.setCertificateEntry("root-" + number++, root);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AcmeTrouble(
                    AcmeTrouble.Kind.UNTRUSTED,
                    roots + " cannot be used (expected: a PEM file of root certificates): " + e,
                    e);
        }
    }

    private static Collection<? extends Certificate> read(Path roots)
            throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(roots)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw new CertificateException("no certificate is in it");
            }
            return read;
        }
    }
}
