package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.Fault;
import croft.certs.acme.PebbleOptions;
import croft.platform.service.RunningService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with a real authority and a real name server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesByAcmeTest {
    private final Installation installation;

    CertificatesByAcmeTest(@TempDir Path folder) throws Exception {
        installation = new Installation(folder, PebbleOptions.calm());
    }

    @BeforeEach
    void empty() throws Exception {
        installation.empty();
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
    }

    @Test
    void getsACertificateByHttp01AndKeepsNothingBehind() throws Exception {
        installation.declare(
                installation.certificates("http-01"),
                """
                  - { host: www.example.test, aliases: [example.test], proxy: "http://127.0.0.1:1" }
                """);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(1);
            assertThat(query("select kind from platform.event order by id"))
                    .contains("certificate.stored certificate.renewed");
            assertThat(query("select method || profile from certs.version"))
                    .isEqualTo("http-01classic");
            nothingIsLeft();
        }
    }

    @Test
    void provesANameAndItsWildcardInOneOrder() throws Exception {
        installation.declare(
                installation.certificates("dns-01"),
                """
                  - host: example.test
                    proxy: http://127.0.0.1:1
                    certificate: { wildcard: yes }
                """);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(1);
            assertThat(query("select names from certs.current"))
                    .isEqualTo("{example.test,*.example.test}");
            assertThat(query("select count(*) from certs.issuance")).isEqualTo("1");
            nothingIsLeft();
            assertThat(installation.names().values("_acme-challenge.example.test")).isEmpty();
        }
    }

    @Test
    void holdsAnRsaCertificateBesideTheMainOne() throws Exception {
        installation.declare(
                installation.certificates("http-01"),
                """
                  - host: example.test
                    proxy: http://127.0.0.1:1
                    certificate: { rsa-beside: yes }
                """);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(2);
            assertThat(query("select variant from certs.current order by variant"))
                    .isEqualTo("main rsa");
        }
    }

    @Test
    void certifiesAnAddress() throws Exception {
        installation.declare(
                installation.certificates("http-01"),
                """
                  - { host: example.test, proxy: "http://127.0.0.1:1", addresses: [127.0.0.1] }
                """);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(2);
            assertThat(query("select names from certs.current order by names"))
                    .isEqualTo("{127.0.0.1} {example.test}");
        }
    }

    @Test
    void renewsWhenTheAuthorityAsksAndNamesThePredecessor() throws Exception {
        installation.declare(
                installation.certificates("http-01"),
                """
                  - { host: example.test, proxy: "http://127.0.0.1:1" }
                """);
        try (RunningService _ = installation.start()) {
            installation.eventuallyVersions(1);
            Eventually.eventually(
                    "the authority was asked",
                    () -> !query("select ari_next_check from certs.version").equals("null"));
            installation
                    .pebble()
                    .setRenewalInformation(
                            query("select chain_pem from certs.version"),
                            """
                            {"suggestedWindow": {"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"}}
                            """);
            installation.database().execute("update certs.version set ari_next_check = now()");
            installation.declare(
                    installation.certificates("http-01"),
                    """
                      - { host: example.test, proxy: "http://127.0.0.1:2" }
                    """);
            installation.eventuallyVersions(2);
            assertThat(query("select replaces is not null from certs.issuance order by began_at"))
                    .isEqualTo("f t");
        }
    }

    @Test
    void leavesProofsWhereTheAuthorityMayBeLookingAtThem() throws Exception {
        installation.proxy().once("/chalZ/", new Fault.DropAfter());
        installation.declare(
                installation.certificates("http-01"),
                """
                  - { host: lost.example.test, proxy: "http://127.0.0.1:1" }
                """);
        try (RunningService _ = installation.start()) {
            Eventually.eventually(
                    "the answer was lost",
                    () -> query("select kind from certs.effort").equals("unreachable"));
            assertThat(query("select name from certs.challenge")).isEqualTo("lost.example.test");
            installation.database().execute("update certs.effort set next_attempt_at = now()");
            installation.declare(
                    installation.certificates("http-01"),
                    """
                      - { host: lost.example.test, proxy: "http://127.0.0.1:2" }
                    """);
            installation.eventuallyVersions(1);
            assertThat(query("select state from certs.issuance")).isEqualTo("done");
            nothingIsLeft();
        }
    }

    @Test
    void saysWhichRecordIsToBeWrittenOnceAndGoesOnWhenItIs() throws Exception {
        installation.declare(
                installation.certificates("dns-persist-01"),
                """
                  - { host: persist.example.test, proxy: "http://127.0.0.1:1" }
                """);
        try (RunningService _ = installation.start()) {
            Eventually.eventually(
                    "it says what is missing",
                    () -> query("select remedy from certs.effort").contains(". TXT \""));
            String remedy = query("select remedy from certs.effort");
            String value = remedy.substring(remedy.indexOf('"') + 1, remedy.lastIndexOf('"'));
            installation
                    .names()
                    .put(Installation.ZONE, "_validation-persist.persist.example.test", value);
            installation.database().execute("update certs.effort set next_attempt_at = now()");
            installation.declare(
                    installation.certificates("dns-persist-01"),
                    """
                      - { host: persist.example.test, proxy: "http://127.0.0.1:2" }
                    """);
            installation.eventuallyVersions(1);
        }
    }

    private String query(String sql) throws Exception {
        return installation.database().query(sql);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(query("select count(*) from certs.challenge_answer")).isEqualTo("0");
        assertThat(query("select count(*) from certs.dns_change")).isEqualTo("0");
        assertThat(List.of(query("select distinct state from certs.issuance")))
                .containsExactly("done");
    }
}
