package croft.certs.vault;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;

/// The vault's tables, as Micronaut Data reaches them.
@Singleton
public final class Tables {
    final TransactionOperations<Connection> transactions;
    final AuthorityRows authorities;
    final CertificateRows certificates;
    final VersionRows versions;

    Tables(
            TransactionOperations<Connection> transactions,
            AuthorityRows authorities,
            CertificateRows certificates,
            VersionRows versions) {
        this.transactions = transactions;
        this.authorities = authorities;
        this.certificates = certificates;
        this.versions = versions;
    }
}
