package croft.certs.issuance;

import croft.certs.acme.AcmeAccount;
import croft.certs.acme.AcmeTrouble;
import croft.certs.acme.AlpnCertificate;
import croft.certs.acme.AuthorizationView;
import croft.certs.acme.ChallengeView;
import croft.certs.acme.DirectoryInfo;
import croft.certs.acme.OrderView;
import croft.certs.acme.PersistRecord;
import croft.certs.acme.Proof;
import croft.certs.acme.State;
import croft.certs.dns.DnsTrouble;
import croft.certs.dns.Visibility;
import croft.certs.vault.ChallengeAnswers;
import croft.certs.vault.OpenIssuance;
import croft.certs.vault.Trouble;
import croft.certs.wanted.CertificateName;
import croft.certs.wanted.Setback;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.ServerAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Proofs that names are ours: all of an order are put into their places, and only then is the
/// authority told to look, because a name and its wildcard share one. Blocks; any thread.
public final class Proofs {
    private final ChallengeAnswers answers;
    private final DnsProofs records;
    private final Visibility visibility;
    private final InstantSource clock;

    public Proofs(
            ChallengeAnswers answers,
            DnsProofs records,
            Visibility visibility,
            InstantSource clock) {
        this.answers = answers;
        this.records = records;
        this.visibility = visibility;
        this.clock = clock;
    }

    /// Puts every proof that is awaited into its place and has the authority look.
    void present(
            OpenIssuance issuance,
            OrderView order,
            CertificateTerms terms,
            AcmeAccount account,
            DirectoryInfo directory)
            throws AcmeTrouble, DnsTrouble, Stopped {
        List<ChallengeView> placed = new ArrayList<>();
        List<Written> written = new ArrayList<>();
        Instant begun = clock.instant();
        for (AuthorizationView authorization : order.authorizations()) {
            if (authorization.state() != State.PENDING) {
                continue;
            }
            ChallengeView challenge = chosen(authorization, terms);
            if (challenge.state() == State.PROCESSING || challenge.state() == State.PENDING) {
                place(issuance, authorization, challenge, terms, account, directory)
                        .ifPresent(written::add);
                placed.add(challenge);
            }
        }
        // Not sooner: after a try that was cut off, the authority may be looking at the old ones.
        answers.deleteBefore(issuance, begun);
        for (Written record : written) {
            records.await(provider(terms), record.owner(), record.value());
        }
        for (ChallengeView challenge : placed) {
            if (challenge.state() == State.PENDING) {
                account.answer(challenge.url());
            }
        }
    }

    /// Takes all proofs of an order back.
    void clear(OpenIssuance issuance, CertificateTerms terms) {
        answers.delete(issuance);
        records.clear(issuance, terms.dns().stream().toList());
    }

    /// Takes back what orders have left behind that need it no more: whoever was to do it has
    /// crashed, or a provider was away.
    ///
    /// @param providers all that are declared
    /// @return whether nothing is left
    public boolean clearLeftOvers(Collection<DnsProvider> providers) {
        answers.forget(clock.instant());
        return records.clearLeftOvers(providers);
    }

    private static ChallengeView chosen(AuthorizationView authorization, CertificateTerms terms)
            throws Stopped {
        String type = terms.challenge().word();
        Optional<ChallengeView> offered = authorization.challenge(type);
        if (offered.isEmpty()) {
            throw new Stopped(
                    Setback.REFUSED,
                    new Trouble(
                            "challenge",
                            authorization.name().text()
                                    + ": "
                                    + type
                                    + " is not offered (expected: "
                                    + authorization.challenges().stream()
                                            .map(ChallengeView::type)
                                            .collect(Collectors.joining(", "))
                                    + ")",
                            "choose one of these as challenge in croft.yml"),
                    Optional.empty(),
                    true);
        }
        return offered.get();
    }

    private Optional<Written> place(
            OpenIssuance issuance,
            AuthorizationView authorization,
            ChallengeView challenge,
            CertificateTerms terms,
            AcmeAccount account,
            DirectoryInfo directory)
            throws DnsTrouble, Stopped {
        CertificateName name = authorization.name();
        switch (challenge.proof()) {
            case Proof.Http(String token, String keyAuthorization) ->
                    answers.http(issuance, name, token, keyAuthorization, clock.instant());
            case Proof.Alpn alpn -> {
                AlpnCertificate made = AlpnCertificate.of(name, alpn.digest(), clock.instant());
                answers.alpn(issuance, name, made.certificate(), made.key(), clock.instant());
            }
            case Proof.Dns(String value) -> {
                String owner =
                        records.write(
                                issuance, provider(terms), "_acme-challenge." + name.text(), value);
                return Optional.of(new Written(owner, value));
            }
            case Proof.Persist(List<String> issuers) ->
                    persistent(authorization, issuers, terms, account, directory);
            case Proof.Other(String why) ->
                    throw new Stopped(
                            Setback.REFUSED,
                            new Trouble("challenge", name.text() + ": " + why, "look at its words"),
                            Optional.empty(),
                            true);
        }
        return Optional.empty();
    }

    /// Looks whether the record is there that its owner writes once. It is made of what we know; a
    /// challenge that names another issuer is not followed.
    private void persistent(
            AuthorizationView authorization,
            List<String> issuers,
            CertificateTerms terms,
            AcmeAccount account,
            DirectoryInfo directory)
            throws DnsTrouble, Stopped {
        if (!(authorization.name() instanceof CertificateName.Dns dns)) {
            throw Stopped.passing(
                    "challenge",
                    authorization.name().text() + " is an address",
                    "choose http-01 or tls-alpn-01 for addresses");
        }
        String issuer =
                directory.caaIdentities().stream()
                        .filter(issuers::contains)
                        .findFirst()
                        .orElseThrow(() ->
                                new Stopped(
                                        Setback.REFUSED,
                                        new Trouble(
                                                "challenge",
                                                "the challenge for "
                                                        + dns.text()
                                                        + " names other issuers ("
                                                        + String.join(", ", issuers)
                                                        + ") than the authority's directory",
                                                "choose another challenge: this is not followed"),
                                        Optional.empty(),
                                        true));
        CertificateName.Dns proved =
                authorization.wildcard()
                        ? (CertificateName.Dns) CertificateName.of("*." + dns.proved())
                        : dns;
        PersistRecord wanted = PersistRecord.of(proved, issuer, account.url(), Optional.empty());
        List<ServerAddress> servers = terms.dns().map(DnsProvider::authoritative).orElse(List.of());
        Visibility.Seen seen = visibility.seen(wanted.owner(), wanted.value(), servers);
        if (!seen.isEverywhere()) {
            throw Stopped.passing(
                    "persist",
                    wanted.owner() + " does not hold the record that proves it: " + seen,
                    "write once: " + wanted.owner() + ". TXT \"" + wanted.value() + "\"");
        }
    }

    private static DnsProvider provider(CertificateTerms terms) {
        return terms.dns()
                .orElseThrow(() -> new IllegalStateException("dns-01 without dns (expected: it)"));
    }

    private record Written(String owner, String value) {}
}
