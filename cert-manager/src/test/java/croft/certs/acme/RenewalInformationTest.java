package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.vault.Pem;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// When the authority wants certificates to be renewed, and revocation, after which it wants that
/// now.
class RenewalInformationTest {
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
    void givesAWindowWithinTheLifeOfACertificate() throws Exception {
        X509Certificate leaf = new Applicant(pebble, authority).certificate("window.test");
        RenewalWindow window = authority.renewalInformation(leaf).orElseThrow();
        assertThat(window.start()).isBetween(Instant.now(), leaf.getNotAfter().toInstant());
        assertThat(window.end()).isBetween(window.start(), leaf.getNotAfter().toInstant());
        assertThat(Duration.between(Instant.now(), window.askAgain()))
                .isBetween(Duration.ofHours(5), Duration.ofHours(7));
    }

    @Test
    void givesWhatTheAuthorityHasChangedItsMindTo() throws Exception {
        X509Certificate leaf = new Applicant(pebble, authority).certificate("changed.test");
        pebble.setRenewalInformation(
                Pem.of(List.of(leaf)),
                """
                {"suggestedWindow":{"start":"2026-11-22T10:00:00Z","end":"2026-11-22T11:00:00Z"},
                 "explanationURL":"https://ca.test/incident"}
                """);
        RenewalWindow window = authority.renewalInformation(leaf).orElseThrow();
        assertThat(window.start()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(window.end()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
        assertThat(window.explanation()).contains(URI.create("https://ca.test/incident"));
    }

    @Test
    void refusesAWindowThatEndsBeforeItBegins() throws Exception {
        X509Certificate leaf = new Applicant(pebble, authority).certificate("nonsense.test");
        pebble.setRenewalInformation(
                Pem.of(List.of(leaf)),
                """
                {"suggestedWindow":{"start":"2026-11-22T11:00:00Z","end":"2026-11-22T10:00:00Z"}}
                """);
        AcmeTrouble trouble =
                catchThrowableOfType(AcmeTrouble.class, () -> authority.renewalInformation(leaf));
        assertThat(trouble.kind()).isEqualTo(AcmeTrouble.Kind.UNINTELLIGIBLE);
    }

    @Test
    void wantsARevokedCertificateReplacedNow() throws Exception {
        Applicant applicant = new Applicant(pebble, authority);
        X509Certificate leaf = applicant.certificate("revoked.test");
        assertThat(pebble.status(leaf)).isEqualTo("Valid");
        applicant.account().revoke(leaf, 1);
        assertThat(pebble.status(leaf)).isEqualTo("Revoked");
        applicant.account().revoke(leaf, 1);
        assertThat(authority.renewalInformation(leaf).orElseThrow().end()).isBefore(Instant.now());
    }

    @Test
    void refusesToRevokeForAStranger() throws Exception {
        X509Certificate leaf = new Applicant(pebble, authority).certificate("stranger.test");
        AcmeAccount stranger = new Applicant(pebble, authority).account();
        assertThat(catchThrowableOfType(AcmeTrouble.class, () -> stranger.revoke(leaf, 4)).kind())
                .isEqualTo(AcmeTrouble.Kind.ACCOUNT_REFUSED);
        assertThat(pebble.status(leaf)).isEqualTo("Valid");
    }

    @Test
    void saysNothingOfACertificateThatNamesNoIssuerKey() throws Exception {
        AlpnCertificate own =
                AlpnCertificate.of(
                        Applicant.names("own.test").getFirst(), new byte[32], Instant.now());
        assertThat(authority.renewalInformation(own.certificate())).isEmpty();
    }
}
