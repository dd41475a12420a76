package croft.certs.vault;

import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Keeps certificates and authorities. Each change and its event are one transaction, so an edge
/// hears of exactly what is stored.
///
/// Two replicas never issue twice: a change takes the lock of this service, looks again, and only
/// then asks for what is to be stored. For the local authority that is a matter of milliseconds;
/// the lock ends with the transaction, and so with a crash.
public final class Vault {
    private static final String LOCAL = "local";

    private final TransactionOperations<Connection> transactions;
    private final AuthorityRows authorities;
    private final CertificateRows certificates;
    private final VersionRows versions;
    private final Seal seal;

    /// A vault over these tables, whose keys this seal shuts.
    public Vault(Tables tables, Seal seal) {
        this.transactions = tables.transactions;
        this.authorities = tables.authorities;
        this.certificates = tables.certificates;
        this.versions = tables.versions;
        this.seal = seal;
    }

    /// The local authority, made and stored where there is none that will do.
    ///
    /// @param willDo whether a stored root can be used on; if not, it is replaced
    /// @throws Locked if the stored key does not open; nothing is changed then
    public Root localAuthority(Predicate<X509Certificate> willDo, Supplier<Root> make) {
        Optional<Root> found = authorities.findByKind(LOCAL).map(this::open);
        if (found.isPresent() && willDo.test(found.get().certificate())) {
            return found.get();
        }
        return changing(connection -> {
            Optional<Root> again = authorities.findByKind(LOCAL).map(this::open);
            if (again.isPresent() && willDo.test(again.get().certificate())) {
                return again.get();
            }
            Root made = make.get();
            UUID id = UUID.randomUUID();
            authorities.deleteByKind(LOCAL);
            authorities.save(
                    new AuthorityRow(
                            id,
                            LOCAL,
                            Pem.of(List.of(made.certificate())),
                            sealed(authorityContext(id), made.key()),
                            made.certificate().getNotBefore().toInstant(),
                            made.certificate().getNotAfter().toInstant()));
            return made;
        });
    }

    /// Every certificate that has a version, also the withdrawn.
    ///
    /// @throws Locked if the vault was sealed with another key
    public List<Held> held() {
        Map<UUID, VersionRow> newest = new HashMap<>();
        versions.newest().forEach(version -> newest.put(version.certificate(), version));
        List<Held> held = new ArrayList<>();
        for (CertificateRow certificate : certificates.findAll()) {
            VersionRow version = newest.get(certificate.id());
            if (version != null) {
                held.add(held(certificate, version));
            }
        }
        return List.copyOf(held);
    }

    /// Stores what `decide` returns for these names as their newest version, and records the event.
    /// `decide` is asked under the lock with what is held at that moment; it returns empty where
    /// somebody else was faster.
    ///
    /// @return whether something was stored
    public boolean store(
            NameSet names, Instant now, Function<Optional<Held>, Optional<Issued>> decide) {
        return changing(connection -> {
            Optional<CertificateRow> row = certificates.findByNameSet(names.digest());
            Optional<Held> held = row.flatMap(r -> versions.newestOf(r.id()).map(v -> held(r, v)));
            Optional<Issued> issued = decide.apply(held);
            if (issued.isEmpty()) {
                return false;
            }
            UUID certificate = want(names, row);
            add(certificate, issued.get(), now);
            Journal.append(connection, stored(names, issued.get().serial()));
            return true;
        });
    }

    /// The newest version for these names with its key; empty if there is none, if it is withdrawn
    /// or if its key was altered.
    ///
    /// @throws Locked if the vault was sealed with another key
    public Optional<Issued> newest(NameSet names) {
        return certificates
                .findByNameSet(names.digest())
                .filter(row -> row.withdrawnAt() == null)
                .flatMap(row -> versions.newestOf(row.id()))
                .flatMap(this::opened);
    }

    /// Puts a withdrawn certificate back into use.
    public void restore(NameSet names) {
        changing(connection -> {
            Optional<CertificateRow> row =
                    certificates.findByNameSet(names.digest()).filter(r -> r.withdrawnAt() != null);
            Optional<VersionRow> version = row.flatMap(r -> versions.newestOf(r.id()));
            if (version.isPresent()) {
                want(names, row);
                Journal.append(connection, stored(names, version.get().serial()));
            }
            return true;
        });
    }

