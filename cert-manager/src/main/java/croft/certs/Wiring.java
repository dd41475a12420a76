package croft.certs;

import croft.certs.authority.LocalAuthority;
import croft.certs.control.CertificateDesk;
import croft.certs.control.DnsDesk;
import croft.certs.control.TrialDesk;
import croft.certs.control.VaultDesk;
import croft.certs.dns.Delegation;
import croft.certs.dns.DnsDrivers;
import croft.certs.dns.DnsTrial;
import croft.certs.dns.DnsTrouble;
import croft.certs.dns.Nameservers;
import croft.certs.dns.Visibility;
import croft.certs.export.ExportRunner;
import croft.certs.export.Exports;
import croft.certs.issuance.Authorities;
import croft.certs.issuance.DnsProofs;
import croft.certs.issuance.Issuing;
import croft.certs.issuance.Proofs;
import croft.certs.issuance.Registrar;
import croft.certs.issuance.Task;
import croft.certs.issuance.VisitorRoots;
import croft.certs.preflight.CredentialCheck;
import croft.certs.preflight.OwnAddresses;
import croft.certs.preflight.Ports;
import croft.certs.preflight.Preflight;
import croft.certs.preflight.Resolvers;
import croft.certs.renewal.BackgroundErrands;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.RenewalPass;
import croft.certs.status.CertificateMetrics;
import croft.certs.status.CertificateStatus;
import croft.certs.status.CertificatesHeld;
import croft.certs.status.RootFile;
import croft.certs.vault.Accounts;
import croft.certs.vault.Buckets;
import croft.certs.vault.ChallengeAnswers;
import croft.certs.vault.DnsChanges;
import croft.certs.vault.Efforts;
import croft.certs.vault.Issuances;
import croft.certs.vault.Issued;
import croft.certs.vault.Leases;
import croft.certs.vault.Resealing;
import croft.certs.vault.Tables;
import croft.certs.vault.Vault;
import croft.certs.wanted.RegisteredDomains;
import croft.certs.wanted.Variant;
import croft.certs.wanted.Wanted;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import croft.platform.journal.Database;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Readiness;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.StatusDetail;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What belongs to what.
@Factory
@Requires(beans = ServiceEnvironment.class)
final class Wiring {
    @Singleton
    Seal seal(Secrets secrets) {
        return Seal.of(secrets);
    }

    @Singleton
    Vault vault(Tables tables, Seal seal) {
        return new Vault(tables, seal);
    }

    @Singleton
    Efforts efforts(Tables tables) {
        return new Efforts(tables);
    }

    @Singleton
    Accounts accounts(Tables tables, Seal seal) {
        return new Accounts(tables, seal);
    }

