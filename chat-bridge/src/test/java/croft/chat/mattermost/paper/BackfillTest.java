package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `since`, `after` and `before` leave out.
@Timeout(60)
class BackfillTest {
    private final Clock clock = new Clock();
    private PaperMattermost server;
    private Person ann;
    private Rest rest;
    private String square;

    @BeforeEach
    void start() throws Exception {
        server = PaperMattermost.start(Settings.forBridges(Release.V11_10).with(clock));
        ann = server.person("ann");
        Person bridge = server.bot("bridge");
        square = server.open("wizards/town-square", ann, bridge);
        rest = new Rest(server.url(), bridge.token());
    }

    @AfterEach
    void stop() throws Exception {
        rest.close();
        server.close();
    }

    @Test
    void sinceTakesAThousandRowsAndNotTheOldest() throws Exception {
        String first = say("0");
        for (int i = 1; i < 1500; i++) {
            say(Integer.toString(i));
        }
        List<String> order = order("?since=1");
        assertThat(order).hasSize(1000);
        List<String> all = server.posts("wizards/town-square").stream().map(Seen::id).toList();
        assertThat(order).isNotEqualTo(all.subList(0, 1000).reversed());
        assertThat(order).isNotEqualTo(all.subList(500, 1500).reversed());
        Set<String> walked = new HashSet<>(Set.of(first));
        String last = first;
        while (true) {
            List<String> page = order("?after=" + last + "&per_page=200");
            if (page.isEmpty()) {
                break;
            }
            walked.addAll(page);
            last = page.getFirst();
        }
        assertThat(walked).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void sinceIsStrict() throws Exception {
        String id = say("now");
        long at = server.posts("wizards/town-square").getFirst().updatedAt();
        assertThat(order("?since=" + at)).isEmpty();
        assertThat(order("?since=" + (at - 1))).containsExactly(id);
    }

    @Test
    void sinceTellsWhatWasDeletedUnlessThreadsAreCollapsed() throws Exception {
        String root = say("root");
        String answer = ann.reply(root, "answer");
        String gone = say("gone");
        long before = clock.millis();
        clock.add(1);
        ann.delete(gone);
        Json list = rest.get(list("?since=" + before)).json();
        assertThat(list.get("order").texts()).containsExactly(gone);
        assertThat(list.get("posts").get(gone).number("delete_at")).isPositive();
        assertThat(order("?since=1&collapsedThreads=true")).containsExactly(root);
        assertThat(order("?since=1")).contains(root, answer, gone);
    }

    @Test
    void sinceTellsRowsOfTheHistoryOfEditsAsDeletedPosts() throws Exception {
        String id = say("first");
        clock.add(1);
        ann.edit(id, "second");
        Json posts = rest.get(list("?since=1")).json().get("posts");
        assertThat(posts.map()).hasSize(2);
        assertThat(posts.get(id).text("message")).isEqualTo("second");
        assertThat(posts.get(id).number("edit_at")).isPositive();
        posts.map().keySet().stream()
                .filter(other -> !other.equals(id))
                .forEach(other -> {
                    assertThat(posts.get(other).text("original_id")).isEqualTo(id);
                    assertThat(posts.get(other).text("message")).isEqualTo("first");
                    assertThat(posts.get(other).number("delete_at")).isPositive();
                });
    }

    @Test
    void sinceTellsReactionsAndAnswersByTheirPost() throws Exception {
        String id = say("root");
        long before = clock.millis();
        clock.add(1);
        ann.react(id, "tada");
        Json post = rest.get(list("?since=" + before)).json().get("posts").get(id);
        assertThat(post.get("metadata").get("reactions").elements())
                .singleElement()
                .satisfies(one -> assertThat(one.text("emoji_name")).isEqualTo("tada"));
        long between = clock.millis();
        clock.add(1);
        ann.unreact(id, "tada");
        assertThat(order("?since=" + between)).containsExactly(id);
        long last = clock.millis();
        clock.add(1);
        String answer = ann.reply(id, "answer");
        assertThat(order("?since=" + last)).containsExactlyInAnyOrder(id, answer);
    }

    @Test
    void afterAndBeforeSkipTheSameMillisecond() throws Exception {
        String first = say("first");
        String same = say("same");
        ann.post("wizards/town-square", "same too");
        String next = say("next");
        assertThat(order("?after=" + first)).contains(same);
        assertThat(order("?after=" + same)).containsExactly(next);
        clock.add(1);
        assertThat(order("?before=" + same)).containsExactly(first);
    }

    @Test
    void afterLeavesOutWhatWasDeletedExceptForAdministrators() throws Exception {
        String first = say("first");
        String gone = say("gone");
        ann.delete(gone);
        assertThat(order("?after=" + first)).isEmpty();
        assertThat(rest.get(list("?include_deleted=true&after=" + first)).status()).isEqualTo(403);
        try (Rest admin = new Rest(server.url(), server.admin().token())) {
            Json list = admin.get(list("?include_deleted=true&after=" + first)).json();
            assertThat(list.get("order").texts()).containsExactly(gone);
        }
    }

    @Test
    void idsTellWhatWasDeletedToo() throws Exception {
        String first = say("first");
        String gone = say("gone");
        ann.delete(gone);
        Json posts = rest.post("/api/v4/posts/ids", List.of(first, gone, Id.next())).json();
        assertThat(posts.elements().stream().map(one -> one.text("id")))
                .containsExactly(gone, first);
        assertThat(posts.elements().getFirst().number("delete_at")).isPositive();
        assertThat(rest.post("/api/v4/posts/ids", List.of()).status()).isEqualTo(400);
        assertThat(
                        rest.post("/api/v4/posts/ids", Collections.nCopies(1001, first))
                                .json()
                                .text("id"))
                .isEqualTo("api.post.posts_by_ids.invalid_body.request_error");
    }

    @Test
    void idsTellNothingOfChannelsThatOneMayNotRead() throws Exception {
        Person merlin = server.person("merlin");
        server.openPrivate("wizards/tower", merlin);
        String secret = merlin.post("wizards/tower", "secret");
        assertThat(rest.post("/api/v4/posts/ids", List.of(secret)).json().elements()).isEmpty();
    }

    @Test
    void pagesHaveTwoHundredPostsAtMost() throws Exception {
        for (int i = 0; i < 210; i++) {
            say(Integer.toString(i));
        }
        assertThat(order("?per_page=1000")).hasSize(200);
        assertThat(order("")).hasSize(60);
    }

    private String say(String text) {
        clock.add(1);
        return ann.post("wizards/town-square", text, Map.of());
    }

    private String list(String query) {
        return "/api/v4/channels/" + square + "/posts" + query;
    }

    private List<String> order(String query) throws Exception {
        Rest.Answer answer = rest.get(list(query));
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer.json().get("order").texts();
    }
}
