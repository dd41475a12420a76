package croft.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private HeldCertificate found(String name) {
        Presented presented = certificates.find(name);
        if (presented == null) {
            throw new AssertionError("no certificate for " + name);
        }
        return presented.certificate();
    }
}
