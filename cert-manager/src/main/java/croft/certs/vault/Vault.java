package croft.certs.vault;

import croft.certs.wanted.ChosenMoment;
import croft.certs.wanted.Held;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.Variant;
import croft.platform.journal.Event;
import croft.platform.journal.Journal;
import croft.platform.secret.CannotOpen;
import croft.platform.secret.Seal;
import croft.platform.secret.SealContext;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final EffortRows efforts;
    private final IssuanceRows issuances;
    private final ServingRows serving;
    private final AnswerRows answers;
    private final SealedKeys keys;

    /// A vault over these tables, whose keys this seal shuts.
    public Vault(Tables tables, Seal seal) {
        this.transactions = tables.transactions;
        this.authorities = tables.authorities;
        this.certificates = tables.certificates;
        this.versions = tables.versions;
        this.efforts = tables.efforts;
        this.issuances = tables.issuances;
        this.serving = tables.serving;
        this.answers = tables.answers;
        this.keys = new SealedKeys(seal);
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
                            keys.seal(authorityContext(id), made.key()),
                            made.certificate().getNotBefore().toInstant(),
                            made.certificate().getNotAfter().toInstant()));
            return made;
        });
    }

    /// Every certificate that has a version, also the withdrawn.
    ///
    /// @throws Locked if the vault was sealed with another key
    public List<Version> held() {
        Map<UUID, CertificateRow> byId = new HashMap<>();
        certificates.findAll().forEach(row -> byId.put(row.id(), row));
        List<Version> held = new ArrayList<>();
        for (VersionRow version : versions.newest()) {
            CertificateRow certificate = byId.get(version.certificate());
            if (certificate != null) {
                held.add(
                        new Version(
                                version.id(), version.certificate(), held(certificate, version)));
            }
        }
        return List.copyOf(held);
    }

    /// Stores what `decide` returns for a certificate as its newest version, and records the event.
    /// `decide` is asked under the lock with what is held at that moment; it returns empty where
    /// somebody else was faster.
    ///
    /// @return whether something was stored
    public boolean store(
            NameSet names,
            Variant variant,
            Instant now,
            Function<Optional<Held>, Optional<Issued>> decide) {
        return changing(connection -> {
            Optional<CertificateRow> row = certificates.findByNameSet(names.digest());
            Optional<Held> held =
                    row.flatMap(
                            r -> versions.newestOf(r.id(), variant.word()).map(v -> held(r, v)));
            Optional<Issued> issued = decide.apply(held);
            if (issued.isEmpty()) {
                return false;
            }
            UUID certificate = want(names, row);
            add(certificate, variant, issued.get(), Held.Origin.local("", Optional.empty()), now);
            efforts.succeeded(certificate, variant.word());
            Journal.append(connection, stored(names, issued.get().serial()));
            return true;
        });
    }

    /// Stores what an authority has issued, together with the end of the order.
    ///
    /// @throws LeaseLost if somebody else works on it; nothing is stored then
    public void store(
            Lease lease,
            OpenIssuance issuance,
            NameSet names,
            Issued issued,
            Held.Origin origin,
            Instant now) {
        changing(connection -> {
            Issuances.only(lease, issuances.done(issuance.id(), lease.number, now));
            add(lease.certificate, lease.variant, issued, origin, now);
            efforts.succeeded(lease.certificate, lease.variant.word());
            Journal.append(connection, stored(names, issued.serial()));
            Journal.append(
                    connection,
                    new Event(
                            "certificate.renewed",
                            names.first().text(),
                            names.texts(),
                            Map.of(
                                    "serial",
                                    issued.serial(),
                                    "authority",
                                    origin.directory().map(URI::toString).orElse("local"),
                                    "expires",
                                    issued.notAfter().toString())));
            return true;
        });
    }

    /// Stores a certificate that another program got, unless what is held lasts as long.
    ///
    /// @return whether it was stored
    public boolean keep(
            NameSet names, Variant variant, Issued issued, Held.Origin origin, Instant now) {
        return changing(connection -> {
            Optional<CertificateRow> row = certificates.findByNameSet(names.digest());
            boolean better =
                    row.flatMap(r -> versions.newestOf(r.id(), variant.word()))
                            .filter(v -> !v.notAfter().isBefore(issued.notAfter()))
                            .isEmpty();
            if (better) {
                UUID certificate = want(names, row);
                add(certificate, variant, issued, origin, now);
                efforts.succeeded(certificate, variant.word());
                Journal.append(connection, stored(names, issued.serial()));
            }
            return better;
        });
    }

    /// The row of a certificate, made where there is none: an order refers to it before there is a
    /// version.
    public UUID certificate(NameSet names) {
        return certificates
                .findByNameSet(names.digest())
                .map(CertificateRow::id)
                .orElseGet(() ->
                        changing(_ -> want(names, certificates.findByNameSet(names.digest()))));
    }

    /// When a set of names was last rehearsed.
    public Optional<Instant> rehearsedAt(NameSet names) {
        return certificates
                .findByNameSet(names.digest())
                .flatMap(row -> Optional.ofNullable(row.rehearsedAt()));
    }

    /// Stores that a rehearsal went well.
    public void rehearsed(NameSet names, Instant now) {
        certificates
                .findByNameSet(names.digest())
                .ifPresent(row ->
                        certificates.update(
                                new CertificateRow(
                                        row.id(),
                                        row.nameSet(),
                                        row.names(),
                                        row.withdrawnAt(),
                                        now)));
    }

    /// The newest version for these names with its key; empty if there is none, if it is withdrawn
    /// or if its key was altered.
    ///
    /// @throws Locked if the vault was sealed with another key
    public Optional<Issued> newest(NameSet names, Variant variant) {
        return certificates
                .findByNameSet(names.digest())
                .filter(row -> row.withdrawnAt() == null)
                .flatMap(row -> versions.newestOf(row.id(), variant.word()))
                .flatMap(this::opened);
    }

    /// The leaf of a version.
    public Optional<X509Certificate> leaf(UUID version) {
        return versions.findById(version).map(row -> chain(row).getFirst());
    }

    /// Stores what an authority has said of when it wants a version renewed.
    ///
    /// @param moment empty: it says nothing
    public void renewalInformation(
            Version version, Optional<ChosenMoment> moment, Instant askAgain) {
        versions.renewalInformation(
                version.id(),
                moment.map(ChosenMoment::start).orElse(null),
                moment.map(ChosenMoment::end).orElse(null),
                moment.map(ChosenMoment::choice).orElse(null),
                moment.flatMap(ChosenMoment::explanation).map(URI::toString).orElse(null),
                askAgain);
    }

    /// What edges were seen to present lately.
    public List<Serving> serving(Instant since) {
        return serving.since(since).stream()
                .map(row ->
                        new Serving(
                                row.edge(), row.name(), row.variant(), row.serial(), row.seenAt()))
                .toList();
    }

    /// Stores that every edge presents a version, and records the event.
    public void served(Version version, Instant now) {
        changing(connection -> {
            if (versions.served(version.id(), now) == 1) {
                NameSet names = version.held().names();
                Journal.append(
                        connection,
                        new Event(
                                "certificate.served",
                                names.first().text(),
                                names.texts(),
                                Map.of("serial", version.held().serial())));
            }
            return true;
        });
    }

    /// Stores that a version was revoked.
    public void revoked(Version version, Instant now) {
        versions.revoked(version.id(), now);
    }

    /// Takes one variant out of use and forgets it.
    public void drop(Version version) {
        changing(connection -> {
            versions.deleteVariant(version.certificate(), version.held().variant().word());
            Journal.append(connection, stored(version.held().names(), version.held().serial()));
            return true;
        });
    }

    /// Puts a withdrawn certificate back into use.
    public void restore(NameSet names) {
        changing(connection -> {
            Optional<CertificateRow> row =
                    certificates.findByNameSet(names.digest()).filter(r -> r.withdrawnAt() != null);
            Optional<VersionRow> version =
                    row.flatMap(r -> versions.newestOf(r.id(), Variant.MAIN.word()));
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
                certificates.update(
                        new CertificateRow(r.id(), r.nameSet(), r.names(), now, r.rehearsedAt()));
                Journal.append(
                        connection,
                        new Event("certificate.withdrawn", names.first().text(), names.texts()));
            }
            return true;
        });
    }

    /// Records an event that stands alone.
    public void tell(Event event) {
        transactions.executeWrite(transaction -> {
            try {
                return Journal.append(transaction.getConnection(), event);
            } catch (SQLException e) {
                throw new DataAccessException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /// Forgets what nobody asks about any more: orders that ended a month ago, answers that have
    /// ended, and what edges presented that are gone for a day.
    public void forget(Instant now) {
        issuances.forget(now.minus(Duration.ofDays(30)));
        answers.forget(now);
        serving.forget(now.minus(Duration.ofDays(1)));
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
        CertificateRow wanted =
                new CertificateRow(
                        id,
                        names.digest(),
                        names.texts(),
                        null,
                        row.map(CertificateRow::rehearsedAt).orElse(null));
        if (row.isPresent()) {
            certificates.update(wanted);
        } else {
            certificates.save(wanted);
        }
        return id;
    }

    private void add(
            UUID certificate, Variant variant, Issued issued, Held.Origin origin, Instant now) {
        versions.deleteEnded(certificate, variant.word(), now);
        UUID id = UUID.randomUUID();
        versions.save(
                new VersionRow(
                        id,
                        certificate,
                        issued.serial(),
                        issued.issuer(),
                        Pem.of(issued.chain()),
                        keys.seal(versionContext(id), issued.key()),
                        issued.notBefore(),
                        issued.notAfter(),
                        now,
                        variant.word(),
                        origin.directory().map(URI::toString).orElse(null),
                        origin.method().orElse(null),
                        origin.profile().orElse(null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private Held held(CertificateRow certificate, VersionRow version) {
        return new Held(
                NameSet.of(certificate.names()),
                Variant.of(version.variant()),
                version.serial(),
                new Held.Origin(
                        version.issuer(),
                        Optional.ofNullable(version.directory()).map(URI::create),
                        Optional.ofNullable(version.method()),
                        Optional.ofNullable(version.profile()),
                        Held.Origin.keyOf(chain(version).getFirst().getPublicKey())),
                version.notBefore(),
                version.notAfter(),
                version.storedAt(),
                moment(version),
                Optional.ofNullable(version.ariNextCheck()),
                Optional.ofNullable(version.revokedAt()),
                Optional.ofNullable(version.servedAt()),
                certificate.withdrawnAt() != null,
                opened(version).isPresent());
    }

    private static Optional<ChosenMoment> moment(VersionRow version) {
        Instant start = version.ariStart();
        Instant end = version.ariEnd();
        Instant choice = version.ariChoice();
        return start == null || end == null || choice == null
                ? Optional.empty()
                : Optional.of(
                        new ChosenMoment(
                                start,
                                end,
                                choice,
                                Optional.ofNullable(version.ariExplanation()).map(URI::create)));
    }

    private Optional<Issued> opened(VersionRow version) {
        try {
            return Optional.of(
                    new Issued(
                            chain(version),
                            keys.privateKey(versionContext(version.id()), version.sealedKey())));
        } catch (CannotOpen e) {
            if (e.reason() == CannotOpen.Reason.OTHER_KEY) {
                throw new Locked(e);
            }
            return Optional.empty();
        }
    }

    private static List<X509Certificate> chain(VersionRow version) {
        try {
            return Pem.certificates(version.chainPem());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certs.version " + version.id() + ": not readable", e);
        }
    }

    private Root open(AuthorityRow row) {
        try {
            return new Root(
                    Pem.certificates(row.certificatePem()).getFirst(),
                    keys.privateKey(authorityContext(row.id()), row.sealedKey()));
        } catch (CannotOpen e) {
            throw new Locked(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certs.authority " + row.id() + ": not readable", e);
        }
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
