package croft.certs.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import croft.platform.declaration.CertificatePolicy;
import croft.platform.declaration.DnsClient;
import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import croft.platform.secret.MissingSecret;
import croft.platform.secret.SecretName;
import croft.platform.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and what each may write.
class HttpreqClientsTest {
    private static final DnsClient MAIL =
            client("mail", "mail.example.net", "imap.example.net", "*.lab.example.net");

    private static final HttpreqClients CLIENTS =
            new HttpreqClients(
                    policy(MAIL, client("other", "other.example.net")),
                    Secrets.of(
                            Path.of("none"),
                            Map.of(
                                    "CROFT_SECRET_MAIL",
                                    "pass:word",
                                    "CROFT_SECRET_OTHER",
                                    "elsewhere")));

    @Test
    void knowsAClientByItsNameAndPassword() {
        assertThat(CLIENTS.asking(Optional.of(basic("mail:pass:word")))).contains(MAIL);
        assertThat(CLIENTS.asking(Optional.of("basic  " + basic("mail:pass:word").substring(6))))
                .contains(MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail:",
                "mail:pass",
                "mail:pass:word ",
                "mail:elsewhere",
                "other:pass:word",
                "nobody:pass:word",
                ":pass:word",
                "mail",
                ""
            })
    void letsNobodyElseIn(String userAndPassword) {
        assertThat(CLIENTS.asking(Optional.of(basic(userAndPassword)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic ?", "Bearer pass:word", "mail:pass:word"})
    void letsNobodyInWithoutTheScheme(String field) {
        assertThat(CLIENTS.asking(Optional.of(field))).isEmpty();
        assertThat(CLIENTS.asking(Optional.empty())).isEmpty();
    }

    @Test
    void saysThatThePasswordOfAClientIsMissingHere() {
        HttpreqClients clients =
                new HttpreqClients(policy(MAIL), Secrets.of(Path.of("none"), Map.of()));
        assertThatThrownBy(() -> clients.asking(Optional.of(basic("mail:"))))
                .isInstanceOf(MissingSecret.class);
    }

    @ParameterizedTest
    @CsvSource({
        "_acme-challenge.mail.example.net, true",
        "_acme-challenge.imap.example.net, true",
        "_acme-challenge.lab.example.net, true",
        "_acme-challenge.one.lab.example.net, true",
        "_acme-challenge.two.one.lab.example.net, false",
        "_acme-challenge.example.net, false",
        "_acme-challenge.other.example.net, false",
        "_acme-challenge.mymail.example.net, false",
        "_acme-challenge.x.mail.example.net, false",
        "mail.example.net, false",
        "_dmarc.mail.example.net, false",
        "_acme-challenge., false"
    })
    void keepsAClientToTheProofsOfItsNames(String fqdn, boolean may) {
        assertThat(HttpreqClients.mayWrite(MAIL, fqdn)).isEqualTo(may);
    }

    static String basic(String userAndPassword) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static DnsClient client(String user, String... names) {
        return new DnsClient(
                user,
                new SecretName(user),
                Arrays.stream(names).map(HostName::new).toList(),
                new DnsProvider(
                        DnsProvider.Kind.MANUAL,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    private static CertificatePolicy policy(DnsClient... clients) {
        CertificatePolicy plain = CertificatePolicy.DEFAULT;
        return new CertificatePolicy(
                plain.terms(),
                plain.fallback(),
                plain.roots(),
                plain.resolvers(),
                plain.exports(),
                List.of(clients));
    }
}
