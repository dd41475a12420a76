package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Incoming webhooks, slash commands, buttons and dialogs, with a program of our own behind them.
@Timeout(60)
class IntegrationsTest {
    private static final String SQUARE = "wizards/town-square";
    private static final String ALLOWED = "ServiceSettings.AllowedUntrustedInternalConnections";

    private final Clock clock = new Clock();
    private final Program program = new Program();
    private Door door;
    private PaperMattermost server;
    private Person ann;
    private Rest admin;
    private Rest nobody;

    @BeforeEach
    void start() throws Exception {
        door = Door.open(0, program);
        server = PaperMattermost.start(settings(Release.V11_10));
        ann = server.person("ann");
        server.open(SQUARE, ann, server.admin());
        admin = new Rest(server.url(), server.admin().token());
        nobody = new Rest(server.url(), "");
    }

    private Settings settings(Release release) {
        return Settings.forBridges(release).with(clock).with(ALLOWED, "127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        nobody.close();
        server.close();
        door.close();
    }

    @Test
    void aWebhookAnswersOkAndTellsNoId() throws Exception {
        String hook = hook(Map.of());
        Rest.Answer answer =
                nobody.post("/hooks/" + hook, Map.of("text", "m", "props", Map.of("cb_key", "k")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
        Seen post = server.posts(SQUARE).getFirst();
        assertThat(post.author()).isEqualTo("admin");
        assertThat(post.props()).containsEntry("from_webhook", "true").containsEntry("cb_key", "k");
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void aWebhookOverridesNamesInEveryReleaseWhereThatIsOn(Release release) throws Exception {
        String hook = hook(Map.of());
        nobody.post("/hooks/" + hook, Map.of("text", "off", "username", "Bob"));
        server.restart(
                settings(release).with("ServiceSettings.EnablePostUsernameOverride", "true"));
        nobody.post("/hooks/" + hook, Map.of("text", "on", "username", "Bob"));
        assertThat(server.posts(SQUARE).stream().map(Seen::shownAs))
                .containsExactly("admin", "Bob");
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void aWebhookAnswersInThreadsFrom118On(Release release) throws Exception {
        String hook = hook(Map.of());
        server.restart(settings(release));
        String root = ann.post(SQUARE, "root");
        nobody.post("/hooks/" + hook, Map.of("text", "answer", "root_id", root));
        assertThat(server.posts(SQUARE).getLast().root())
                .isEqualTo(release == Release.V11_7 ? "" : root);
    }

    @Test
    void aWebhookSplitsWhatIsTooLong() throws Exception {
        String hook = hook(Map.of());
        nobody.post("/hooks/" + hook, Map.of("text", "x".repeat(20_000)));
        assertThat(server.posts(SQUARE).stream().map(part -> part.message().length()))
                .containsExactly(16_383, 3_617);
        assertThat(nobody.post("/hooks/" + hook, Map.of()).status()).isEqualTo(400);
    }

    @Test
    void aLockedWebhookStaysInItsChannel() throws Exception {
        server.open("wizards/elsewhere", server.admin());
        String open = hook(Map.of());
        String locked = hook(Map.of("channel_locked", true));
        Map<String, Object> elsewhere = Map.of("text", "m", "channel", "elsewhere");
        assertThat(nobody.post("/hooks/" + open, elsewhere).status()).isEqualTo(200);
        assertThat(nobody.post("/hooks/" + locked, elsewhere).status()).isEqualTo(403);
        assertThat(nobody.post("/hooks/" + Id.next(), elsewhere).status()).isEqualTo(400);
    }

    @Test
    void botsOwnNoWebhooksAndNoCommands() throws Exception {
        Person bot = server.bot("bridge");
        Map<String, Object> hook =
                Map.of("channel_id", server.channel(SQUARE), "user_id", bot.id());
        assertThat(admin.post("/api/v4/hooks/incoming", hook).status()).isEqualTo(400);
        admin.put(
                "/api/v4/users/" + bot.id() + "/roles",
                Map.of("roles", "system_user system_admin"));
        try (Rest promoted = new Rest(server.url(), bot.token())) {
            assertThat(promoted.post("/api/v4/commands", command()).status()).isEqualTo(400);
        }
    }

    @Test
    void aCommandIsAFormWithATokenInItsHead() throws Exception {
        Json made = admin.post("/api/v4/commands", command()).json();
        program.answer(200, Map.of("text", "done"));
        assertThat(ann.command(SQUARE, "/croft site list")).isEqualTo("done");
        Asked asked = program.asked();
        assertThat(asked.headers.get("authorization")).isEqualTo("Token " + made.text("token"));
        assertThat(asked.headers.get("content-type"))
                .isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.form("text")).isEqualTo("site list");
        assertThat(asked.form("command")).isEqualTo("/croft");
        assertThat(asked.form("user_name")).isEqualTo("ann");
        assertThat(asked.form("channel_name")).isEqualTo("town-square");
        assertThat(asked.form("team_domain")).isEqualTo("wizards");
        assertThat(asked.form("trigger_id")).isNotEmpty();
        assertThat(asked.form("response_url")).startsWith(server.url() + "/hooks/commands/");
        assertThat(ann.whispers()).containsExactly("done");
        assertThat(server.posts(SQUARE)).isEmpty();
    }

    @Test
    void aCommandIsAnsweredInTheChannelAsWhoeverRanIt() throws Exception {
        admin.post("/api/v4/commands", command());
        program.answer(
                200,
                Map.of(
                        "response_type",
                        "in_channel",
                        "text",
                        "seen by all",
                        "extra_responses",
                        List.of(Map.of("text", "seen by ann"))));
        ann.command(SQUARE, "/croft");
        Seen post = server.posts(SQUARE).getFirst();
        assertThat(post.author()).isEqualTo("ann");
        assertThat(post.props()).containsEntry("from_webhook", "true");
        assertThat(ann.whispers()).containsExactly("seen by ann");
    }

    @Test
    void aLateAnswerIsTakenFiveTimesWithinHalfAnHour() throws Exception {
        admin.post("/api/v4/commands", command());
        program.answer(200, Map.of());
        ann.command(SQUARE, "/croft");
        String path =
                program.asked().form("response_url").substring(server.url().toString().length());
        clock.add(29 * 60_000);
        for (int i = 0; i < 5; i++) {
            assertThat(nobody.post(path, Map.of("text", "late")).status()).isEqualTo(200);
        }
        assertThat(nobody.post(path, Map.of("text", "late")).status()).isEqualTo(400);
        assertThat(ann.whispers()).hasSize(5);
        program.answer(200, Map.of());
        ann.command(SQUARE, "/croft");
        path = program.asked().form("response_url").substring(server.url().toString().length());
        clock.add(30 * 60_000 + 1);
        assertThat(nobody.post(path, Map.of("text", "late")).status()).isEqualTo(404);
    }

    @Test
    void aSlowOrFailingProgramFailsTheCommand() throws Exception {
        admin.post("/api/v4/commands", command());
        server.restart(
                settings(Release.V11_10)
                        .with("ServiceSettings.OutgoingIntegrationRequestsTimeout", "1"));
        program.sleep();
        assertThatThrownBy(() -> ann.command(SQUARE, "/croft"))
                .hasMessageContaining("api.command.execute_command.failed.app_error");
        program.asked();
        program.answer(503, Map.of());
        assertThatThrownBy(() -> ann.command(SQUARE, "/croft"))
                .hasMessageContaining("api.command.execute_command.failed_resp.app_error");
        assertThatThrownBy(() -> ann.command(SQUARE, "/other")).hasMessageContaining("not_found");
    }

    @Test
    void callbacksToThisMachineAreBlockedUnlessAllowed() throws Exception {
        admin.post("/api/v4/commands", command());
        server.restart(settings(Release.V11_10).with(ALLOWED, ""));
        assertThatThrownBy(() -> ann.command(SQUARE, "/croft"))
                .hasMessageContaining("api.command.execute_command.failed.app_error");
        assertThat(program.asked.isEmpty()).isTrue();
    }

    @Test
    void aCommandNeedsASiteUrl() throws Exception {
        admin.post("/api/v4/commands", command());
        server.restart(settings(Release.V11_10).with("ServiceSettings.SiteURL", ""));
        assertThatThrownBy(() -> ann.command(SQUARE, "/croft"))
                .hasMessageContaining("site_url_required");
    }

    @Test
    void aRegeneratedTokenReplacesTheOld() throws Exception {
        Json made = admin.post("/api/v4/commands", command()).json();
        String next =
                admin.put("/api/v4/commands/" + made.text("id") + "/regen_token", Map.of())
                        .json()
                        .text("token");
        program.answer(200, Map.of("text", "done"));
        ann.command(SQUARE, "/croft");
        assertThat(program.asked().headers.get("authorization")).isEqualTo("Token " + next);
        assertThat(next).isNotEqualTo(made.text("token"));
    }

    @Test
    void aButtonAsksItsProgramAndHidesWhereItLeads() throws Exception {
        String id = buttons();
        try (Rest reader = new Rest(server.url(), ann.token())) {
            Json action =
                    reader.get("/api/v4/posts/" + id)
                            .json()
                            .get("props")
                            .get("attachments")
                            .elements()
                            .getFirst()
                            .get("actions")
                            .elements()
                            .getFirst();
            assertThat(action.text("id")).isNotEmpty();
            assertThat(action.has("integration")).isFalse();
        }
        program.answer(
                200,
                Map.of(
                        "update",
                        Map.of("message", "done", "props", Map.of()),
                        "ephemeral_text",
                        "psst"));
        ann.press(id, "Yes");
        Json asked = program.asked().json();
        assertThat(asked.get("context").text("what")).isEqualTo("purge");
        assertThat(asked.text("user_id")).isEqualTo(ann.id());
        assertThat(asked.text("post_id")).isEqualTo(id);
        assertThat(server.shown(SQUARE).getFirst().message()).isEqualTo("done");
        assertThat(ann.whispers()).containsExactly("psst");
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void aBusyProgramIsHeardOfFrom1110On(Release release) throws Exception {
        server.restart(settings(release));
        String id = buttons();
        program.answer(503, Map.of());
        String expected = release == Release.V11_7 ? "\"status_code\":400" : "\"status_code\":503";
        assertThatThrownBy(() -> ann.press(id, "Yes")).hasMessageContaining(expected);
    }

    @Test
    void aDialogOpensForAFreshTriggerAndAnswersItsProgram() throws Exception {
        String id = buttons();
        program.answer(200, Map.of());
        ann.press(id, "Yes");
        String trigger = program.asked().json().text("trigger_id");
        Map<String, Object> dialog =
                Map.of(
                        "trigger_id",
                        trigger,
                        "url",
                        url(),
                        "dialog",
                        Map.of("title", "Sure?", "callback_id", "c", "state", "s"));
        assertThat(nobody.post("/api/v4/actions/dialogs/open", dialog).status()).isEqualTo(200);
        program.answer(200, Map.of("errors", Map.of("name", "no")));
        assertThat(ann.submit(SQUARE, Map.of("name", "x"))).contains("\"name\":\"no\"");
        Json submitted = program.asked().json();
        assertThat(submitted.text("type")).isEqualTo("dialog_submission");
        assertThat(submitted.get("submission").text("name")).isEqualTo("x");
        assertThat(submitted.text("state")).isEqualTo("s");
        clock.add(3_001);
        assertThat(nobody.post("/api/v4/actions/dialogs/open", dialog).json().text("id"))
                .endsWith("expired");
    }

    private String buttons() throws Exception {
        Map<String, Object> action =
                Map.of(
                        "name",
                        "Yes",
                        "type",
                        "button",
                        "integration",
                        Map.of("url", url(), "context", Map.of("what", "purge")));
        return admin.post(
                        "/api/v4/posts",
                        Map.of(
                                "channel_id",
                                server.channel(SQUARE),
                                "message",
                                "really?",
                                "props",
                                Map.of(
                                        "attachments",
                                        List.of(Map.of("text", "t", "actions", List.of(action))))))
                .json()
                .text("id");
    }

    private String hook(Map<String, Object> more) throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of("channel_id", server.channel(SQUARE)));
        body.putAll(more);
        return admin.post("/api/v4/hooks/incoming", body).json().text("id");
    }

    private Map<String, Object> command() throws Exception {
        String team = admin.get("/api/v4/teams/name/wizards").json().text("id");
        return Map.of("team_id", team, "trigger", "croft", "method", "P", "url", url());
    }

    private String url() {
        return "http://127.0.0.1:" + door.port() + "/callback";
    }

    /// A program that the server asks.
    private static final class Program implements Visitors {
        private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
        private final BlockingQueue<Optional<Reply>> answers = new LinkedBlockingQueue<>();

        void answer(int status, Map<String, Object> body) {
            answers.add(Optional.of(Reply.json(status, body)));
        }

        /// Does not answer the next time, for longer than anybody waits.
        void sleep() {
            answers.add(Optional.empty());
        }

        Asked asked() throws InterruptedException {
            Asked one = asked.poll(10, TimeUnit.SECONDS);
            if (one == null) {
                throw new AssertionError("nobody asked");
            }
            return one;
        }

        @Override
        public Reply answer(
                String method, String uri, Map<String, String> headers, InputStream body)
                throws IOException, InterruptedException {
            asked.add(new Asked(headers, new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            Optional<Reply> answer = answers.take();
            if (answer.isEmpty()) {
                new CountDownLatch(1).await();
            }
            return answer.orElseThrow();
        }

        @Override
        public Optional<Talk> talk(String uri, Map<String, String> headers) {
            return Optional.empty();
        }
    }

    private record Asked(Map<String, String> headers, String body) {
        String form(String name) {
            return new QueryStringDecoder(body, false)
                    .parameters()
                    .getOrDefault(name, List.of(""))
                    .getFirst();
        }

        Json json() throws IOException {
            return Json.read(body);
        }
    }
}
