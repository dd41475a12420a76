package croft.stack.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import croft.stack.report.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders as each client writes them, file by file.
class AcmeClientsTest {
    private static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";
    private static final String CHAIN = "-----BEGIN CERTIFICATE-----\nchain\n";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nkey\n";

    @TempDir private Path folder = Path.of("unset");

    @Test
    void readsAcmeSh() throws IOException {
        write("account.conf", "SAVED_LUA_Key='secret'\n");
        write("ca/acme-v02.api.letsencrypt.org/directory/account.key", KEY);
        write(
                "ca/acme-v02.api.letsencrypt.org/directory/ca.conf",
                "ACCOUNT_URL='https://acme-v02.api.letsencrypt.org/acme/acct/7'\n");
        write("ca/127.0.0.1/dir/account.key", KEY);
        write("example.net_ecc/example.net.key", KEY);
        write("example.net_ecc/fullchain.cer", CHAIN);
        write(
                "example.net_ecc/example.net.conf",
                """
                Le_Domain='example.net'
                Le_Alt='*.example.net,www.example.net'
                Le_Webroot='__ACME_BASE64__START_ZG5zX2x1YQ==__ACME_BASE64__END_'
                Le_API='https://127.0.0.1:24200/dir'
                $(touch pwned)
                """);
        write("old.test/old.test.key", KEY);
        write("old.test/fullchain.cer", CHAIN);
        write(
                "old.test/old.test.conf",
                "Le_Domain='old.test'\nLe_Alt='no'\nLe_Webroot='/var/www,no'\n");
        write("never.test/never.test.conf", "Le_Domain='never.test'\n");

        Findings findings = found();
        assertThat(findings.client()).isEqualTo("acme.sh");
        assertThat(findings.accounts())
                .extracting(Findings.Account::directory, Findings.Account::url)
                .containsExactly(
                        tuple(Optional.of("https://127.0.0.1:24200/dir"), Optional.empty()),
                        tuple(
                                Optional.of(LETS_ENCRYPT),
                                Optional.of("https://acme-v02.api.letsencrypt.org/acme/acct/7")));
        assertThat(findings.certificates())
                .extracting(Findings.Certificate::names, Findings.Certificate::proof)
                .containsExactly(
                        tuple(
                                List.of("example.net", "*.example.net", "www.example.net"),
                                new Proof.Dns("dns_lua")),
                        tuple(List.of("old.test"), new Proof.Http()));
        assertThat(findings.skipped())
                .extracting(Findings.Skipped::why)
                .containsExactly("it was never issued: there is no fullchain.cer");
        assertThat(findings.certificates().getFirst().key()).isEqualTo(KEY);
    }

    @Test
    void readsAFolderThatAcmeShWrote() throws Exception {
        Findings findings = recorded("acme.sh");
        assertThat(findings.client()).isEqualTo("acme.sh");
        assertThat(findings.skipped()).isEmpty();
        assertThat(findings.accounts())
                .extracting(Findings.Account::directory)
                .containsExactly(Optional.of("https://127.0.0.1:24210/dir"));
        assertThat(findings.accounts().getFirst().url().orElseThrow())
                .startsWith("https://127.0.0.1:24210/my-account/");
        assertThat(findings.accounts().getFirst().key()).contains("BEGIN EC PRIVATE KEY");
        assertThat(findings.certificates())
                .extracting(Findings.Certificate::names, Findings.Certificate::proof)
                .containsExactly(
                        tuple(List.of("example.net", "*.example.net"), new Proof.Dns("dns_lua")),
                        tuple(List.of("shop.example.org"), new Proof.Http()));
        assertThat(findings.certificates())
                .allSatisfy(c -> assertThat(c.chain()).contains("BEGIN CERTIFICATE"))
                .allSatisfy(c -> assertThat(c.key()).contains("PRIVATE KEY-----"));
    }

