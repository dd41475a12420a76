package croft.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The certificates in use are swapped whole, and a bad one never displaces a good one.
class CertificatesTest {
    private final Certificates certificates = new Certificates(Instant.EPOCH);

    @Test
    void boringSslIsThere() {
        assertThat(OpenSsl.isAvailable()).as("%s", OpenSsl.unavailabilityCause()).isTrue();
    }

    @Test
    void aNameFindsItsCertificateAndNoOther() {
        HeldCertificate one = TestCertificate.of("one.test", "www.one.test");
        HeldCertificate many = TestCertificate.of("*.many.test");

        assertThat(certificates.replace(List.of(one, many))).isEmpty();

        assertThat(found("one.test")).isEqualTo(one);
        assertThat(found("www.one.test")).isEqualTo(one);
        assertThat(found("a.many.test")).isEqualTo(many);
        assertThat(certificates.find("many.test")).isNull();
        assertThat(certificates.find("a.b.many.test")).isNull();
        assertThat(certificates.find("two.test")).isNull();
    }

    @Test
    void aCertificateThatStaysKeepsItsContext() {
        HeldCertificate one = TestCertificate.of("one.test");
        certificates.replace(List.of(one));
        Presented before = certificates.find("one.test");

        certificates.replace(List.of(TestCertificate.of("two.test"), one));

        assertThat(certificates.find("one.test")).isSameAs(before);
    }

    @Test
    void ofTwoForOneNameTheLaterOneIsPresented() {
        HeldCertificate early =
                TestCertificate.until(Instant.now().plus(Duration.ofDays(2)), "one.test");
        HeldCertificate late =
                TestCertificate.until(Instant.now().plus(Duration.ofDays(20)), "one.test");

        certificates.replace(List.of(late, early));

        assertThat(found("one.test")).isEqualTo(late);
    }

    @Test
    void oneThatCannotBePresentedLeavesItsPredecessorInUse() {
        HeldCertificate good = TestCertificate.of("one.test");
        certificates.replace(List.of(good));

        List<String> refusals =
                certificates.replace(
                        List.of(
                                TestCertificate.broken("one.test"),
                                TestCertificate.of("two.test")));

        assertThat(refusals).singleElement().asString().contains("one.test");
        assertThat(found("one.test")).isEqualTo(good);
        assertThat(certificates.find("two.test")).isNotNull();
    }

    @Test
    void oneWithAnRsaKeyIsForWhoCanCheckNoOther() {
        HeldCertificate main = TestCertificate.of("one.test");
        HeldCertificate beside = TestCertificate.rsa("one.test");
        Hello modern = Hello.of("one.test");
        Hello old = new Hello().serverName("one.test").signatures(0x0401);
        Hello none = new Hello().serverName("one.test").signatures(0x0807);

        certificates.replace(List.of(beside, main));

        assertThat(answer(modern, null)).isEqualTo(main);
        assertThat(answer(old, null)).isEqualTo(beside);
        assertThat(answer(none, null)).isEqualTo(main);
        assertThat(found("one.test")).isEqualTo(main);

        certificates.replace(List.of(beside));

        assertThat(answer(modern, null)).isEqualTo(beside);
    }

    @Test
    void whoAsksForNoNameGetsTheCertificateOfTheAddressThatHeCalled() {
        HeldCertificate one = TestCertificate.forAddresses("192.0.2.1", "2001:db8::1");
        HeldCertificate two = TestCertificate.forAddresses("192.0.2.2");
        Hello nameless = Hello.of("");

        certificates.replace(List.of(TestCertificate.of("one.test")));
        assertThat(answer(nameless, "192.0.2.1")).isNull();

        certificates.replace(List.of(TestCertificate.of("one.test"), one, two));
        assertThat(answer(nameless, "192.0.2.1")).isEqualTo(one);
        assertThat(answer(nameless, "2001:db8:0::1")).isEqualTo(one);
        assertThat(answer(nameless, "192.0.2.2")).isEqualTo(two);
        assertThat(answer(nameless, "10.0.0.5")).as("which of them?").isNull();
        assertThat(answer(Hello.of("192.0.2.1"), "192.0.2.1")).isNull();

        certificates.replace(List.of(TestCertificate.of("one.test"), one));
        assertThat(answer(nameless, "10.0.0.5")).as("the only one").isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, true",
        "[2001:db8::1], true",
        "[2001:0db8:0:0::1], true",
        "192.0.2.2, false",
        "192.0.2.01, false",
        "one.test, false"
    })
    void aCertificateForAddressesIsGoodForThem(String host, boolean good) {
        assertThat(TestCertificate.forAddresses("192.0.2.1", "2001:db8::1").covers(host))
                .isEqualTo(good);
    }

    @Test
    void aBrokenVariantLeavesThePredecessorOfItsKindInUse() {
        HeldCertificate main = TestCertificate.of("one.test");
        HeldCertificate beside = TestCertificate.rsa("one.test");
        certificates.replace(List.of(main, beside));

        HeldCertificate broken =
                new HeldCertificate(
                        beside.names(),
                        List.of(),
                        CertificateVariant.RSA,
                        TestCertificate.rsa("one.test").chain(),
                        beside.key());
        assertThat(certificates.replace(List.of(main, broken)))
                .singleElement()
                .asString()
                .contains("rsa");

        assertThat(certificates.held()).containsExactly(main, beside);
    }

    @Test
    void ticketKeysAreRotatedWithoutTouchingContexts() {
        certificates.replace(List.of(TestCertificate.of("one.test")));
        Presented before = certificates.find("one.test");

        certificates.rotateTicketKeys(Instant.EPOCH.plus(TicketKeys.ROTATION));

        assertThat(certificates.find("one.test")).isSameAs(before);
    }

    @Test
    void threeTicketKeysAreKept() {
        TicketKeys keys = new TicketKeys(Instant.EPOCH);
        for (int i = 1; i < 10; i++) {
            assertThat(keys.rotate(Instant.EPOCH.plus(TicketKeys.ROTATION.multipliedBy(i))))
                    .isTrue();
        }
        assertThat(keys.current()).hasSize(3);
        assertThat(keys.rotate(Instant.EPOCH.plus(TicketKeys.ROTATION.multipliedBy(9)))).isFalse();
    }

    /// What a client gets.
    ///
    /// @param called the address that he connected to
    private @Nullable HeldCertificate answer(Hello hello, @Nullable String called) {
        Presented presented =
                certificates.find(
                        Objects.requireNonNull(ClientHello.read(hello.buffer())),
                        called == null
                                ? null
                                : new InetSocketAddress(InetAddress.ofLiteral(called), 443));
        return presented == null ? null : presented.certificate();
    }

    private HeldCertificate found(String name) {
        Presented presented = certificates.find(name);
        if (presented == null) {
            throw new AssertionError("no certificate for " + name);
        }
        return presented.certificate();
    }
}
