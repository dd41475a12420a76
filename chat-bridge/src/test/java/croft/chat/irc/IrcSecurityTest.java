package croft.chat.irc;

import static croft.chat.irc.Messages.NO_FILES;
import static croft.chat.irc.Messages.ROOM;
import static croft.chat.irc.Messages.message;
import static croft.chat.relay.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import croft.chat.relay.Outcome;
import croft.chat.relay.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who the server is, and who we are to it.
@Timeout(60)
class IrcSecurityTest {
    private final Messages heard = new Messages();

    @Test
    void aCertificateIsVerified(@TempDir Path folder) throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        certify(certificate, key);
        try (Ircd server = Ircd.secured(certificate, key);
                IrcNetwork trusted = network(server.port(), "127.0.0.1", Optional.of(certificate));
                IrcNetwork stranger = network(server.port(), "127.0.0.1", Optional.empty());
                IrcNetwork otherName =
                        network(server.port(), "localhost", Optional.of(certificate))) {
            trusted.attend(Set.of(ROOM), heard);
            stranger.attend(Set.of(ROOM), heard);
            otherName.attend(Set.of(ROOM), heard);

            eventually("up", () -> trusted.standing() instanceof Standing.Up);
            assertThat(trusted.send(message("x"), 0, NO_FILES)).isInstanceOf(Outcome.Sent.class);
            for (IrcNetwork each : new IrcNetwork[] {stranger, otherName}) {
                eventually(
                        "not trusted",
                        () ->
                                each.standing() instanceof Standing.Away away
                                        && away.why().startsWith("no TLS with ircs://"));
            }
        }
    }

    @Test
    void anAccountIsProvenBeforeAnythingElse() throws Exception {
        try (Script server = new Script("s3cret");
                IrcNetwork network = login(server, "s3cret")) {
            network.attend(Set.of(ROOM), heard);
            eventually("up", () -> network.standing() instanceof Standing.Up);

            String proof =
                    Base64.getEncoder()
                            .encodeToString(
                                    "croft\0croft\0s3cret".getBytes(StandardCharsets.UTF_8));
            assertThat(server.lines())
                    .containsSubsequence(
                            "CAP LS 302",
                            "AUTHENTICATE PLAIN",
                            "AUTHENTICATE " + proof,
                            "CAP END",
                            "JOIN " + ROOM.channel());
            assertThat(network.own(Hearing.account("croft"))).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsForItsOwnerToChange() throws Exception {
        try (Script server = new Script("s3cret");
                IrcNetwork network = login(server, "wrong")) {
            network.attend(Set.of(ROOM), heard);

            eventually("refused", () -> network.standing() instanceof Standing.Refused);
            assertThat(((Standing.Refused) network.standing()).why())
                    .isEqualTo("the account croft is not let in: SASL authentication failed");
            assertThat(network.send(message("x"), 0, NO_FILES)).isInstanceOf(Outcome.NotSent.class);
            assertThat(server.lines()).noneMatch(line -> line.startsWith("JOIN"));
        }
    }

    private static IrcNetwork login(Script server, String password) {
        return new IrcNetwork(
                new IrcServer(
                        "libera",
                        "127.0.0.1",
                        server.port(),
                        false,
                        "croft",
                        Optional.of(new IrcServer.Login("croft", password)),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                InstantSource.system(),
                IrcVenue.FAST);
    }

    private static IrcNetwork network(int port, String host, Optional<Path> authorities) {
        return new IrcNetwork(
                new IrcServer(
                        "libera",
                        host,
                        port,
                        true,
                        "croft",
                        Optional.empty(),
                        Optional.empty(),
                        authorities),
                Optional.empty(),
                InstantSource.system(),
                IrcVenue.FAST);
    }

    private static void certify(Path certificate, Path key)
            throws IOException, InterruptedException {
        Process openssl =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=irc.test",
                                "-addext",
                                "subjectAltName=IP:127.0.0.1",
                                "-keyout",
                                key.toString(),
                                "-out",
                                certificate.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
    }
}
