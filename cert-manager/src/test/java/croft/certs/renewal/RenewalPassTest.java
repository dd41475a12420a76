package croft.certs.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import croft.certs.Declarations;
import croft.certs.SetClock;
import croft.certs.TestVault;
import croft.certs.authority.LocalAuthority;
import croft.certs.vault.Vault;
import croft.certs.wanted.Held;
import croft.platform.declaration.Declaration;
import croft.platform.secret.SealContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What one look leads to, in the vault and in the journal.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewalPassTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Declaration TWO_SITES =
            Declarations.of("www.blog.test blog.test", "app.test");

    private final TestVault database;
    private final Vault vault;
    private SetClock clock = new SetClock(START);

    RenewalPassTest() throws IOException {
        database = new TestVault();
        vault = database.replica();
    }

    @BeforeEach
    void begin() throws SQLException {
        database.empty();
        clock = new SetClock(START);
    }

    @AfterAll
    void stop() throws IOException {
        database.close();
    }

    @Test
    void issuesForEverySiteAndRecordsIt() throws SQLException {
        Standing standing = pass(vault).run(TWO_SITES);
        assertThat(standing.problem()).isEmpty();
        assertThat(standing.certificates())
                .extracting(c -> c.names().texts(), c -> c.held().isPresent())
                .containsExactly(
                        tuple(List.of("www.blog.test", "blog.test"), true),
                        tuple(List.of("app.test"), true));
        assertThat(standing.next()).contains(Instant.parse("2026-11-25T21:30:00Z"));
        assertThat(events())
                .isEqualTo(
                        "certificate.stored:www.blog.test:{www.blog.test,blog.test} certificate.stored:app.test:{app.test}");
        assertThat(database.query("select attributes ->> 'serial' from platform.event order by id"))
                .isEqualTo(
                        standing.certificates().stream()
                                .map(c -> c.held().orElseThrow().serial())
                                .reduce((a, b) -> a + " " + b)
                                .orElseThrow());
    }

    /// What the contract promises the edge: a chain, and a key that belongs to it.
    @Test
    void showsTheEdgeAKeyThatFitsItsCertificate() throws Exception {
        pass(vault).run(TWO_SITES);
        try (var connection = DriverManager.getConnection(database.url(), "edge", "trusted");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select * from certs.current")) {
            int rows = 0;
            while (row.next()) {
                rows++;
                byte[] key =
                        TestVault.seal(1)
                                .open(
                                        new SealContext(
                                                "certs.version:" + row.getString("version")),
                                        row.getBytes("sealed_key"));
                X509Certificate leaf = certificate(row.getString("chain_pem"));
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(
                        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
                signature.update(key);
                byte[] signed = signature.sign();
                signature.initVerify(leaf.getPublicKey());
                signature.update(key);
                assertThat(signature.verify(signed)).isTrue();
                assertThat(leaf.getSerialNumber().toString(16))
                        .isEqualTo(row.getString("serial").replaceFirst("^0+", ""));
                assertThat(row.getTimestamp("not_after").toInstant())
                        .isEqualTo(leaf.getNotAfter().toInstant());
            }
            assertThat(rows).isEqualTo(2);
        }
    }

    @Test
    void storesNoKeyInTheClear() throws SQLException {
        pass(vault).run(TWO_SITES);
        // 30 81: how every PKCS#8 key of P-256 begins, here with its algorithm.
        assertThat(
                        database.query(
                                "select count(*) from (select sealed_key from certs.version union all select sealed_key from certs.authority) k where position('\\x06072a8648ce3d0201'::bytea in sealed_key) > 0"))
                .isEqualTo("0");
    }

    @Test
    void doesNothingWhenEverythingIsGood() throws SQLException {
        pass(vault).run(TWO_SITES);
        clock.forward(Duration.ofDays(3));
        pass(vault).run(TWO_SITES);
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("2");
        assertThat(
                        database.query(
                                "select count(*) from platform.event where kind = 'certificate.stored'"))
                .isEqualTo("2");
    }

    @Test
    void renewsInTimeAndKeepsTheOldVersionUntilItEnds() throws SQLException {
        Standing first = pass(vault).run(TWO_SITES);
        clock.set(first.next().orElseThrow());
        Standing second = pass(vault).run(TWO_SITES);
        assertThat(second.certificates())
                .extracting(c -> c.held().map(Held::serial))
                .doesNotContainAnyElementsOf(
                        first.certificates().stream()
                                .map(c -> c.held().map(Held::serial))
                                .toList());
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("4");
        // Half their lives after another: by then the first have ended.
        clock.set(second.next().orElseThrow().plus(Duration.ofHours(2)));
        pass(vault).run(TWO_SITES);
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("4");
        assertThat(database.query("select count(*) from certs.current")).isEqualTo("2");
        assertThat(database.query("select count(*) from certs.authority")).isEqualTo("1");
    }

    @Test
    void withdrawsWhatIsNoLongerDeclaredAndBringsItBack() throws SQLException {
        Standing first = pass(vault).run(TWO_SITES);
        pass(vault).run(Declarations.of("app.test"));
        assertThat(database.query("select names[1] from certs.current")).isEqualTo("app.test");
        assertThat(events())
                .endsWith("certificate.withdrawn:www.blog.test:{www.blog.test,blog.test}");
        Standing again = pass(vault).run(Declarations.of("blog.test www.blog.test", "app.test"));
        assertThat(again.certificates().getFirst().held().map(Held::serial))
                .isEqualTo(first.certificates().getFirst().held().map(Held::serial));
        assertThat(events()).endsWith("certificate.stored:blog.test:{blog.test,www.blog.test}");
        assertThat(database.query("select names from certs.current order by names"))
                .isEqualTo("{app.test} {blog.test,www.blog.test}");
    }

    @Test
    void neverIssuesTwiceFromTwoReplicas() throws Exception {
        Vault other = database.replica();
        Declaration many =
                Declarations.of("a.test", "b.test", "c.test", "d.test", "e.test", "f.test");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Standing>> replicas =
                    List.of(() -> pass(vault).run(many), () -> pass(other).run(many));
            List<Standing> standings = new ArrayList<>();
            for (Future<Standing> replica : threads.invokeAll(replicas)) {
                standings.add(replica.get());
            }
            assertThat(standings.get(0).root()).isEqualTo(standings.get(1).root());
        }
        assertThat(database.query("select count(*) from certs.authority")).isEqualTo("1");
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("6");
        assertThat(database.query("select count(*) from platform.event")).isEqualTo("6");
    }

    /// The event cannot be appended, so the certificate is not stored either; the next look does
    /// both.
    @Test
    void storesTheCertificateAndItsEventOrNeither() throws SQLException {
        database.execute("revoke execute on function platform.append_event from certs");
        try {
            assertThatThrownBy(() -> pass(vault).run(TWO_SITES))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            database.execute("grant execute on function platform.append_event to certs");
        }
        assertThat(database.query("select count(*) from certs.certificate")).isEqualTo("0");
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("0");
        assertThat(database.query("select count(*) from certs.authority")).isEqualTo("1");
        assertThat(pass(vault).run(TWO_SITES).isTroubled()).isFalse();
        assertThat(database.query("select count(*) from certs.current")).isEqualTo("2");
    }

    @Test
    void goesOnAfterAConnectionDiedInTheMiddle() throws SQLException {
        pass(vault).run(Declarations.of("app.test"));
        database.execute(
                "create function certs.kill() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$",
                "create trigger kill after insert on certs.version for each row execute function certs.kill()");
        try {
            assertThatThrownBy(() -> pass(vault).run(TWO_SITES))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            database.execute("drop trigger kill on certs.version", "drop function certs.kill()");
        }
        assertThat(database.query("select count(*) from certs.current")).isEqualTo("1");
        assertThat(pass(vault).run(TWO_SITES).isTroubled()).isFalse();
        assertThat(database.query("select count(*) from certs.current")).isEqualTo("2");
    }

    @Test
    void changesNothingWithAnotherVaultKey() throws SQLException {
        pass(vault).run(TWO_SITES);
        String before =
                database.query(
                        "select md5(string_agg(v::text, '' order by id)) from certs.version v");
        clock.forward(Duration.ofDays(6));
        Standing standing = pass(database.replica(2)).run(TWO_SITES);
        assertThat(standing.problem())
                .hasValueSatisfying(
                        p -> assertThat(p).contains("the vault stays shut", "another vault-key"));
        assertThat(standing.certificates())
                .allSatisfy(c -> assertThat(c.error()).isEqualTo(standing.problem()));
        assertThat(
                        database.query(
                                "select md5(string_agg(v::text, '' order by id)) from certs.version v"))
                .isEqualTo(before);
        assertThat(database.query("select count(*) from certs.authority")).isEqualTo("1");
        assertThat(pass(vault).run(TWO_SITES).problem()).isEmpty();
    }

    @Test
    void issuesAnewWhereAStoredKeyWasAltered() throws SQLException {
        pass(vault).run(TWO_SITES);
        database.execute(
                "update certs.version set sealed_key = set_byte(sealed_key, 30, get_byte(sealed_key, 30) # 1) where certificate = (select id from certs.certificate where names[1] = 'app.test')");
        assertThat(pass(vault).run(TWO_SITES).isTroubled()).isFalse();
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("3");
    }

    @Test
    void issuesNothingWhileTheClockIsWrong() throws SQLException {
        pass(vault).run(Declarations.of("app.test"));
        clock.set(Instant.EPOCH);
        Standing standing = pass(vault).run(TWO_SITES);
        assertThat(standing.certificates().getFirst().error())
                .hasValueSatisfying(e -> assertThat(e).contains("put the clock right"));
        assertThat(database.query("select count(*) from certs.version")).isEqualTo("1");
        clock.set(START);
        assertThat(pass(vault).run(TWO_SITES).isTroubled()).isFalse();
    }

    @Test
    void makesANewRootBeforeTheOldOneEnds() throws SQLException {
        Standing first = pass(vault).run(TWO_SITES);
        clock.forward(Duration.ofDays(3650 - 30));
        Standing second = pass(vault).run(TWO_SITES);
        assertThat(second.root()).isPresent().isNotEqualTo(first.root());
        assertThat(second.isTroubled()).isFalse();
        assertThat(database.query("select count(distinct issuer) from certs.version"))
                .isEqualTo("1");
    }

    private RenewalPass pass(Vault of) {
        return new RenewalPass(of, database.efforts(), new LocalAuthority(), Errands.NONE, clock);
    }

    private String events() throws SQLException {
        return database.query(
                "select kind || ':' || subject || ':' || keys::text from platform.event order by id");
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
