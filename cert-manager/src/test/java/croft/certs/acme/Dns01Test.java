package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Names proved by TXT records.
class Dns01Test {
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
    void certifiesANameAndItsWildcardInOneOrder() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView order = applicant.order("blog.test", "*.blog.test");
        assertThat(order.state()).isEqualTo(State.PENDING);
        assertThat(order.expires()).isPresent();
        assertThat(order.authorizations())
                .extracting(AuthorizationView::name, AuthorizationView::wildcard)
                .containsExactlyInAnyOrder(
                        tuple(Applicant.names("blog.test").getFirst(), false),
                        tuple(Applicant.names("blog.test").getFirst(), true));

        OrderView ready = applicant.prove(order);
        X509Certificate leaf =
                applicant
                        .finish(ready, Keys.p256(), "blog.test", "*.blog.test")
                        .getFirst()
                        .getFirst();
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "blog.test"), List.of(2, "*.blog.test"));
        assertThat(pebble.questions("_acme-challenge.blog.test")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void saysWhoseRecordIsWrong() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView failed =
                applicant.prove(
                        applicant.order("wrong.test"),
                        "dns-01",
                        (authorization, _) ->
                                pebble.addText("_acme-challenge.wrong.test", "anything"));
        assertThat(failed.state()).isEqualTo(State.INVALID);
        AuthorizationView authorization = failed.authorizations().getFirst();
        assertThat(authorization.name().text()).isEqualTo("wrong.test");
        Problem problem = authorization.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(AcmeTrouble.Kind.UNAUTHORIZED);
        assertThat(problem.remedy()).contains("old TXT records");
    }

    /// Pebble calls this `unauthorized`; Boulder says `dns`.
    @Test
    void saysThatALookUpFailed() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        pebble.breakName("_acme-challenge.broken.test");
        OrderView failed = applicant.prove(applicant.order("broken.test"), "dns-01", (_, _) -> {});
        assertThat(failed.authorizations().getFirst().problem().orElseThrow().kind())
                .isEqualTo(AcmeTrouble.Kind.UNAUTHORIZED);
    }

    @Test
    void followsADelegatedName() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        pebble.setAlias("_acme-challenge.moved.test", "moved.auth.test");
        OrderView ready =
                applicant.prove(
                        applicant.order("moved.test"),
                        "dns-01",
                        (_, proof) ->
                                pebble.addText("moved.auth.test", ((Proof.Dns) proof).value()));
        assertThat(ready.state()).isEqualTo(State.READY);
    }
}
