package croft.edge.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.listener.Transport;
import croft.edge.tls.HeldCertificate;
import croft.platform.declaration.HostName;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An edge that visits itself.
class WarmUpTest {
    private final Transport transport = Transport.start(2);

    @AfterEach
    void end() {
        transport.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void goesRoundUntilItsTimeIsOver() {
        Duration limit = Duration.ofMillis(200);
        WarmUp.Report report = WarmUp.run(transport, limit, InstantSource.system());
        assertThat(report.rounds()).isPositive();
        assertThat(report.took()).isGreaterThanOrEqualTo(limit);
    }

    @Test
    void endsBeforeItsTimeWhenItDoesNotGetFaster() {
        WarmUp.Report report =
                WarmUp.run(transport, Duration.ofMinutes(10), InstantSource.system());
        assertThat(report.took()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void worksOnOneLoop() {
        Transport one = Transport.start(1);
        try {
            WarmUp.Report report = WarmUp.run(one, Duration.ofMillis(500), InstantSource.system());
            assertThat(report.rounds()).isPositive();
        } finally {
            one.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void itsCertificateIsOneAndSignsItself() throws Exception {
        HeldCertificate made = OwnCertificate.of(new HostName("warm-up.invalid"));
        X509Certificate certificate = made.chain().getFirst();
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=warm-up.invalid");
    }
}
