package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How `croft certs import` hands over one thing after another, and what it says of each.
class CertsImportCommandTest {
    private static final String KEPT =
            "{\"result\": \"kept\", \"said\": \"it is served now\", \"remedy\": null, \"names\":"
                    + " [\"example.net\"], \"notAfter\": \"2026-12-22T10:00:00Z\"}";
    private static final String UNUSABLE =
            "{\"result\": \"unusable\", \"said\": \"the key does not belong to the certificate\","
                    + " \"remedy\": null, \"names\": []}";

    @TempDir private Path folder = Path.of("unset");
    @TempDir private Path acmeSh = Path.of("unset");
    private ScriptedStack stack;

    @BeforeEach
    void begin() throws IOException {
        stack = new ScriptedStack(folder);
        write("ca/acme-v02.api.letsencrypt.org/directory/account.key", "the account's key");
        for (String name : new String[] {"example.net", "other.test"}) {
            write(name + "/" + name + ".key", "a private key");
            write(name + "/fullchain.cer", "a chain");
            write(
                    name + "/" + name + ".conf",
                    "Le_Domain='" + name + "'\nLe_Alt='*." + name + "'\nLe_Webroot='dns_lua'\n");
        }
        write("lost.test/lost.test.conf", "Le_Domain='lost.test'\n");
    }

    @AfterEach
    void end() throws IOException {
        stack.close();
    }

    @Test
    void saysOfEachWhatBecameOfIt() {
        stack.first(200, KEPT).first(200, UNUSABLE).answers(200, KEPT);
        Said said = stack.croft("certs", "import", acmeSh.toString());
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isEqualTo(Exit.MISTAKES.code());
        assertThat(said.out())
                .startsWith("acme.sh in " + acmeSh + ": 1 account, 2 certificates\n")
                .contains(
                        "kept        account example.net\n",
                        "unusable    certificate example.net, *.example.net\n"
                                + "            the key does not belong to the certificate\n"
                                + "            "
                                + acmeSh.resolve("example.net/fullchain.cer"),
                        "kept        certificate example.net\n            it is served now\n",
                        "unreadable  file " + acmeSh.resolve("lost.test"))
                .contains(
                        """
                          - host: example.net
                            certificate:
                              challenge: dns-01
                              dns: { provider: luadns, user: LUA_EMAIL, secret: luadns }
                          - host: "*.example.net"
                        """)
                .doesNotContain("key'", "a private key", "the account's key");
    }

    @Test
    void handsOverOneThingAtATime() {
        stack.answers(200, KEPT).croft("certs", "import", acmeSh.toString());
        assertThat(stack.allAsked()).hasSize(3);
        assertThat(stack.allAsked().get(0))
                .startsWith("POST /control/certificates/import ")
                .contains("https://acme-v02.api.letsencrypt.org/directory", "the account's key");
        assertThat(stack.allAsked().get(1)).contains("a chain", "a private key");
    }

    @Test
    void goesOnBehindAnAnswerThatItIsNonsense() {
        stack.first(400, "directory: no\n").answers(200, KEPT);
        Said said = stack.croft("certs", "import", acmeSh.toString());
        assertThat(said.out()).contains("refused     account", "directory: no", "kept        ");
        assertThat(stack.allAsked()).hasSize(3);
    }

    @Test
    void takesNothingOverInADryRun() throws IOException {
        Files.delete(acmeSh.resolve("lost.test/lost.test.conf"));
        Said said = stack.croft("certs", "import", acmeSh.toString(), "--dry-run", "--json");
        assertThat(said.code()).isZero();
        assertThat(stack.allAsked()).isEmpty();
        assertThat(Json.read(said.out()).get("items").elements()).hasSize(3);
        assertThat(said.out()).doesNotContain("a private key", "the account's key");
    }

    @Test
    void recognisesNoOtherFolder() {
        Said said = stack.croft("certs", "import", folder.toString());
        assertThat(said.code()).isEqualTo(Exit.NO_INPUT.code());
        assertThat(said.err()).contains("is of no client that is known", "/etc/letsencrypt");
        assertThat(stack.croft("certs", "import", "/no/such").err()).contains("is not there");
    }

    private void write(String name, String text) throws IOException {
        Path file = acmeSh.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
