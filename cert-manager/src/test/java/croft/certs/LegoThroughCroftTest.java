package croft.certs;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.acme.AcmeTools;
import croft.certs.acme.Pebble;
import croft.certs.acme.PebbleOptions;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// lego itself as a client: it gets a certificate from an authority that asks a live Knot, and has
/// no credentials for the zone.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LegoThroughCroftTest {
    @TempDir Path folder;
    private final HttpreqBench running = new HttpreqBench();

    @BeforeEach
    void start() throws Exception {
        running.start(
                folder,
                "    - { user: mail, secret: mail, names: [\"*.lab.example.test\", away.example.test] }",
                "_acme-challenge.away IN CNAME proof.example.test.");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    @Test
    void getsACertificateForANameAndItsWildcard() throws Exception {
        int exit = lego("a password", "lab.example.test", "*.lab.example.test");
        assertThat(exit).as(log()).isZero();
        assertThat(certificate("lab.example.test").getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("lab.example.test", "*.lab.example.test");
        assertThat(running.knot().values("_acme-challenge.lab.example.test")).isEmpty();
    }

    @Test
    void getsOneForANameThatIsProvedElsewhere() throws Exception {
        int exit = lego("a password", "away.example.test");
        assertThat(exit).as(log()).isZero();
        assertThat(running.knot().values("proof.example.test")).isEmpty();
    }

    @Test
    void getsNoneForANameThatIsNotItsOwn() throws Exception {
        assertThat(lego("a password", "other.example.test")).isNotZero();
        assertThat(log()).contains("may not write _acme-challenge.other.example.test");
    }

    @Test
    void getsNoneWithAnotherPassword() throws Exception {
        assertThat(lego("wrong", "lab.example.test")).isNotZero();
        assertThat(log()).contains("401");
    }

    private int lego(String password, String... names) throws Exception {
        try (Pebble authority =
                PebbleOptions.calm().asking(running.knot().address().toString()).start()) {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    AcmeTools.lego().toString(),
                                    "--accept-tos",
                                    "--server",
                                    authority.directory().toString(),
                                    "--email",
                                    "you@example.test",
                                    "--path",
                                    folder.resolve("lego").toString(),
                                    "--dns",
                                    "httpreq",
                                    "--dns.resolvers",
                                    running.knot().address().toString(),
                                    "--dns.propagation-disable-ans"));
            for (String name : names) {
                command.addAll(List.of("--domains", name));
            }
            command.addAll(List.of("run", "--profile", "classic"));
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("lego.log").toFile());
            builder.environment().put("HTTPREQ_ENDPOINT", running.management() + "/httpreq");
            builder.environment().put("HTTPREQ_USERNAME", "mail");
            builder.environment().put("HTTPREQ_PASSWORD", password);
            builder.environment().put("HTTPREQ_POLLING_INTERVAL", "1");
            builder.environment().put("LEGO_CA_CERTIFICATES", authority.serverRoot().toString());
            Process process = builder.start();
            try {
                return process.waitFor();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("lego.log"));
    }

    private X509Certificate certificate(String name) throws Exception {
        byte[] pem = Files.readAllBytes(folder.resolve("lego/certificates/" + name + ".crt"));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem));
    }
}
