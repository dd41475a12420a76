package croft.certs.vault;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.TestVault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which proofs nobody needs any more, after whoever put them into their places has crashed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftOversTest {
    private final TestVault database = new TestVault();

    LeftOversTest() throws Exception {}

    @BeforeEach
    void begin() throws Exception {
        database.empty();
    }

    @AfterAll
    void stop() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "begun, false, 1",
        "ordered, false, 1",
        "proven, false, 0",
        "finalizing, false, 0",
        "done, true, 0",
        "failed, true, 0"
    })
    void proofsStayUntilEveryNameOfTheirOrderIsProved(String state, boolean ended, int kept)
            throws Exception {
        store(state, ended);
        new ChallengeAnswers(database.tables(), TestVault.seal(1)).forget(Instant.now());
        List<DnsChange> leftOver = new DnsChanges(database.tables()).leftOver(Instant.EPOCH);
        assertThat(database.query("select count(*) from certs.challenge_answer"))
                .isEqualTo(Integer.toString(kept));
        assertThat(leftOver).hasSize(1 - kept);
    }

    @Test
    void answersEndByThemselves() throws Exception {
        store("ordered", false);
        new ChallengeAnswers(database.tables(), TestVault.seal(1))
                .forget(Instant.now().plus(Duration.ofHours(2)));
        assertThat(database.query("select count(*) from certs.challenge_answer")).isEqualTo("0");
    }

    /// An order in this state, with an answer and a record of its.
    private void store(String state, boolean ended) throws Exception {
        database.execute(
                """
                with c as (insert into certs.certificate (id, name_set, names) values
                        (gen_random_uuid(), repeat('0', 64), '{a.test}') returning id),
                    a as (insert into certs.account (id, directory, sealed_key, created_at) values
                        (gen_random_uuid(), 'https://a.test/dir', '', now()) returning id),
                    i as (insert into certs.issuance (id, certificate, variant, account, directory,
                        rehearsal, state, look_at, began_at, ended_at) select gen_random_uuid(), c.id,
                        'main', a.id, 'https://a.test/dir', false, '%s', now(), now(), %s from c, a
                        returning id),
                    d as (insert into certs.dns_change (id, issuance, provider, owner, value, state, at)
                        select gen_random_uuid(), i.id, 'p', '_acme-challenge.a.test', 'v', 'written',
                        now() from i)
                insert into certs.challenge_answer (id, issuance, kind, name, token, key_authorization,
                    expires_at) select gen_random_uuid(), i.id, 'http-01', 'a.test', 't', 'k',
                    now() + interval '1 hour' from i
                """
                        .formatted(state, ended ? "now()" : "null"));
    }
}
