package croft.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.DeclarationReader;
import croft.platform.declaration.Reading;
import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which services are given which of the secrets that croft.yml names.
class NamedSecretsTest {
    private static final String ALL =
            """
            contact: ada@example.net
            certificates:
              authority: { directory: "https://acme.example.net/dir", key-id: me, hmac: binding }
              challenge: dns-01
              dns: { provider: luadns, user: ada@example.net, secret: luadns }
              exports:
                - { host: www.example.net, folder: ./out, format: pkcs12, password: export }
              clients:
                - { user: mail, secret: client, names: [mail.example.net] }
            sites:
              - { host: www.example.net, static: ./www }
            chats:
              wizards: { url: "http://wizards:8065", token: bot, admin: boss, commands: { token: slash, allow: [ada] } }
              libera: { url: "ircs://irc.example.net", nick: croft, account: croft, password: irc }
            mail: { server: "smtp.example.net", from: croft@example.net, user: croft, password: smtp }
            """;

    @TempDir private Path secrets = Path.of("unset");

    @Test
    void eachGoesToTheOneServiceThatNeedsIt() throws IOException {
        assertThat(NamedSecrets.of(declared(ALL), secrets).byService())
                .isEqualTo(
                        Map.of(
                                "cert-manager",
                                Set.of("binding", "client", "export", "luadns"),
                                "chat-bridge",
                                Set.of("boss", "bot", "irc", "slash", "smtp")));
    }

    @Test
    void aKeyThatIsBeingRotatedGoesToWhoSealsAndWhoOpens() throws IOException {
        Files.writeString(secrets.resolve("vault-key-previous"), "x");
        assertThat(
                        NamedSecrets.of(
                                        declared("sites: [{ host: a.localhost, static: . }]"),
                                        secrets)
                                .byService())
                .isEqualTo(
                        Map.of(
                                "cert-manager",
                                Set.of("vault-key-previous"),
                                "edge-proxy",
                                Set.of("vault-key-previous")));
    }

    @Test
    void oneThatIsNotThereYetIsToldAndNotMounted() throws IOException, CannotStart {
        Files.writeString(secrets.resolve("luadns"), "x");
        Files.writeString(secrets.resolve("bot"), "x");
        NamedSecrets named = NamedSecrets.of(declared(ALL), secrets);
        assertThat(named.missing(secrets))
                .contains("smtp (for chat-bridge)", "export (for cert-manager)")
                .hasSize(7);
        Map<?, ?> file = ComposeYaml.parse(named.file(secrets), "the file");
        assertThat(file.get("services"))
                .isEqualTo(
                        Map.of(
                                "cert-manager", Map.of("secrets", List.of("luadns")),
                                "chat-bridge", Map.of("secrets", List.of("bot")),
                                "edge-proxy", Map.of()));
        assertThat(file.get("secrets"))
                .isEqualTo(
                        Map.of(
                                "bot", Map.of("file", "./.croft/secrets/bot"),
                                "luadns", Map.of("file", "./.croft/secrets/luadns")));
    }

    /// A file without any service is taken for one of another format.
    @Test
    void whereNoneIsNamedTheFileStillNamesServices() throws IOException, CannotStart {
        NamedSecrets none =
                NamedSecrets.of(declared("sites: [{ host: a.localhost, static: . }]"), secrets);
        Map<?, ?> file = ComposeYaml.parse(none.file(secrets), "the file");
        assertThat(file.get("services"))
                .isEqualTo(
                        Map.of(
                                "cert-manager", Map.of(),
                                "chat-bridge", Map.of(),
                                "edge-proxy", Map.of()));
        assertThat(file.containsKey("secrets")).isFalse();
    }

    private static Declaration declared(String yaml) throws IOException {
        return switch (DeclarationReader.read(
                "croft.yml", Path.of("/srv/corner"), yaml.getBytes(StandardCharsets.UTF_8))) {
            case Reading.Accepted(Declaration accepted, _) -> accepted;
            case Reading.Rejected(var mistakes) -> throw new AssertionError(mistakes);
        };
    }
}
