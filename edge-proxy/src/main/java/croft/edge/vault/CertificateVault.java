package croft.edge.vault;

import croft.edge.tls.Certificates;
import croft.edge.tls.HeldCertificate;
import croft.platform.journal.Database;
import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings stored certificates into use: from the database, or, while that is away, from the local
/// copy. Blocking; one call at a time.
public final class CertificateVault {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateVault.class);

    private final StoredCertificates stored;
    private final LocalCopy copy;
    private final Opening opening;
    private final Certificates inUse;
    private volatile Optional<String> problem = Optional.empty();

    /// The way from the database to the handshakes.
    ///
    /// @param copy a file that this service may write
    /// @param inUse what handshakes present
    public CertificateVault(Database database, Path copy, Seal seal, Certificates inUse) {
        this.stored = new StoredCertificates(database);
        this.copy = new LocalCopy(copy);
        this.opening = new Opening(seal);
        this.inUse = inUse;
    }

    /// Presents what the local copy holds, so that the edge serves before the database answers.
    public synchronized void loadCopy() {
        try {
            List<StoredCertificate> certificates = copy.read();
            if (!certificates.isEmpty()) {
                use(certificates);
                LOG.info("{} certificates from the local copy", certificates.size());
            }
        } catch (IOException e) {
            LOG.warn("local copy of certificates not used: {}", e.getMessage());
        }
    }

    /// Presents what the database holds now, and copies it.
    ///
    /// @throws SQLException while the database cannot be asked; what is in use stays in use
    public synchronized void load() throws SQLException {
        take(stored.read());
    }

    /// Takes what the database holds. Nothing at all is what a database holds that was made anew or
    /// emptied, never what croft.yml wants, as it has at least one site: then what is in use stays.
    void take(List<StoredCertificate> certificates) {
        if (certificates.isEmpty() && !inUse.held().isEmpty()) {
            String kept = "the database holds no certificate; those in use are kept";
            LOG.warn(kept);
            problem = Optional.of(kept);
            return;
        }
        use(certificates);
        try {
            copy.write(certificates);
        } catch (IOException e) {
            LOG.warn("no local copy of certificates could be written: {}", e.toString());
        }
    }

    /// Why not every stored certificate is in use.
    public Optional<String> problem() {
        return problem;
    }

    private void use(List<StoredCertificate> certificates) {
        List<HeldCertificate> held = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (StoredCertificate certificate : certificates) {
            try {
                held.add(opening.open(certificate));
            } catch (CannotOpen | GeneralSecurityException | IllegalArgumentException e) {
                problems.add(certificate.names() + ": " + e.getMessage());
                // The last good one goes on being served, whatever has happened to its successor.
                inUse.held().stream().filter(certificate::succeeds).forEach(held::add);
            }
        }
        problems.addAll(inUse.replace(held));
        problems.forEach(text -> LOG.error("certificate not taken into use: {}", text));
        problem = problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }
}
