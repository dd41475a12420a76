package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.wanted.CertificateName;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Names proved by a record that stays.
class DnsPersist01Test {
    private static final String ISSUER = "pebble.letsencrypt.org";

    private static Pebble pebble;
    private static AcmeAuthority authority;

    @BeforeAll
    static void start() throws Exception {
        pebble = Pebble.start();
        authority =
                new AcmeAuthority(
                        pebble.directory(),
                        Optional.of(pebble.serverRoot()),
                        InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        authority.close();
        pebble.close();
    }

    @Test
    void provesANameAndItsWildcardOrderAfterOrderByOneRecord() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        PersistRecord record = record("*.stays.test", applicant.account().url(), Optional.empty());
        assertThat(record.owner()).isEqualTo("_validation-persist.stays.test");
        pebble.addText(record.owner(), record.value());
        for (int i = 0; i < 2; i++) {
            OrderView order = applicant.order("stays.test", "*.stays.test");
            OrderView ready =
                    applicant.prove(
                            order,
                            "dns-persist-01",
                            (_, proof) ->
                                    assertThat(proof)
                                            .isEqualTo(new Proof.Persist(List.of(ISSUER))));
            assertThat(ready.state()).isEqualTo(State.READY);
        }
    }

    @Test
    void provesNothingToAnotherAccount() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        PersistRecord record = record("mine.test", applicant.account().url(), Optional.empty());
        pebble.addText(record.owner(), record.value());
        Applicant stranger = new Applicant(pebble, authority);
        OrderView failed =
                stranger.prove(stranger.order("mine.test"), "dns-persist-01", (_, _) -> {});
        assertThat(failed.state()).isEqualTo(State.INVALID);
    }

    @Test
    void provesNothingOnceItsTimeIsOver() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        PersistRecord record =
                record(
                        "over.test",
                        applicant.account().url(),
                        Optional.of(Instant.now().minusSeconds(60)));
        pebble.addText(record.owner(), record.value());
        OrderView failed =
                applicant.prove(applicant.order("over.test"), "dns-persist-01", (_, _) -> {});
        assertThat(failed.state()).isEqualTo(State.INVALID);
    }

    @Test
    void doesNotFollowAChallengeThatNamesAnotherAccount() throws Exception {
        try (FaultProxy proxy = FaultProxy.before(pebble, 1);
                AcmeAuthority through =
                        new AcmeAuthority(
                                proxy.directory(),
                                Optional.of(pebble.serverRoot()),
                                InstantSource.system())) {
            Applicant applicant = new Applicant(pebble, through);
            OrderView order = applicant.order("named.test");
            String authorization = order.authorizations().getFirst().url().toString();
            proxy.once(
                    URI.create(authorization).getPath(),
                    Fault.json(
                            200,
                            "application/json",
                            """
                            {"status":"pending","identifier":{"type":"dns","value":"named.test"},
                             "challenges":[{"type":"dns-persist-01","status":"pending",
                              "url":"%s/0","accounturi":"https://ca.test/acct/7",
                              "issuer-domain-names":["pebble.letsencrypt.org"]}]}
                            """
                                    .formatted(authorization)));
            Proof proof =
                    applicant
                            .account()
                            .look(order.url())
                            .authorizations()
                            .getFirst()
                            .challenges()
                            .getFirst()
                            .proof();
            assertThat(proof)
                    .isEqualTo(
                            new Proof.Other(
                                    "names the account https://ca.test/acct/7 (expected: "
                                            + applicant.account().url()
                                            + ")"));
        }
    }

    @Test
    void isWrittenAsAuthoritiesCompareIt() {
        assertThat(
                        record(
                                "*.a.test",
                                URI.create("https://ca.test/acct/7"),
                                Optional.of(Instant.ofEpochSecond(1_800_000_000))))
                .isEqualTo(
                        new PersistRecord(
                                "_validation-persist.a.test",
                                "pebble.letsencrypt.org; accounturi=https://ca.test/acct/7;"
                                        + " policy=wildcard; persistUntil=1800000000"));
    }

    private static PersistRecord record(String name, URI account, Optional<Instant> until) {
        return PersistRecord.of(
                (CertificateName.Dns) CertificateName.of(name), ISSUER, account, until);
    }
}
