package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders from the first request to the chain, and what is found again when an answer was lost.
class OrderTest {
    private static Pebble pebble;
    private static FaultProxy proxy;
    private static AcmeAuthority authority;

    @BeforeAll
    static void start() throws Exception {
        pebble = PebbleOptions.calm().withAlternateRoots(2, 2).blocking("blocked.test").start();
        proxy = FaultProxy.before(pebble, 1);
        authority =
                new AcmeAuthority(
                        proxy.directory(),
                        Optional.of(pebble.serverRoot()),
                        InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        authority.close();
        proxy.close();
        pebble.close();
    }

    @ParameterizedTest
    @CsvSource({"classic, P90D", "shortlived, PT160H", "blink, PT60S"})
    void getsTheKindOfCertificateThatItAsksFor(String profile, Duration life) throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        URI order =
                applicant
                        .account()
                        .order(Applicant.names("kind.test"), Optional.of(profile), Optional.empty())
                        .url();
        X509Certificate leaf =
                applicant
                        .finish(
                                applicant.prove(applicant.account().look(order)),
                                Keys.p256(),
                                "kind.test")
                        .getFirst()
                        .getFirst();
        assertThat(
                        Duration.between(
                                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isBetween(life.minusSeconds(1), life);
    }

    @Test
    void refusesAKindThatTheAuthorityDoesNotOfferWithoutAskingIt() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        long before = proxy.requests("/order-plz");
        AcmeTrouble trouble =
                catchThrowableOfType(
                        AcmeTrouble.class,
                        () ->
                                applicant
                                        .account()
                                        .order(
                                                Applicant.names("kind.test"),
                                                Optional.of("eternal"),
                                                Optional.empty()));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.INVALID_PROFILE);
        assertThat(trouble)
                .hasMessageContainingAll(
                        "profile: eternal is not offered by localhost", "blink", "classic");
        assertThat(proxy.requests("/order-plz")).isEqualTo(before);
    }

