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
    final AccountRows accounts;
    final EffortRows efforts;
    final IssuanceRows issuances;
    final AnswerRows answers;
    final DnsChangeRows dnsChanges;
    final BucketRows buckets;
    final ServingRows serving;

    Tables(
            TransactionOperations<Connection> transactions,
            AuthorityRows authorities,
            CertificateRows certificates,
            VersionRows versions,
            AccountRows accounts,
            EffortRows efforts,
            IssuanceRows issuances,
            AnswerRows answers,
            DnsChangeRows dnsChanges,
            BucketRows buckets,
            ServingRows serving) {
        this.transactions = transactions;
        this.authorities = authorities;
        this.certificates = certificates;
        this.versions = versions;
        this.accounts = accounts;
        this.efforts = efforts;
        this.issuances = issuances;
        this.answers = answers;
        this.dnsChanges = dnsChanges;
        this.buckets = buckets;
        this.serving = serving;
    }
}
