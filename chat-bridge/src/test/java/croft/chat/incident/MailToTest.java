package croft.chat.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.chat.incident.Elsewhere.Letter;
import croft.chat.incident.Elsewhere.Result;
import croft.chat.incident.MailServer.Security;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Letters handed to a real mail server.
class MailToTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));

    @TempDir static Path folder;
    static MailHost host;

    @BeforeAll
    static void start() throws Exception {
        host = new MailHost(folder);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(Security.class)
    void arrive(Security security) throws Exception {
        Letter letter =
                new Letter(
                        UUID.randomUUID(),
                        "🔴 Zertifikat läuft ab\r\nBcc: all@example.net",
                        "Grüße an " + security + "\n.\nEnde " + security,
                        true);
        assertThat(mail(host.server(security, MailHost.PASSWORD), "me").send(letter))
                .isEqualTo(new Result.Sent());
        String delivered = host.delivered("Message-ID: <croft." + letter.key() + "@example.net>");
        assertThat(delivered)
                .contains("To: me@example.net", "From: croft@example.net")
                .contains("Auto-Submitted: auto-generated", "Importance: high")
                .contains("Date: Mon, 23 Nov 2026 10:00:00")
                .doesNotContain("\nBcc:");
        if (security != Security.PLAIN) {
            assertThat(delivered).contains("with esmtpsa"); // encrypted and authenticated
        }
    }

    @Test
    void areNotSentWithoutTheEncryptionThatWasAskedFor() throws Exception {
        assertThat(mail(host.withoutStartTls(), "unencrypted").send(letter()))
                .isInstanceOf(Result.Later.class);
    }

    @Test
    void areNotSentToAServerThatNobodyVouchesFor() throws Exception {
        MailTo mail =
                new MailTo(
                        host.server(Security.TLS, MailHost.PASSWORD),
                        "me@example.net",
                        SSLContext.getDefault(),
                        CLOCK);
        assertThat(mail.send(letter())).isInstanceOf(Result.Later.class);
    }

    @Test
    void areNotSentToAServerOfAnotherName() throws Exception {
        MailServer byName = host.server(Security.TLS, MailHost.PASSWORD);
        MailServer byAddress =
                new MailServer(
                        "127.0.0.1", byName.port(), Security.TLS, byName.from(), byName.login());
        assertThat(mail(byAddress, "me").send(letter())).isInstanceOf(Result.Later.class);
    }

    @Test
    void waitForTheRightPassword() throws Exception {
        assertThat(mail(host.server(Security.STARTTLS, "wrong"), "me").send(letter()))
                .isInstanceOfSatisfying(
                        Result.Later.class, later -> assertThat(later.why()).contains("the login"));
    }

    @Test
    void areGivenUpWhereTheMailboxIsUnknown() throws Exception {
        assertThat(mail(host.server(Security.STARTTLS, MailHost.PASSWORD), "nobody").send(letter()))
                .isInstanceOf(Result.Never.class);
    }

    @Test
    void waitWhereTheMailboxIsFull() throws Exception {
        assertThat(mail(host.server(Security.STARTTLS, MailHost.PASSWORD), "later").send(letter()))
                .isInstanceOf(Result.Later.class);
    }

    @Test
    void waitForAServerThatIsAway() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        MailServer away =
                new MailServer(
                        "localhost", port, Security.PLAIN, "croft@example.net", Optional.empty());
        assertThat(mail(away, "me").send(letter())).isInstanceOf(Result.Later.class);
    }

    @Test
    void needAnAddress() {
        assertThatThrownBy(() -> mail(host.server(Security.PLAIN, ""), "a@b@c"))
                .hasMessageContaining("expected: an address");
    }

    private static Letter letter() {
        return new Letter(UUID.randomUUID(), "Subject", "Text", false);
    }

    private static MailTo mail(MailServer server, String to) throws Exception {
        return new MailTo(server, to + "@example.net", host.trust(), CLOCK);
    }
}
