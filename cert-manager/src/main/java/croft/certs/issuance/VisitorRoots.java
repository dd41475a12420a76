package croft.certs.issuance;

import croft.certs.vault.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The roots that visitors trust, which decide between the chains that an authority offers.
public final class VisitorRoots {
    private static final Logger log = LoggerFactory.getLogger(VisitorRoots.class);

    private VisitorRoots() {}

    /// Those of a PEM file, which is read each time; without one, or where it cannot be read, those
    /// of the JDK.
    public static Collection<X509Certificate> of(Optional<Path> file) {
        if (file.isPresent()) {
            try {
                return Pem.certificates(Files.readString(file.get()));
            } catch (IOException | GeneralSecurityException e) {
                log.warn(
                        "certificates.roots: {} cannot be used ({}); the JDK's roots are",
                        file.get(),
                        e.getMessage());
            }
        }
        return ofJdk();
    }

    private static List<X509Certificate> ofJdk() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> roots = new ArrayList<>();
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    roots.addAll(List.of(x509.getAcceptedIssuers()));
                }
            }
            return roots;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no roots", e);
        }
    }
}
