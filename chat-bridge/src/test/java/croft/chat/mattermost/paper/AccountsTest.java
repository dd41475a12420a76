package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may make accounts and tokens, who may join what, and what a server says of itself.
@Timeout(60)
class AccountsTest {
    private final Clock clock = new Clock();
    private PaperMattermost server;
    private Person ann;
    private Rest admin;

    @BeforeEach
    void start() throws Exception {
        server = PaperMattermost.start(Settings.forBridges(Release.V11_10).with(clock));
        ann = server.person("ann");
        server.open("wizards/town-square", ann);
        admin = new Rest(server.url(), server.admin().token());
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        server.close();
    }

    @Test
    void aHumanAdministratorMakesBotsAndTheirTokens() throws Exception {
        Rest.Answer made = bot("ghost");
        assertThat(made.status()).isEqualTo(201);
        String id = made.json().text("user_id");
        Json token =
                admin.post("/api/v4/users/" + id + "/tokens", Map.of("description", "bridge"))
                        .json();
        try (Rest ghost = new Rest(server.url(), token.text("token"))) {
            assertThat(ghost.get("/api/v4/users/me").json().text("id")).isEqualTo(id);
            admin.post("/api/v4/users/tokens/revoke", Map.of("token_id", token.text("id")));
            assertThat(ghost.get("/api/v4/users/me").status()).isEqualTo(401);
        }
    }