    /// Takes a certificate out of use. Its versions are kept until they end, in case the site comes
    /// back.
    public void withdraw(NameSet names, Instant now) {
        changing(connection -> {
            Optional<CertificateRow> row =
                    certificates.findByNameSet(names.digest()).filter(r -> r.withdrawnAt() == null);
            if (row.isPresent()) {
                CertificateRow r = row.get();
                certificates.update(new CertificateRow(r.id(), r.nameSet(), r.names(), now));
                Journal.append(
                        connection,
                        new Event("certificate.withdrawn", names.first().text(), names.texts()));
            }
            return true;
        });
    }

    /// Prunes the journal of events older than `keep`.
    ///
    /// @return how many went
    public long pruneJournal(Duration keep) {
        return changing(connection -> Journal.prune(connection, keep));
    }

    private static Event stored(NameSet names, String serial) {
        return new Event(
                "certificate.stored",
                names.first().text(),
                names.texts(),
                Map.of("serial", serial));
    }

    /// The row for these names, in use; the declared order of the names may have changed.
    private UUID want(NameSet names, Optional<CertificateRow> row) {
        UUID id = row.map(CertificateRow::id).orElseGet(UUID::randomUUID);
        CertificateRow wanted = new CertificateRow(id, names.digest(), names.texts(), null);
        if (row.isPresent()) {
            certificates.update(wanted);
        } else {
            certificates.save(wanted);
        }
        return id;
    }

    private void add(UUID certificate, Issued issued, Instant now) {
        versions.deleteByCertificateAndNotAfterBefore(certificate, now);
        UUID id = UUID.randomUUID();
        versions.save(
                new VersionRow(
                        id,
                        certificate,
                        issued.serial(),
                        issued.issuer(),
                        Pem.of(issued.chain()),
                        sealed(versionContext(id), issued.key()),
                        issued.notBefore(),
                        issued.notAfter(),
                        now));
    }

    private Held held(CertificateRow certificate, VersionRow version) {
        boolean readable = true;
        try {
            wipe(seal.open(versionContext(version.id()), version.sealedKey()));
        } catch (CannotOpen e) {
            if (e.reason() == CannotOpen.Reason.OTHER_KEY) {
                throw new Locked(e);
            }
            readable = false;
        }
        return new Held(
                NameSet.of(certificate.names()),
                version.serial(),
                version.issuer(),
                version.notBefore(),
                version.notAfter(),
                certificate.withdrawnAt() != null,
                readable);
    }

    private Optional<Issued> opened(VersionRow version) {
        byte[] encoded = {};
        try {
            encoded = seal.open(versionContext(version.id()), version.sealedKey());
            List<X509Certificate> chain = Pem.certificates(version.chainPem());
            PrivateKey key =
                    KeyFactory.getInstance(chain.getFirst().getPublicKey().getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return Optional.of(new Issued(chain, key));
        } catch (CannotOpen e) {
            if (e.reason() == CannotOpen.Reason.OTHER_KEY) {
                throw new Locked(e);
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certs.version " + version.id() + ": not readable", e);
        } finally {
            wipe(encoded);
        }
    }

    private Root open(AuthorityRow row) {
        byte[] encoded = {};
        try {
            encoded = seal.open(authorityContext(row.id()), row.sealedKey());
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new Root(Pem.certificate(row.certificatePem()), key);
        } catch (CannotOpen e) {
            throw new Locked(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certs.authority " + row.id() + ": not readable", e);
        } finally {
            wipe(encoded);
        }
    }

    private byte[] sealed(SealContext context, PrivateKey key) {
        byte[] encoded = key.getEncoded();
        try {
            return seal.seal(context, encoded);
        } finally {
            wipe(encoded);
        }
    }

    private static void wipe(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }

    private static SealContext authorityContext(UUID id) {
        return new SealContext("certs.authority:" + id);
    }

    private static SealContext versionContext(UUID id) {
        return new SealContext("certs.version:" + id);
    }

    /// Runs a change in a transaction under the lock of cert-manager, whose key is in
    /// docs/contracts/database.md.
    private <T> T changing(Change<T> change) {
        return transactions.executeWrite(transaction -> {
            Connection connection = transaction.getConnection();
            try (Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(8421, 3)");
                return change.on(connection);
            } catch (SQLException e) {
                throw new DataAccessException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /// What is done under the lock.
    private interface Change<T> {
        T on(Connection connection) throws SQLException;
    }
}
