package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What may be posted, by whom, and what becomes of it.
@Timeout(60)
class PostsTest {
    private static final String SQUARE = "wizards/town-square";

    private final Clock clock = new Clock();
    private PaperMattermost server;
    private Person ann;
    private Person bridge;
    private String square;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        server = PaperMattermost.start(Settings.forBridges(Release.V11_10).with(clock));
        ann = server.person("ann");
        bridge = server.bot("bridge");
        square = server.open(SQUARE, ann, bridge);
        rest = new Rest(server.url(), bridge.token());
    }

    @AfterEach
    void stop() throws Exception {
        rest.close();
        server.close();
    }

    @Test
    void aPendingIdMakesOnePostWithinHalfAMinute() throws Exception {
        String first = create(Map.of("pending_post_id", "a:1")).text("id");
        clock.add(29_000);
        assertThat(create(Map.of("pending_post_id", "a:1")).text("id")).isEqualTo(first);
        clock.add(30_001);
        assertThat(create(Map.of("pending_post_id", "a:1")).text("id")).isNotEqualTo(first);
        assertThat(server.posts(SQUARE)).hasSize(2);
    }

    @Test
    void aPendingIdIsForgottenByARestart() throws Exception {
        String first = create(Map.of("pending_post_id", "a:1")).text("id");
        server.restart();
        assertThat(create(Map.of("pending_post_id", "a:1")).text("id")).isNotEqualTo(first);
    }

    @Test
    void aPendingIdIsRefusedWhileItsPostIsBeingMade() throws Exception {
        Gate gate = server.holdNextPost();
        CompletableFuture<Rest.Answer> first =
                CompletableFuture.supplyAsync(() -> post(Map.of("pending_post_id", "a:1")));
        gate.awaitSomebody();
        Rest.Answer second = post(Map.of("pending_post_id", "a:1"));
        assertThat(second.status()).isEqualTo(500);
        assertThat(second.json().text("id")).isEqualTo("api.post.deduplicate_create_post.pending");
        gate.open();
        String id = first.get(10, TimeUnit.SECONDS).json().text("id");
        assertThat(create(Map.of("pending_post_id", "a:1")).text("id")).isEqualTo(id);
    }

    @Test
    void aPendingIdIsFreeAgainAfterAFailure() throws Exception {
        Map<String, Object> bad =
                Map.of("pending_post_id", "a:1", "root_id", "ybndrfg8ejkmcpqxot1uwisza3");
        assertThat(post(bad).status()).isEqualTo(400);
        assertThat(post(Map.of("pending_post_id", "a:1")).status()).isEqualTo(201);
    }

    @Test
    void aPendingIdIsNotStored() throws Exception {
        String id = create(Map.of("pending_post_id", "a:1")).text("id");
        assertThat(rest.get("/api/v4/posts/" + id).json().text("pending_post_id")).isEmpty();
    }

    @Test
    void clientsDoNotChooseIds() {
        assertThat(error(Map.of("id", Id.next())))
                .isEqualTo("400 app.post.save.existing.app_error");
    }

    @Test
    void onlyAdministratorsChooseWhen() throws Exception {
        long before = clock.millis();
        assertThat(create(Map.of("create_at", 1000)).number("create_at")).isEqualTo(before);
        try (Rest admin = new Rest(server.url(), server.admin().token())) {
            Json post =
                    admin.post(
                                    "/api/v4/posts",
                                    Map.of("channel_id", square, "message", "m", "create_at", 1000))
                            .json();
            assertThat(post.number("create_at")).isEqualTo(1000);
        }
    }

    @Test
    void messagesHave16383CharactersAtMost() {
        assertThat(error(Map.of("message", "ä".repeat(16_383)))).isEqualTo("201 ");
        assertThat(error(Map.of("message", "🙂".repeat(16_383)))).isEqualTo("201 ");
        assertThat(error(Map.of("message", "ä".repeat(16_384))))
                .isEqualTo("400 model.post.is_valid.message_length.app_error");
    }

    @Test
    void postsHaveTenFilesAtMost() {
        assertThat(error(Map.of("file_ids", files(10)))).isEqualTo("201 ");
        assertThat(error(Map.of("file_ids", files(11))))
                .isEqualTo("400 model.post.is_valid.file_ids.app_error");
    }

    private List<String> files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bridge.upload(SQUARE, i + ".txt", new byte[] {1}))
                .toList();
    }

    @Test
    void aRootIsAFirstPostOfTheSameChannel() {
        String root = ann.post(SQUARE, "root");
        String reply = ann.reply(root, "reply");
        server.open("wizards/elsewhere", ann, bridge);
        String elsewhere = ann.post("wizards/elsewhere", "elsewhere");
        String gone = ann.post(SQUARE, "gone");
        ann.delete(gone);
        assertThat(error(Map.of("root_id", root))).isEqualTo("201 ");
        assertThat(error(Map.of("root_id", reply)))
                .isEqualTo("400 api.post.create_post.root_id.app_error");
        assertThat(error(Map.of("root_id", elsewhere)))
                .isEqualTo("400 api.post.create_post.channel_root_id.app_error");
        assertThat(error(Map.of("root_id", gone)))
                .isEqualTo("400 api.post.create_post.root_id.app_error");
    }

    @Test
    void onlyMembersPostUnlessARoleLetsThem() throws Exception {
        String closed = server.openPrivate("wizards/tower", ann);
        assertThat(error(Map.of("channel_id", closed)))
                .isEqualTo("403 api.context.permissions.app_error");
        Person everywhere = server.person("herald", "system_user system_post_all");
        try (Rest herald = new Rest(server.url(), everywhere.token())) {
            assertThat(
                            herald.post(
                                            "/api/v4/posts",
                                            Map.of("channel_id", closed, "message", "m"))
                                    .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void onesOwnPostsAreEditedAndDeletedAndOthersByAdministrators() throws Exception {
        String own = create(Map.of()).text("id");
        String others = ann.post(SQUARE, "hers");
        assertThat(rest.put("/api/v4/posts/" + own + "/patch", Map.of("message", "n")).status())
                .isEqualTo(200);
        assertThat(rest.put("/api/v4/posts/" + others + "/patch", Map.of("message", "n")).status())
                .isEqualTo(403);
        assertThat(rest.delete("/api/v4/posts/" + others).status()).isEqualTo(403);
        try (Rest admin = new Rest(server.url(), server.admin().token())) {
            assertThat(
                            admin.put("/api/v4/posts/" + others + "/patch", Map.of("message", "n"))
                                    .status())
                    .isEqualTo(200);
            assertThat(admin.delete("/api/v4/posts/" + others).status()).isEqualTo(200);
        }
        assertThat(rest.delete("/api/v4/posts/" + own).status()).isEqualTo(200);
        assertThat(rest.delete("/api/v4/posts/" + own).status()).isEqualTo(403);
        assertThat(rest.put("/api/v4/posts/" + own + "/patch", Map.of("message", "n")).status())
                .isEqualTo(403);
        assertThat(rest.get("/api/v4/posts/" + own).status()).isEqualTo(404);
    }

    @Test
    void aThreadGoesWithItsRootAndOnlyTheRootIsTold() throws Exception {
        String root = ann.post(SQUARE, "root");
        String reply = ann.reply(root, "reply");
        try (Ears ears = Ears.open(server, bridge.token())) {
            ears.next("hello");
            ann.delete(root);
            ann.post(SQUARE, "next");
            List<Json> heard = ears.until("posted");
            assertThat(heard).hasSize(2);
            Json told = Json.read(heard.getFirst().get("data").text("post"));
            assertThat(told.text("id")).isEqualTo(root);
            assertThat(told.number("delete_at")).isZero();
        }
        assertThat(rest.get("/api/v4/posts/" + reply).status()).isEqualTo(404);
    }

    @Test
    void reactionsAreOnesOwnAndOnce() throws Exception {
        String id = ann.post(SQUARE, "post");
        Map<String, Object> own =
                Map.of("user_id", bridge.id(), "post_id", id, "emoji_name", "tada");
        Map<String, Object> others =
                Map.of("user_id", ann.id(), "post_id", id, "emoji_name", "tada");
        assertThat(rest.post("/api/v4/reactions", own).status()).isEqualTo(200);
        assertThat(rest.post("/api/v4/reactions", own).status()).isEqualTo(200);
        assertThat(rest.post("/api/v4/reactions", others).status()).isEqualTo(403);
        assertThat(server.posts(SQUARE).getFirst().reactions()).containsExactly("bridge:tada");
        Json all = rest.post("/api/v4/posts/ids/reactions", List.of(id)).json();
        assertThat(all.get(id).elements()).hasSize(1);
        String path = "/api/v4/users/" + bridge.id() + "/posts/" + id + "/reactions/tada";
        assertThat(rest.delete(path).status()).isEqualTo(200);
        assertThat(server.posts(SQUARE).getFirst().reactions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void namesAreOverriddenUntil12(Release release) throws Exception {
        server.restart(Settings.forBridges(release).with(clock));
        Json post =
                create(
                        Map.of(
                                "props",
                                Map.of(
                                        "from_webhook",
                                        "true",
                                        "override_username",
                                        "Bob",
                                        "override_icon_url",
                                        "u",
                                        "cb_key",
                                        "k")));
        boolean kept = release != Release.V12_0;
        assertThat(post.get("props").has("override_username")).isEqualTo(kept);
        assertThat(post.get("props").has("from_webhook")).isEqualTo(kept);
        assertThat(post.get("props").text("cb_key")).isEqualTo("k");
        assertThat(post.get("props").text("from_bot")).isEqualTo("true");
        assertThat(server.posts(SQUARE).getFirst().shownAs()).isEqualTo(kept ? "Bob" : "bridge");
    }

    @Test
    void editsIn12KeepTheNameThatAPostHad() throws Exception {
        String id =
                create(Map.of("props", Map.of("from_webhook", "true", "override_username", "Bob")))
                        .text("id");
        server.restart(Settings.forBridges(Release.V12_0).with(clock));
        Json edited =
                rest.put(
                                "/api/v4/posts/" + id + "/patch",
                                Map.of(
                                        "message",
                                        "new",
                                        "props",
                                        Map.of("override_username", "Eve", "cb_key", "k")))
                        .json();
        assertThat(edited.get("props").text("override_username")).isEqualTo("Bob");
        assertThat(edited.get("props").text("cb_key")).isEqualTo("k");
    }

    @Test
    void aHardenedServerRefusesNamesFromPeopleAndNotFromPrograms() throws Exception {
        server.restart(
                Settings.forBridges(Release.V11_10)
                        .with(clock)
                        .with("ServiceSettings.ExperimentalEnableHardenedMode", "true"));
        Map<String, Object> named = Map.of("props", Map.of("override_username", "Bob"));
        assertThat(error(named)).isEqualTo("201 ");
        Json login = Json.of(Map.of("login_id", "ann", "password", "ann"));
        try (Rest nobody = new Rest(server.url(), "")) {
            String session = nobody.post("/api/v4/users/login", login.map()).header("Token");
            try (Rest person = new Rest(server.url(), session)) {
                Rest.Answer answer =
                        person.post(
                                "/api/v4/posts",
                                Map.of(
                                        "channel_id",
                                        square,
                                        "message",
                                        "m",
                                        "props",
                                        Map.of("override_username", "Bob")));
                assertThat(answer.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void programsPostSilentlyFrom1110On() throws Exception {
        Rest.Answer silent =
                rest.post(
                        "/api/v4/posts?silent=true", Map.of("channel_id", square, "message", "m"));
        assertThat(silent.json().get("props").flag("silent_notification")).isTrue();
        try (Rest person = new Rest(server.url(), ann.token())) {
            assertThat(
                            person.post(
                                            "/api/v4/posts?silent=true",
                                            Map.of("channel_id", square, "message", "m"))
                                    .status())
                    .isEqualTo(403);
        }
        server.restart(Settings.forBridges(Release.V11_7).with(clock));
        Rest.Answer before =
                rest.post(
                        "/api/v4/posts?silent=true", Map.of("channel_id", square, "message", "m"));
        assertThat(before.status()).isEqualTo(201);
        assertThat(before.json().get("props").has("silent_notification")).isFalse();
    }

    @Test
    void entryHidesWhatIsOlderThanItsLimitAndKeepsIt() throws Exception {
        String first = ann.post(SQUARE, "0");
        for (int i = 1; i < 10; i++) {
            clock.add(1);
            ann.post(SQUARE, Integer.toString(i));
        }
        server.restart(Settings.forBridges(Release.V11_10).with(clock).entry(4));
        Json list = rest.get("/api/v4/channels/" + square + "/posts?since=1").json();
        assertThat(list.get("order").texts()).hasSize(4);
        assertThat(list.number("first_inaccessible_post_time")).isPositive();
        assertThat(rest.get("/api/v4/posts/" + first).status()).isEqualTo(403);
        server.restart(Settings.forBridges(Release.V11_10).with(clock));
        assertThat(rest.get("/api/v4/posts/" + first).status()).isEqualTo(200);
    }

    private Json create(Map<String, Object> more) throws Exception {
        Rest.Answer answer = post(more);
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String error(Map<String, Object> more) {
        Rest.Answer answer = post(more);
        try {
            return answer.status() + " " + (answer.status() < 400 ? "" : answer.json().text("id"));
        } catch (IOException e) {
            throw new AssertionError(answer.text(), e);
        }
    }

    private Rest.Answer post(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("channel_id", square, "message", "hello"));
        body.putAll(more);
        try {
            return rest.post("/api/v4/posts", body);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