    @Test
    void nobodyElseMakesBots() throws Exception {
        try (Rest person = new Rest(server.url(), ann.token())) {
            assertThat(person.post("/api/v4/bots", Map.of("username", "ghost")).status())
                    .isEqualTo(403);
        }
        Person bot = server.bot("bridge");
        admin.put(
                "/api/v4/users/" + bot.id() + "/roles",
                Map.of("roles", "system_user system_admin"));
        try (Rest promoted = new Rest(server.url(), bot.token())) {
            assertThat(promoted.post("/api/v4/bots", Map.of("username", "ghost")).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void botsAreNotMadeAtFirst() throws Exception {
        server.restart(Settings.of(Release.V11_10).with(clock));
        assertThat(bot("ghost").json().text("id")).isEqualTo("api.bot.create_disabled");
    }

    @ParameterizedTest
    @CsvSource({
        "gho, 201",
        "gh, 400",
        "abcdefghijklmnopqrstuv, 201",
        "abcdefghijklmnopqrstuvw, 400",
        "GHOST, 201",
        "1ghost, 400",
        "gho st, 400",
        "ghö, 400",
        "ghost.a_b-c, 201",
        "ann, 400"
    })
    void namesHave3To22CharactersOfAFew(String name, int status) throws Exception {
        assertThat(bot(name).status()).isEqualTo(status);
    }

    @Test
    void aDeactivatedBotIsNobody() throws Exception {
        Person bot = server.bot("bridge");
        try (Rest rest = new Rest(server.url(), bot.token())) {
            assertThat(rest.get("/api/v4/users/me").status()).isEqualTo(200);
            admin.post("/api/v4/bots/" + bot.id() + "/disable", Map.of());
            assertThat(rest.get("/api/v4/users/me").status()).isEqualTo(401);
            admin.post("/api/v4/bots/" + bot.id() + "/enable", Map.of());
            assertThat(rest.get("/api/v4/users/me").status()).isEqualTo(200);
        }
    }

    @Test
    void joiningNeedsTheTeamAndMakesAPost() throws Exception {
        Person bot = server.bot("bridge");
        String square = server.channel("wizards/town-square");
        Map<String, Object> who = Map.of("user_id", bot.id());
        assertThat(admin.post("/api/v4/channels/" + square + "/members", who).status())
                .isEqualTo(404);
        String team = admin.get("/api/v4/teams/name/wizards").json().text("id");
        admin.post("/api/v4/teams/" + team + "/members", who);
        assertThat(admin.post("/api/v4/channels/" + square + "/members", who).status())
                .isEqualTo(201);
        Json list = admin.get("/api/v4/channels/" + square + "/posts").json();
        assertThat(list.get("posts").get(list.get("order").texts().getFirst()).text("type"))
                .isEqualTo("system_add_to_channel");
    }

    @Test
    void publicChannelsAreReadByTheTeamAndPrivateOnesByMembers() throws Exception {
        Person bot = server.bot("bridge");
        server.joinTeam("wizards", bot);
        String tower = server.openPrivate("wizards/tower", ann);
        String square = server.channel("wizards/town-square");
        try (Rest rest = new Rest(server.url(), bot.token())) {
            assertThat(rest.get("/api/v4/channels/" + square + "/posts").status()).isEqualTo(200);
            assertThat(rest.get("/api/v4/channels/" + tower + "/posts").status()).isEqualTo(403);
        }
    }

    @Test
    void errorsAreJsonWithAnId() throws Exception {
        try (Rest nobody = new Rest(server.url(), "no such token")) {
            Rest.Answer answer = nobody.get("/api/v4/users/me");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().text("id")).isEqualTo("api.context.session_expired.app_error");
            assertThat(answer.json().number("status_code")).isEqualTo(401);
            assertThat(answer.json().text("request_id")).hasSize(26);
            assertThat(answer.json().text("message")).isNotEmpty();
        }
    }

    @Test
    void tooManyRequestsAreRefusedInPlainTextWithATime() throws Exception {
        server.restart(
                Settings.forBridges(Release.V11_10)
                        .with(clock)
                        .with("RateLimitSettings.Enable", "true")
                        .with("RateLimitSettings.MaxBurst", "4"));
        for (int i = 4; i >= 0; i--) {
            Rest.Answer answer = admin.get("/api/v4/users/me");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-ratelimit-limit")).isEqualTo("5");
            assertThat(answer.header("x-ratelimit-remaining")).isEqualTo(Integer.toString(i));
        }
        Rest.Answer refused = admin.get("/api/v4/users/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("x-ratelimit-reset")).isEqualTo("1");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.text()).isEqualTo("limit exceeded\n");
        clock.add(100);
        assertThat(admin.get("/api/v4/users/me").status()).isEqualTo(200);
    }

    @Test
    void loginsAreAlwaysLimited() throws Exception {
        Map<String, Object> login = Map.of("login_id", "ann", "password", "ann");
        for (int i = 0; i < 11; i++) {
            assertThat(admin.post("/api/v4/users/login", login).status()).isEqualTo(200);
        }
        assertThat(admin.post("/api/v4/users/login", login).status()).isEqualTo(429);
    }

    @Test
    void aServerSaysWhatItIs() throws Exception {
        try (Rest nobody = new Rest(server.url(), "")) {
            Json ping = nobody.get("/api/v4/system/ping?get_server_status=true").json();
            assertThat(ping.text("database_status")).isEqualTo("OK");
            assertThat(ping.text("filestore_status")).isEqualTo("OK");
            Json config = nobody.get("/api/v4/config/client?format=old").json();
            assertThat(config.text("Version")).isEqualTo("11.10.0");
            assertThat(config.text("BuildEnterpriseReady")).isEqualTo("false");
            assertThat(config.has("MaxFileSize")).isFalse();
        }
        assertThat(admin.get("/api/v4/config/client?format=old").json().text("MaxFileSize"))
                .isEqualTo("104857600");
        server.restart(Settings.forBridges(Release.V12_0).with(clock).entry(10_000));
        assertThat(admin.get("/api/v4/config/client").json().text("BuildEnterpriseReady"))
                .isEqualTo("true");
        assertThat(admin.get("/api/v4/license/client?format=old").json().text("SkuShortName"))
                .isEqualTo("entry");
        assertThat(admin.get("/api/v4/limits/server").json().number("postHistoryLimit"))
                .isEqualTo(10_000);
    }

    private Rest.Answer bot(String name) throws Exception {
        return admin.post("/api/v4/bots", Map.of("username", name, "display_name", name));
    }
}