    @Singleton
    Buckets buckets(Tables tables) {
        return new Buckets(tables);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Leases leases(Tables tables, Database database) {
        return new Leases(tables, database);
    }

    @Singleton
    LocalAuthority localAuthority() {
        return new LocalAuthority();
    }

    @Singleton
    Nameservers nameservers(LiveDeclaration declaration) {
        return new Nameservers(() -> declaration.current().certificates().resolvers());
    }

    @Singleton
    Delegation delegation(Nameservers nameservers) {
        return new Delegation(nameservers);
    }

    @Singleton
    Visibility visibility(Nameservers nameservers, InstantSource clock) {
        return new Visibility(nameservers, clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    DnsDrivers drivers(Secrets secrets, ServiceEnvironment environment, Visibility visibility) {
        return new DnsDrivers(secrets, environment.declaration().resolveSibling(""), visibility);
    }

    @Singleton
    DnsTrial trial(DnsDrivers drivers, Visibility visibility, InstantSource clock) {
        return new DnsTrial(drivers, visibility, clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Authorities authorities(InstantSource clock) {
        return new Authorities(clock);
    }

    @Singleton
    Registrar registrar(
            Accounts accounts,
            Authorities authorities,
            Buckets buckets,
            Secrets secrets,
            InstantSource clock) {
        return new Registrar(accounts, authorities, buckets, secrets, clock);
    }

    @Singleton
    DnsProofs records(
            DnsDrivers drivers,
            Delegation delegation,
            Visibility visibility,
            Tables tables,
            InstantSource clock) {
        return new DnsProofs(drivers, delegation, visibility, new DnsChanges(tables), clock);
    }

    @Singleton
    Proofs proofs(
            Tables tables,
            Seal seal,
            DnsProofs records,
            Visibility visibility,
            InstantSource clock) {
        return new Proofs(new ChallengeAnswers(tables, seal), records, visibility, clock);
    }

    @Singleton
    Issuing issuing(
            Tables tables,
            Seal seal,
            Vault vault,
            Efforts efforts,
            Accounts accounts,
            Buckets buckets,
            Leases leases,
            Authorities authorities,
            Registrar registrar,
            Proofs proofs,
            DnsDrivers drivers,
            InstantSource clock) {
        return new Issuing(
                new Issuing.Stores(
                        vault, leases, new Issuances(tables, seal), efforts, accounts, buckets),
                authorities,
                registrar,
                proofs,
                task -> preflight(task, drivers, clock),
                RegisteredDomains::of,
                task -> VisitorRoots.of(task.policy().roots()),
                clock,
                new SecureRandom());
    }

    private static Preflight preflight(Task task, DnsDrivers drivers, InstantSource clock) {
        return new Preflight(
                Resolvers.of(task.policy().resolvers()),
                Ports.PUBLIC,
                (provider, owner) -> zoneOf(drivers, provider, owner),
                RegisteredDomains::of,
                OwnAddresses::now,
                clock);
    }

    private static String zoneOf(DnsDrivers drivers, DnsProvider provider, String owner)
            throws CredentialCheck.NoAccess {
        try {
            return drivers.of(provider).zoneOf(owner);
        } catch (DnsTrouble trouble) {
            throw new CredentialCheck.NoAccess(
                    String.valueOf(trouble.getMessage()), trouble.remedy());
        }
    }

    @Singleton
    @Bean(preDestroy = "close")
    BackgroundErrands errands(
            Issuing issuing,
            Authorities authorities,
            Proofs proofs,
            Vault vault,
            InstantSource clock) {
        return new BackgroundErrands(
                issuing, authorities, proofs, vault, clock, new SecureRandom());
    }

    /// Started with the service.
    @Context
    @Bean(preDestroy = "close")
    ExportRunner exports(
            Vault vault,
            LiveDeclaration declaration,
            Secrets secrets,
            InstantSource clock,
            ServiceEnvironment environment) {
        ExportRunner exports =
                new ExportRunner(
                        new Exports(environment.state()),
                        declaration,
                        host -> newest(vault, declaration, host),
                        secrets,
                        clock);
        exports.start();
        return exports;
    }

    private static Optional<Issued> newest(
            Vault vault, LiveDeclaration declaration, HostName host) {
        return Wanted.of(declaration.current()).stream()
                .map(Wanted::names)
                .filter(names -> names.first().text().equals(host.value()))
                .findFirst()
                .flatMap(names -> vault.newest(names, Variant.MAIN));
    }

    @Singleton
    CertificateDesk desk(
            Vault vault,
            Efforts efforts,
            Accounts accounts,
            Authorities authorities,
            Registrar registrar,
            Renewal renewal,
            ExportRunner exports,
            LiveDeclaration declaration,
            InstantSource clock) {
        return new VaultDesk(
                vault,
                efforts,
                accounts,
                authorities,
                registrar,
                renewal,
                exports,
                declaration,
                clock);
    }

    @Singleton
    DnsDesk trials(DnsTrial trial) {
        return new TrialDesk(trial);
    }

    /// Started with the service.
    @Context
    @Bean(preDestroy = "close")
    Renewal renewal(
            Tables tables,
            Seal seal,
            ExportRunner exports,
            Vault vault,
            Efforts efforts,
            LocalAuthority authority,
            BackgroundErrands errands,
            LiveDeclaration declaration,
            InstantSource clock,
            ServiceEnvironment environment,
            MeterRegistry registry,
            @Property(name = "croft.journal.keep") Duration keepJournal) {
        Renewal renewal =
                new Renewal(
                        new RenewalPass(vault, efforts, authority, errands, clock),
                        vault,
                        () -> reseal(tables, seal),
                        declaration,
                        clock,
                        keepJournal,
                        new RootFile(environment.state())
                                .andThen(new CertificateMetrics(registry, clock))
                                .andThen(_ -> exports.wake()));
        errands.onDone(renewal::lookAgain);
        renewal.start();
        return renewal;
    }

    private static void reseal(Tables tables, Seal seal) {
        if (seal.isRotating()) {
            new Resealing(tables, seal).run();
        }
    }

    @Singleton
    StatusDetail status(Renewal renewal) {
        return new CertificateStatus(renewal);
    }

    @Singleton
    Readiness readiness(Renewal renewal) {
        return new CertificatesHeld(renewal);
    }
}
