package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `croft certs` and its commands ask of cert-manager, and make of its answers.
class CertsCommandTest {
    private static final String WELL =
            """
            {"name": "www.example.net", "names": ["www.example.net", "example.net"],
             "variant": "main", "state": "held", "authority": "letsencrypt", "method": "dns-01",
             "profile": null, "serial": "04ab", "issuer": "CN=YE1",
             "notBefore": "2026-10-24T10:00:00Z", "notAfter": "2027-01-22T10:00:00Z",
             "servingSince": "2026-10-24T10:00:30Z",
             "next": {"at": "2026-12-23T10:00:00Z", "why": "a third of its life is left then"},
             "trouble": null, "slack": {"seconds": 2592000, "share": 0.3333},
             "alarm": "none", "waitsFor": []}\
            """;

    private static final String FAILING =
            """
            {"name": "shop.example.org", "names": ["shop.example.org"],
             "variant": "rsa", "state": "failing", "authority": "letsencrypt", "method": "http-01",
             "profile": "shortlived", "serial": "04cd", "issuer": "CN=YR1",
             "notBefore": "2026-11-17T10:00:00Z", "notAfter": "2026-11-24T10:00:00Z",
             "servingSince": null,
             "next": {"at": "2026-11-22T10:35:00Z", "why": "retry"},
             "trouble": {"said": "port 80 of 192.0.2.7 does\\u001b[2J not answer",
                         "remedy": "open port 80 in the firewall",
                         "since": "2026-11-22T08:00:00Z", "attempts": 5},
             "slack": {"seconds": 170700, "share": 0.28}, "alarm": "warning", "waitsFor": []}\
            """;

    private static final String WAITING =
            """
            {"name": "hand.example.org", "names": ["hand.example.org"],
             "variant": "main", "state": "missing", "authority": "letsencrypt", "method": "dns-01",
             "profile": null, "serial": null, "issuer": null, "notBefore": null, "notAfter": null,
             "servingSince": null, "next": null, "trouble": null, "slack": null,
             "alarm": "critical",
             "waitsFor": ["write TXT _acme-challenge.hand.example.org \\"abc\\""]}\
            """;

    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack stack;

    @BeforeEach
    void begin() throws IOException {
        stack = new ScriptedStack(folder);
    }

    @AfterEach
    void end() throws IOException {
        stack.close();
    }

    @Test
    void showsThatAllIsWell() {
        Said said = stack.answers(200, answer(WELL)).croft("certs");
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .isEqualTo(
                        """
                        The certificate is well

                        ✓ www.example.net +1
                          letsencrypt dns-01, ends in 61 days, served: for 28 days
                          next in 31 days, a third of its life is left then; slack 30 days (33 %)
                        """);
        assertThat(said.code()).isZero();
        assertThat(stack.asked()).isEqualTo("GET /control/certificates");
    }

    @Test
    void saysFirstWhatIsWrongAndWhatToDo() {
        Said said = stack.answers(200, answer(WELL, FAILING, WAITING)).croft("certs");
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(said.out())
                .startsWith(
                        """
                        2 of 3 certificates need help

                        ! shop.example.org (RSA): cannot be renewed, ends in 2 days
                          port 80 of 192.0.2.7 does [2J not answer
                          Remedy: open port 80 in the firewall
                          tried 5 times in 2 h; again in 35 min, retry

                        ! hand.example.org: there is none
                          It waits for you:
                            write TXT _acme-challenge.hand.example.org "abc"
                        """)
                .contains(
                        """
                        ! shop.example.org (RSA)
                          letsencrypt http-01 shortlived, ends in 2 days, served: not seen yet
                        """);
    }

    @Test
    void failsForAnExportThatFails() {
        String exports =
                """
                "exports": [
                  {"host": "a.test", "folder": "/etc/a", "format": "pem", "written": null,
                   "trouble": null, "remedy": null, "again": null},
                  {"host": "mail.test", "folder": "/etc/mail", "format": "bundle",
                   "written": "2026-11-01T10:00:00Z", "trouble": "`then`: reload ended with 1",
                   "remedy": "mend the program", "again": "2026-11-22T10:02:00Z"}]}\
                """;
        Said said =
                stack.answers(
                                200,
                                "{\"problem\": null, \"certificates\": [" + WELL + "]," + exports)
                        .croft("certs");
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(said.out())
                .startsWith("The certificate is well, but not everything else\n")
                .contains(
                        """
                        ! Export of mail.test to /etc/mail
                          `then`: reload ended with 1
                          Remedy: mend the program
                          again in 2 min
                        """)
                .endsWith("Exports\n  a.test   pem   /etc/a   unchanged\n");
    }

