package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.secret.SecretName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Programs elsewhere that have records written here. What is wrong with them is among the samples.
class DnsClientsTest {
    private static final String TEXT =
            """
            certificates:
              authority: letsencrypt
              dns: { provider: rfc2136, server: 192.0.2.53, user: croft, secret: zone }
              clients:
                - { user: mail-server, secret: mail, names: [Mail.example.net, "*.lab.example.net"] }
                - user: traefik.home
                  secret: secret:traefik
                  names: [nas.example.net]
                  dns: { provider: desec, secret: home }
            sites:
              - host: www.example.net
                proxy: http://127.0.0.1:3000
            """;

    @Test
    void haveANameASecretAndTheNamesThatTheyProve() {
        CertificatePolicy policy = read(TEXT).certificates();
        assertThat(policy.clients())
                .containsExactly(
                        new DnsClient(
                                "mail-server",
                                new SecretName("mail"),
                                List.of(
                                        new HostName("mail.example.net"),
                                        new HostName("*.lab.example.net")),
                                policy.terms().dns().orElseThrow()),
                        new DnsClient(
                                "traefik.home",
                                new SecretName("traefik"),
                                List.of(new HostName("nas.example.net")),
                                new DnsProvider(
                                        DnsProvider.Kind.DESEC,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new SecretName("home")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of())));
    }

    /// So a machine whose own sites are proved otherwise, or not at all, can still write for
    /// others.
    @Test
    void haveTheZoneAlsoWhereTheSitesDoNotNeedIt() {
        assertThat(
                        read(TEXT.replace("authority: letsencrypt", "authority: local"))
                                .certificates()
                                .clients())
                .hasSize(2);
    }

    @Test
    void areNoneWhereNothingIsSaid() {
        assertThat(CertificatePolicy.DEFAULT.clients()).isEmpty();
    }

    private static Declaration read(String text) {
        return switch (DeclarationReader.read("croft.yml", Samples.HOME, text)) {
            case Reading.Accepted(Declaration declaration, _) -> declaration;
            case Reading.Rejected(List<Mistake> mistakes) ->
                    throw new AssertionError(mistakes.toString());
        };
    }
}