    @Test
    void saysWhichNameIsRefused() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        AcmeTrouble trouble =
                catchThrowableOfType(
                        AcmeTrouble.class, () -> applicant.order("good.test", "www.blocked.test"));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.REJECTED_IDENTIFIER);
        assertThat(trouble.kind().tryAgain()).isFalse();
        assertThat(trouble).hasMessageContaining("www.blocked.test");
    }

    @Test
    void certifiesAKeyOfEveryKind() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        for (KeyPair key : List.of(Keys.ec("secp384r1"), Keys.rsa(2048))) {
            OrderView ready = applicant.prove(applicant.order("key.test"));
            assertThat(
                            applicant
                                    .finish(ready, key, "key.test")
                                    .getFirst()
                                    .getFirst()
                                    .getPublicKey())
                    .isEqualTo(key.getPublic());
        }
    }

    @Test
    void offersEachChainAndChoosesByTheRootThatIsTrusted() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        List<List<X509Certificate>> chains =
                applicant.finish(
                        applicant.prove(applicant.order("chain.test")), Keys.p256(), "chain.test");
        assertThat(chains).hasSize(3).allSatisfy(chain -> assertThat(chain).hasSize(3));
        List<X509Certificate> chosen = Chains.shortestTrusted(chains, List.of(pebble.root(2)));
        assertThat(chosen).isEqualTo(chains.get(2)).isNotEqualTo(chains.getFirst());
    }

    @Test
    void saysWhatItReplacesAndThatThisHappensOnce() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        X509Certificate first = applicant.certificate("again.test");
        OrderView second = applicant.order(Optional.of(first), "again.test");
        applicant.finish(applicant.prove(second), Keys.p256(), "again.test");
        AcmeTrouble trouble =
                catchThrowableOfType(
                        AcmeTrouble.class, () -> applicant.order(Optional.of(first), "again.test"));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.ALREADY_REPLACED);
        assertThat(applicant.order("again.test").state()).isEqualTo(State.PENDING);
    }

    @Test
    void ordersAgainWhenTheAnswerWasLost() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/order-plz", new Fault.DropAfter());
        AcmeTrouble trouble =
                catchThrowableOfType(AcmeTrouble.class, () -> applicant.order("lost.test"));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
        assertThat(applicant.certificate("lost.test")).isNotNull();
    }

    @Test
    void doesNotLoseAnOrderWhoseAuthorizationsCannotBeRead() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        proxy.once("/authZ/", Fault.page(503));
        OrderView made =
                applicant
                        .account()
                        .order(
                                Applicant.names("unread.test"),
                                Optional.of("classic"),
                                Optional.empty());
        assertThat(made.state()).isEqualTo(State.PENDING);
        assertThat(made.authorizations()).isEmpty();
        assertThat(
                        catchThrowableOfType(
                                        AcmeTrouble.class,
                                        () -> applicant.account().look(made.url()))
                                .kind())
                .isEqualTo(AcmeTrouble.Kind.BUSY);
        assertThat(applicant.account().look(made.url()).authorizations()).hasSize(1);
    }

    @Test
    void findsTheCertificateWhenTheAnswerToTheFinalizationWasLost() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        KeyPair key = Keys.p256();
        byte[] csr = CertificateRequest.of(Applicant.names("final.test"), key);
        OrderView ready = applicant.prove(applicant.order("final.test"));
        proxy.once("/finalize-order/", new Fault.DropAfter());
        AcmeTrouble trouble =
                catchThrowableOfType(
                        AcmeTrouble.class, () -> applicant.account().finish(ready.url(), csr));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNREACHABLE);

        AcmeAccount later = authority.account(applicant.account().url(), applicant.key());
        applicant.until(ready, State.VALID);
        later.finish(ready.url(), csr);
        assertThat(later.chains(ready.url()).getFirst().getFirst().getPublicKey())
                .isEqualTo(key.getPublic());
    }

    @Test
    void finishesAnOrderWhoseFinalizationNeverArrived() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView ready = applicant.prove(applicant.order("never.test"));
        proxy.once("/finalize-order/", new Fault.DropBefore());
        byte[] csr = CertificateRequest.of(Applicant.names("never.test"), Keys.p256());
        assertThat(
                        catchThrowableOfType(
                                        AcmeTrouble.class,
                                        () -> applicant.account().finish(ready.url(), csr))
                                .kind())
                .isEqualTo(AcmeTrouble.Kind.UNREACHABLE);
        assertThat(applicant.account().look(ready.url()).state()).isEqualTo(State.READY);
        applicant.account().finish(ready.url(), csr);
        assertThat(applicant.until(ready, State.VALID).authorizations()).isEmpty();
    }

    @Test
    void waitsForAnOrderThatIsBeingWorkedOn() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView ready = applicant.prove(applicant.order("slow.test"));
        String path = ready.url().getPath();
        Fault.Answer processing =
                Fault.json(
                                200,
                                "application/json",
                                """
                                {"status":"processing","identifiers":[],"authorizations":[],
                                 "finalize":"https://localhost/never"}
                                """)
                        .with("Retry-After", "7");
        proxy.once(path, processing);
        OrderView seen = applicant.account().look(ready.url());
        assertThat(seen.state()).isEqualTo(State.PROCESSING);
        assertThat(
                        Duration.between(
                                InstantSource.system().instant(), seen.lookAgain().orElseThrow()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));

        long before = proxy.requests("/finalize-order/");
        proxy.once(path, processing);
        applicant.account().finish(ready.url(), new byte[0]);
        assertThat(proxy.requests("/finalize-order/")).isEqualTo(before);

        proxy.once(path, processing);
        assertThat(
                        catchThrowableOfType(
                                        AcmeTrouble.class,
                                        () -> applicant.account().chains(ready.url()))
                                .kind())
                .isEqualTo(AcmeTrouble.Kind.ORDER_NOT_READY);
    }

    @Test
    void refusesToFinishWhatIsNotProved() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        OrderView order = applicant.order("early.test");
        byte[] csr = CertificateRequest.of(Applicant.names("early.test"), Keys.p256());
        assertThat(
                        catchThrowableOfType(
                                        AcmeTrouble.class,
                                        () -> applicant.account().finish(order.url(), csr))
                                .kind())
                .isEqualTo(AcmeTrouble.Kind.ORDER_NOT_READY);
    }

    @Test
    void saysThatAnOrderIsGone() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        URI order = applicant.order("gone.test").url();
        URI unknown = order.resolve("never-made");
        assertThat(
                        catchThrowableOfType(
                                        AcmeTrouble.class, () -> applicant.account().look(unknown))
                                .kind())
                .isEqualTo(AcmeTrouble.Kind.NOT_FOUND);
    }
}