    @Test
    void printsTheAnswerForPrograms() throws IOException {
        Said said = stack.answers(200, answer(WELL, FAILING)).croft("certs", "--json");
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(Json.read(said.out()).get("certificates").elements()).hasSize(2);
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        Said said =
                stack.answers(
                                200,
                                "{\"problem\": \"the database: refused\", \"certificates\": [],"
                                        + " \"exports\": []}")
                        .croft("certs");
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(said.out()).contains("  ! the database: refused\n");
    }

    @Test
    void ordersARenewal() throws IOException {
        Said said =
                stack.answers(200, "{\"state\": \"begun\", \"said\": \"The order is placed\"}")
                        .croft("certs", "renew", "example.net");
        assertThat(said)
                .isEqualTo(new Said(0, "The order is placed; croft certs tells how it goes\n", ""));
        assertThat(stack.asked()).isEqualTo("POST /control/certificates/renew");
        assertThat(stack.body().get("name").text("")).isEqualTo("example.net");
    }

    @Test
    void showsWhyAnOrderWasRefused() {
        Said said =
                stack.answers(409, "five were issued this week (again on Tuesday)\n")
                        .croft("certs", "renew", "example.net");
        assertThat(said)
                .isEqualTo(
                        new Said(1, "", "croft: five were issued this week (again on Tuesday)\n"));
    }

    @Test
    void revokesForAReasonOnly() throws IOException {
        stack.answers(200, "{\"state\": \"done\", \"said\": \"Revoked\"}");
        Said none = stack.croft("certs", "revoke", "example.net");
        assertThat(none.code()).isEqualTo(Exit.USAGE.code());
        assertThat(stack.asked()).isEmpty();
        Said said = stack.croft("certs", "revoke", "example.net", "--reason", "key-compromise");
        assertThat(said.out()).isEqualTo("Revoked\n");
        assertThat(stack.body().get("reason").text("")).isEqualTo("key-compromise");
    }

    @Test
    void rollsOneAccountOrAll() throws IOException {
        stack.answers(200, "{\"state\": \"done\", \"said\": \"One account has a new key\"}");
        assertThat(stack.croft("certs", "roll-account").code()).isZero();
        assertThat(stack.body().get("directory").isAbsent()).isTrue();
        stack.croft("certs", "roll-account", "--directory", "https://acme.test/directory");
        assertThat(stack.body().get("directory").text("")).isEqualTo("https://acme.test/directory");
    }

    @Test
    void writesWhatIsExportedWithItsModes() throws IOException {
        stack.answers(
                200,
                """
                {"files": [{"name": "privkey.pem", "mode": "0600", "content": "%s"},
                           {"name": "cert.pem", "mode": "0644", "content": "%s"}]}
                """
                        .formatted(base64("key"), base64("certificate")));
        Said said = stack.croft("certs", "export", "example.net", "--to", "out");
        Path out = folder.resolve("out");
        assertThat(said)
                .isEqualTo(
                        new Said(
                                0,
                                out.resolve("privkey.pem") + "\n" + out.resolve("cert.pem") + "\n",
                                ""));
        assertThat(out.resolve("privkey.pem")).hasContent("key");
        assertThat(mode(out.resolve("privkey.pem"))).isEqualTo("rw-------");
        assertThat(mode(out.resolve("cert.pem"))).isEqualTo("rw-r--r--");
        assertThat(out.toFile().list()).hasSize(2);
    }

    @Test
    void takesThePasswordFromAFile() throws IOException {
        stack.answers(200, "{\"files\": []}");
        Said none = stack.croft("certs", "export", "a.test", "--to", "out", "--format", "pkcs12");
        assertThat(none.err()).contains("--password-file");
        assertThat(none.code()).isEqualTo(Exit.USAGE.code());
        Files.writeString(folder.resolve("pw"), "p w\nmore\n");
        stack.croft(
                "certs",
                "export",
                "a.test",
                "--to",
                "out",
                "--format",
                "pkcs12",
                "--password-file",
                "pw");
        assertThat(stack.body().get("password").text("")).isEqualTo("p w");
    }

    @Test
    void writesNothingOutsideTheFolder() {
        stack.answers(
                200,
                "{\"files\": [{\"name\": \"../x.pem\", \"mode\": \"0644\", \"content\": \"\"}]}");
        Said said = stack.croft("certs", "export", "a.test", "--to", "out");
        assertThat(said.code()).isEqualTo(Exit.UNAVAILABLE.code());
        assertThat(folder.resolve("x.pem")).doesNotExist();
    }

    private static String answer(String... certificates) {
        return "{\"at\": \"2026-11-22T10:00:00Z\", \"problem\": null, \"certificates\": ["
                + String.join(",", certificates)
                + "], \"exports\": []}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