    @Test
    void readsAFolderThatLegoWrote() throws Exception {
        Findings findings = recorded("lego");
        assertThat(findings.client()).isEqualTo("lego");
        assertThat(findings.skipped()).isEmpty();
        assertThat(findings.accounts())
                .extracting(Findings.Account::directory)
                .containsExactly(Optional.empty());
        assertThat(findings.accounts().getFirst().url().orElseThrow())
                .startsWith("https://127.0.0.1:24210/my-account/");
        assertThat(findings.certificates())
                .extracting(Findings.Certificate::names)
                .containsExactly(List.of("*.example.net"), List.of("shop.example.org"));
        assertThat(findings.certificates())
                .allSatisfy(c -> assertThat(c.chain()).contains("BEGIN CERTIFICATE"))
                .allSatisfy(c -> assertThat(c.key()).contains("PRIVATE KEY-----"));
    }

    @Test
    void readsCertbotWithItsLinksAndItsKeysOfJson() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var rsa = (RSAPrivateCrtKey) pair.getPrivate();
        String account = "accounts/127.0.0.1:24200/dir/0123abcd/";
        write(
                account + "private_key.json",
                Json.write(
                        Map.of(
                                "kty", "RSA",
                                "n", url(rsa.getModulus()),
                                "e", url(rsa.getPublicExponent()),
                                "d", url(rsa.getPrivateExponent()),
                                "p", url(rsa.getPrimeP()),
                                "q", url(rsa.getPrimeQ()),
                                "dp", url(rsa.getPrimeExponentP()),
                                "dq", url(rsa.getPrimeExponentQ()),
                                "qi", url(rsa.getCrtCoefficient()))));
        write(account + "regr.json", "{\"body\": {}, \"uri\": \"https://127.0.0.1:24200/a/1\"}");
        write("archive/example.net/fullchain1.pem", CHAIN);
        write("archive/example.net/privkey1.pem", KEY);
        Files.createDirectories(folder.resolve("live/example.net"));
        for (String name : List.of("fullchain", "privkey")) {
            Files.createSymbolicLink(
                    folder.resolve("live/example.net/" + name + ".pem"),
                    Path.of("../../archive/example.net/" + name + "1.pem"));
        }
        write("live/README", "words");
        write(
                "renewal/example.net.conf",
                "version = 2.1.0\n[renewalparams]\nauthenticator = dns-luadns\nserver = https://127.0.0.1:24200/dir\n");

