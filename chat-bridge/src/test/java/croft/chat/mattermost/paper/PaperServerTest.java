package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The double as a program.
@Timeout(60)
class PaperServerTest {
    @TempDir Path folder;

    @Test
    void hasWhoAndWhatItsEnvironmentNames() throws Exception {
        Path secret = Files.writeString(folder.resolve("wizards-bot"), "a-bots-token\n");
        Map<String, String> environment =
                Map.of(
                        "PAPER_ADMIN", "an-admins-token",
                        "PAPER_BOTS", "croft=" + secret,
                        "PAPER_PEOPLE", "ada=adas-token, bob=bobs-token",
                        "PAPER_CHANNELS", "home/town-square,home/ops",
                        "PAPER_RELEASE", "V12_0");
        try (PaperMattermost server = PaperServer.start(environment, "127.0.0.1", 0)) {
            assertThat(who(server.url(), "an-admins-token")).isEqualTo("admin");
            assertThat(who(server.url(), "a-bots-token")).isEqualTo("croft");
            assertThat(who(server.url(), "bobs-token")).isEqualTo("bob");
            String ops = server.channel("home/ops");
            try (Rest ada = new Rest(server.url(), "adas-token")) {
                Rest.Answer posted =
                        ada.post("/api/v4/posts", Map.of("channel_id", ops, "message", "Hello"));
                assertThat(posted.status()).isEqualTo(201);
            }
            assertThat(server.posts("home/ops")).hasSize(1);
        }
    }

    @Test
    void answersWhetherItIsThereWithoutAnyEnvironment() throws Exception {
        try (PaperMattermost server = PaperServer.start(Map.of(), "127.0.0.1", 0);
                Rest nobody = new Rest(server.url(), "")) {
            assertThat(nobody.get("/api/v4/system/ping").json().text("status")).isEqualTo("OK");
        }
    }

    @Test
    void takesTheSettingsThatMattermostTakes() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "MM_SERVICESETTINGS_ENABLEBOTACCOUNTCREATION", "false",
                        "MM_SQLSETTINGS_MAXOPENCONNS", "20",
                        "PAPER_ADMIN", "an-admins-token");
        try (PaperMattermost server = PaperServer.start(environment, "127.0.0.1", 0);
                Rest admin = new Rest(server.url(), "an-admins-token")) {
            assertThat(admin.post("/api/v4/bots", Map.of("username", "ghost")).json().text("id"))
                    .isEqualTo("api.bot.create_disabled");
        }
    }

    @Test
    void saysWhatItCannotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started("PAPER_CHANNELS", "ops"))
                .withMessage("PAPER_CHANNELS: ops (expected: TEAM/CHANNEL, …)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started("PAPER_BOTS", "croft"))
                .withMessageContaining("expected: NAME=TOKEN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started("PAPER_RELEASE", "V9"))
                .withMessageContaining("V9 (expected: one of [V11_7");
        Path nowhere = folder.resolve("nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started("PAPER_BOTS", "croft=" + nowhere))
                .withMessageContaining(nowhere + " cannot be read");
    }

    private static void started(String variable, String value) throws Exception {
        PaperServer.start(Map.of(variable, value), "127.0.0.1", 0).close();
    }

    private static String who(URI url, String token) throws Exception {
        try (Rest rest = new Rest(url, token)) {
            return rest.get("/api/v4/users/me").json().text("username");
        }
    }
}
