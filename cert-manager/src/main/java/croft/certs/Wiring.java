package croft.certs;

import croft.certs.authority.LocalAuthority;
import croft.certs.renewal.Renewal;
import croft.certs.renewal.RenewalPass;
import croft.certs.status.CertificateStatus;
import croft.certs.status.CertificatesHeld;
import croft.certs.status.RootFile;
import croft.certs.vault.Tables;
import croft.certs.vault.Vault;
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

/// What belongs to what.
@Factory
@Requires(beans = ServiceEnvironment.class)
final class Wiring {
    @Singleton
    Vault vault(Tables tables, Secrets secrets) {
        return new Vault(tables, Seal.of(secrets));
    }

    /// Started with the service.
    @Context
    @Bean(preDestroy = "close")
    Renewal renewal(
            Vault vault,
            LiveDeclaration declaration,
            InstantSource clock,
            ServiceEnvironment environment,
            @Property(name = "croft.journal.keep") Duration keepJournal) {
        Renewal renewal =
                new Renewal(
                        new RenewalPass(vault, new LocalAuthority(), clock),
                        vault,
                        declaration,
                        clock,
                        keepJournal,
                        new RootFile(environment.state()));
        renewal.start();
        return renewal;
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