        Findings findings = found();
        assertThat(findings.client()).isEqualTo("certbot");
        Findings.Account found = findings.accounts().getFirst();
        assertThat(found.directory()).contains("https://127.0.0.1:24200/dir");
        assertThat(found.url()).contains("https://127.0.0.1:24200/a/1");
        assertThat(found.key()).isEqualTo(Pem.of("PRIVATE KEY", rsa.getEncoded()));
        assertThat(findings.certificates().getFirst().proof())
                .isEqualTo(new Proof.Dns("dns-luadns"));
        assertThat(findings.certificates().getFirst().directory())
                .contains("https://127.0.0.1:24200/dir");
        assertThat(findings.certificates().getFirst().chain()).isEqualTo(CHAIN);
        assertThat(findings.skipped()).isEmpty();
    }

    @Test
    void readsKeysOfCurvesFromJson() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        String text = Json.write(Map.of("kty", "EC", "crv", "P-256", "d", url(key.getS())));
        assertThat(JsonWebKey.pem(Json.read(text)))
                .isEqualTo(Pem.of("PRIVATE KEY", key.getEncoded()));
    }

    @Test
    void readsLego() throws IOException {
        String account = "accounts/acme-v02.api.letsencrypt.org/you@example.net/";
        write(account + "account.json", "{\"registration\": {\"uri\": \"https://acme/acct/9\"}}");
        write(account + "keys/you@example.net.key", KEY);
        write("accounts/127.0.0.1_24200/you@example.net/account.json", "{}");
        write("certificates/_.example.net.crt", CHAIN);
        write("certificates/_.example.net.issuer.crt", CHAIN);
        write("certificates/_.example.net.key", KEY);
        write("certificates/lost.test.crt", CHAIN);

        Findings findings = found();
        assertThat(findings.client()).isEqualTo("lego");
        assertThat(findings.accounts())
                .extracting(Findings.Account::directory, Findings.Account::url)
                .containsExactly(
                        tuple(Optional.of(LETS_ENCRYPT), Optional.of("https://acme/acct/9")));
        assertThat(findings.certificates())
                .extracting(Findings.Certificate::names)
                .containsExactly(List.of("*.example.net"));
        assertThat(findings.skipped())
                .extracting(Findings.Skipped::why)
                .containsExactlyInAnyOrder(
                        "you@example.net.key is missing", "lost.test.key is missing");
    }

    @Test
    void readsCaddyButNotWhatItSignedItself() throws IOException {
        String site =
                "certificates/acme.example.org-acme-directory/wildcard_.example.net/wildcard_.example.net";
        write(site + ".crt", CHAIN);
        write(site + ".key", KEY);
        write(
                site + ".json",
                "{\"issuer_data\": {\"ca\": \"https://acme.example.org/acme/directory\"}}");
        write("certificates/local/a.localhost/a.localhost.crt", CHAIN);
        String user = "acme/acme.example.org-acme-directory/users/you@example.net/you";
        write(user + ".json", "{\"location\": \"https://acme.example.org/acme/acct/3\"}");
        write(user + ".key", KEY);
        write("acme/acme-v02.api.letsencrypt.org-directory/users/default/default.key", KEY);
        write("acme/acme-v02.api.letsencrypt.org-directory/users/default/default.json", "{}");

        Findings findings = found();
        assertThat(findings.client()).isEqualTo("Caddy");
        assertThat(findings.accounts())
                .extracting(a -> a.directory().orElseThrow())
                .containsExactly(LETS_ENCRYPT, "https://acme.example.org/acme/directory");
        assertThat(findings.certificates())
                .extracting(Findings.Certificate::names)
                .containsExactly(List.of("*.example.net"));
        assertThat(findings.skipped())
                .extracting(Findings.Skipped::why)
                .containsExactly("it is of Caddy's own authority, which nobody else trusts");
    }

    @Test
    void readsTraefiksFileAndItsFolder() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        write(
                "acme.json",
                """
                {"main": {
                  "Account": {"Email": "you@example.net", "KeyType": "4096", "PrivateKey": "%s",
                    "Registration": {"uri": "https://acme-v02.api.letsencrypt.org/acme/acct/5"}},
                  "Certificates": [
                    {"domain": {"main": "example.net", "sans": ["www.example.net"]},
                     "certificate": "%s", "key": "%s", "Store": "default"},
                    {"domain": {"main": "bad.test"}, "certificate": "A=B", "key": ""}]},
                 "empty": {"Account": null, "Certificates": null}}
                """
                        .formatted(
                                base64(pair.getPrivate().getEncoded()),
                                base64(CHAIN.getBytes(StandardCharsets.UTF_8)),
                                base64(KEY.getBytes(StandardCharsets.UTF_8))));
        for (Path place : List.of(folder, folder.resolve("acme.json"))) {
            Findings findings = AcmeClients.in(place).orElseThrow();
            assertThat(findings.client()).isEqualTo("Traefik");
            assertThat(findings.accounts())
                    .extracting(Findings.Account::directory)
                    .containsExactly(Optional.of(LETS_ENCRYPT));
            assertThat(findings.accounts().getFirst().key())
                    .startsWith("-----BEGIN RSA PRIVATE KEY");
            assertThat(findings.certificates())
                    .extracting(Findings.Certificate::names, Findings.Certificate::key)
                    .containsExactly(tuple(List.of("example.net", "www.example.net"), KEY));
            assertThat(findings.skipped())
                    .extracting(Findings.Skipped::why)
                    .containsExactly("the certificate or its key is damaged (expected: base64)");
        }
    }

    @Test
    void recognisesNothingElse() throws IOException {
        write("index.html", "<title>no</title>");
        assertThat(AcmeClients.in(folder)).isEmpty();
        assertThat(AcmeClients.in(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void readsNoFileThatIsTooLarge() throws IOException {
        write("certificates/a.test.crt", "x".repeat(70_000));
        write("accounts/h/m/account.json", "{}");
        assertThat(found().skipped())
                .extracting(Findings.Skipped::why)
                .contains("it is larger than 65536 octets");
    }

    private static Findings recorded(String client) throws URISyntaxException {
        Path folder =
                Path.of(Objects.requireNonNull(AcmeClientsTest.class.getResource(client)).toURI());
        return AcmeClients.in(folder).orElseThrow();
    }

    private Findings found() {
        return AcmeClients.in(folder).orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String url(BigInteger number) {
        byte[] octets = number.toByteArray();
        int zero = octets[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(octets, zero, octets.length));
    }
}
