package croft.certs;

import croft.certs.authority.LocalAuthority;
import croft.certs.control.CertificateDesk;
import croft.certs.control.LocalDesk;
import croft.certs.export.ExportRunner;
import croft.certs.export.Exports;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.RenewalPass;
import croft.certs.status.CertificateStatus;
import croft.certs.status.CertificatesHeld;
import croft.certs.status.RootFile;
import croft.certs.vault.Issued;
import croft.certs.vault.Tables;
import croft.certs.vault.Vault;
import croft.certs.wanted.RenewalPlan;
import croft.platform.declaration.HostName;
import croft.platform.secret.Seal;
import croft.platform.secret.Secrets;
import croft.platform.service.LiveDeclaration;
import croft.platform.service.Readiness;
import croft.platform.service.ServiceEnvironment;
import croft.platform.service.StatusDetail;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What belongs to what.
@Factory
@Requires(beans = ServiceEnvironment.class)
final class Wiring {
    @Singleton
    Vault vault(Tables tables, Secrets secrets) {
        return new Vault(tables, Seal.of(secrets));
    }

    @Singleton
    LocalAuthority authority() {
        return new LocalAuthority();
    }

    /// Started with the service; it finds what is held before the first look.
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
        return RenewalPlan.wanted(declaration.current()).stream()
                .filter(names -> names.texts().getFirst().equals(host.value()))
                .findFirst()
                .flatMap(vault::newest);
    }

    /// Started with the service.
    @Context
    @Bean(preDestroy = "close")
    Renewal renewal(
            Vault vault,
            LocalAuthority authority,
            ExportRunner exports,
            LiveDeclaration declaration,
            InstantSource clock,
            ServiceEnvironment environment,
            @Property(name = "croft.journal.keep") Duration keepJournal) {
        Renewal renewal =
                new Renewal(
                        new RenewalPass(vault, authority, clock),
                        vault,
                        declaration,
                        clock,
                        keepJournal,
                        new RootFile(environment.state()).andThen(_ -> exports.wake()));
        renewal.start();
        return renewal;
    }

    @Singleton
    CertificateDesk desk(
            Vault vault,
            LocalAuthority authority,
            Renewal renewal,
            ExportRunner exports,
            InstantSource clock) {
        return new LocalDesk(vault, authority, renewal, exports, clock);
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
