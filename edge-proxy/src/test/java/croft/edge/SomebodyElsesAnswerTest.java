package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Who waits for what another has asked for: gets it only if it is for him, also when the other has
/// gone meanwhile.
@Timeout(60)
class SomebodyElsesAnswerTest {
    private static final String FRESH = "Cache-Control: max-age=60";

    /// Enough for one at least to be on the event loop of who came first.
    private static final int OTHERS = 4;

    @ParameterizedTest
    @CsvSource({
        "HTTP1, Cache-Control: private",
        "HTTP1, Set-Cookie: sid=1",
        "HTTP2, Cache-Control: private",
        "HTTP2, Set-Cookie: sid=1"
    })
    void whatWasMadeForOneWhoHasGoneIsForNobody(Visitor.Protocol protocol, String field)
            throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            echo(site, "/a", answer, FRESH, field);
            Visitor leaving = site.visit(protocol);
            leaving.send("GET", "/a", "", "accept-language", "de");
            Eventually.until(() -> site.origin.count("/a") == 1);
            List<Future<Reply>> staying = several(site, protocol, threads, "fr");
            Eventually.until(() -> site.edge.traffic.exchanges() == 1 + OTHERS);
            leaving.close();
            Eventually.until(() -> site.edge.traffic.cancellations() == 1);
            answer.open();
            for (Future<Reply> each : staying) {
                assertThat(each.get(30, TimeUnit.SECONDS).body()).isEqualTo("fr");
            }
            Eventually.until(() -> site.edge.cache.fetches() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aVariantForOneWhoHasGoneIsForThoseWhoSelectIt(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            echo(site, "/a", answer, FRESH, "Vary: Accept-Language");
            Visitor leaving = site.visit(protocol);
            leaving.send("GET", "/a", "", "accept-language", "de");
            Eventually.until(() -> site.origin.count("/a") == 1);
            List<Future<Reply>> french = several(site, protocol, threads, "fr");
            Eventually.until(() -> site.edge.traffic.exchanges() == 1 + OTHERS);
            List<Future<Reply>> german = several(site, protocol, threads, "de");
            Eventually.until(() -> site.edge.traffic.exchanges() == 1 + 2 * OTHERS);
            leaving.close();
            Eventually.until(() -> site.edge.traffic.cancellations() == 1);
            answer.open();
            for (int i = 0; i < OTHERS; i++) {
                assertThat(french.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("fr");
                assertThat(german.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("de");
            }
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    /// A refresh carries the fields of who was answered stale.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatARefreshBringsForOneIsNotForAnother(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers(
                    "/a",
                    "200 OK",
                    "all",
                    "Cache-Control: public, max-age=60, stale-while-revalidate=60",
                    "ETag: \"1\"");
            site.get(protocol, "/a");
            site.pass(Duration.ofSeconds(90));
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        answer.pass();
                        connection.send(
                                ScriptedOrigin.response(
                                        "200 OK",
                                        request.field("cookie", "nobody"),
                                        6,
                                        "Cache-Control: private"));
                    });
            assertThat(site.get(protocol, "/a", "cookie", "Andrea").body()).isEqualTo("all");
            Eventually.until(() -> site.origin.count("/a") == 2);
            List<Future<Reply>> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(
                        threads.submit(
                                () -> site.get(protocol, "/a", "cache-control", "no-cache")));
            }
            Eventually.until(() -> site.edge.traffic.exchanges() == 2 + OTHERS);
            answer.open();
            for (Future<Reply> each : others) {
                assertThat(each.get(30, TimeUnit.SECONDS).body()).isEqualTo("nobody");
            }
        }
    }

    /// Two parts are stored, and stale; each visitor wants another.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoWantsAnotherPartGetsThat(Visitor.Protocol protocol) throws Exception {
        String content = "0123456789".repeat(100);
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Ranges.of(site.origin, "/a", content, "\"1\"", FRESH);
            site.get(protocol, "/a", "range", "bytes=0-99");
            site.get(protocol, "/a", "range", "bytes=505-599");
            site.pass(Duration.ofSeconds(90));
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        answer.pass();
                        if (request.field("if-none-match", "").equals("\"1\"")) {
                            connection.send(
                                    "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n"
                                            + FRESH
                                            + "\r\n\r\n");
                        } else {
                            Ranges.answer(request, connection, content, "\"1\"", FRESH);
                        }
                    });
            Future<Reply> late =
                    threads.submit(() -> site.get(protocol, "/a", "range", "bytes=505-510"));
            Eventually.until(() -> site.origin.count("/a") == 3);
            Future<Reply> early =
                    threads.submit(() -> site.get(protocol, "/a", "range", "bytes=0-5"));
            Future<Reply> whole = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.exchanges() == 5);
            answer.open();
            assertThat(early.get(30, TimeUnit.SECONDS).body()).isEqualTo("012345");
            assertThat(late.get(30, TimeUnit.SECONDS).body()).isEqualTo("567890");
            assertThat(whole.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(whole.get().body()).isEqualTo(content);
        }
    }

    /// To who comes while a body is still coming, it is as old as its head.
    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatHasBecomeStaleWhileItComesIsNotReadAlong(Visitor.Protocol protocol) throws Exception {
        Gate rest = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersInTwo(rest, "/a", "old", "old", FRESH);
            Future<Reply> first = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == 1);
            site.origin.answers("/a", "200 OK", "new", FRESH);
            site.pass(Duration.ofMinutes(2));
            assertThat(site.get(protocol, "/a").body()).isEqualTo("new");
            rest.open();
            assertThat(first.get(30, TimeUnit.SECONDS).body()).isEqualTo("oldold");
        }
    }

    private static List<Future<Reply>> several(
            CachedSite site, Visitor.Protocol protocol, ExecutorService threads, String language) {
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            replies.add(
                    threads.submit(() -> site.get(protocol, "/a", "accept-language", language)));
        }
        return replies;
    }

    private static void echo(CachedSite site, String path, Gate answer, String... fields) {
        site.origin.answers(
                path,
                (request, connection) -> {
                    answer.pass();
                    connection.send(
                            ScriptedOrigin.response(
                                    "200 OK", request.field("accept-language", "??"), 2, fields));
                });
    }
}
