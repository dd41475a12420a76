package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Visitors who want the same at the same time: one request to the backend, as far as its answer is
/// for all of them.
@Timeout(60)
class TogetherTest {
    private static final String FRESH = "Cache-Control: max-age=60";
    private static final int VISITORS = 20;

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void theBackendIsAskedOnce(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersBehind(answer, "/a", "200 OK", "hello", FRESH);
            List<Future<Reply>> replies = all(site, protocol, threads, "/a");
            Eventually.until(() -> site.edge.traffic.exchanges() == VISITORS);
            answer.open();
            int collapsed = 0;
            for (Future<Reply> each : replies) {
                Reply reply = each.get(30, TimeUnit.SECONDS);
                assertThat(reply.body()).isEqualTo("hello");
                assertThat(reply.whole()).isTrue();
                // one that is late by a moment finds it in the store
                boolean others = reply.cacheStatus().contains("collapsed");
                collapsed += others || reply.cacheStatus().contains("hit") ? 1 : 0;
            }
            assertThat(collapsed).isEqualTo(VISITORS - 1);
            assertThat(site.origin.count("/a")).isEqualTo(1);
            assertThat(site.edge.cache.fetches()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whoComesLateReadsAlong(Visitor.Protocol protocol) throws Exception {
        Gate rest = new Gate();
        String half = "x".repeat(50_000);
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersInTwo(rest, "/a", half, half, FRESH);
            site.origin.answers(
                    "/open",
                    (_, connection) -> {
                        connection.send(
                                "HTTP/1.1 200 OK\r\n"
                                        + FRESH
                                        + "\r\nTransfer-Encoding: chunked\r\n\r\nc350\r\n"
                                        + half
                                        + "\r\n");
                        rest.pass();
                        connection.send("c350\r\n" + half + "\r\n0\r\n\r\n");
                    });
            List<Future<Reply>> replies = new ArrayList<>();
            for (String path : new String[] {"/a", "/open"}) {
                replies.add(threads.submit(() -> site.get(protocol, path)));
                Eventually.until(() ->
                        site.origin.count(path) == 1 && site.edge.memory.budget().used() >= 50_000);
                replies.addAll(all(site, protocol, threads, path));
            }
            Eventually.until(() -> site.edge.traffic.responses(2) == 2 * VISITORS + 2);
            rest.open();
            for (Future<Reply> each : replies) {
                Reply reply = each.get(30, TimeUnit.SECONDS);
                assertThat(reply.whole()).isTrue();
                assertThat(reply.body()).isEqualTo(half + half);
            }
            assertThat(site.origin.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatCannotBeStoredIsAskedForByEachAtOnce(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        Gate together = new Gate(VISITORS - 1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers(
                    "/a",
                    (_, connection) -> {
                        if (first.getAndSet(false)) {
                            answer.pass();
                        } else {
                            // a convoy, one behind the other, would wait here for ever
                            together.open();
                            together.pass();
                        }
                        connection.send(
                                ScriptedOrigin.response(
                                        "200 OK", "hello", 5, "Cache-Control: private"));
                    });
            List<Future<Reply>> replies = all(site, protocol, threads, "/a");
            Eventually.until(() -> site.edge.traffic.exchanges() == VISITORS);
            answer.open();
            for (Future<Reply> each : replies) {
                assertThat(each.get(30, TimeUnit.SECONDS).body()).isEqualTo("hello");
            }
            assertThat(site.origin.count("/a")).isEqualTo(VISITORS);

            Reply later = site.get(protocol, "/a");
            assertThat(later.cacheStatus()).contains("not storable before");
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            site.get(protocol, "/a");
            assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aClientThatGoesAwayTakesNothingFromTheOthers(Visitor.Protocol protocol) throws Exception {
        Gate rest = new Gate();
        String half = "x".repeat(500_000);
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersInTwo(rest, "/a", half, half, FRESH);
            Visitor leaving = site.visit(protocol);
            leaving.send("GET", "/a", "");
            Eventually.until(() -> site.edge.memory.budget().used() >= 500_000);
            Future<Reply> staying = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == 2);
            leaving.close();
            Eventually.until(() -> site.edge.traffic.cancellations() == 1);
            rest.open();
            assertThat(staying.get(30, TimeUnit.SECONDS).body()).isEqualTo(half + half);
            assertThat(site.get(protocol, "/a").cacheStatus()).contains("hit");
            assertThat(site.origin.count("/a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatNobodyWaitsForIsGivenUp(Visitor.Protocol protocol) throws Exception {
        Gate end = new Gate();
        try (CachedSite site = new CachedSite()) {
            site.origin.answers("/a", (_, _) -> end.pass());
            Visitor leaving = site.visit(protocol);
            leaving.send("GET", "/a", "");
            Eventually.until(() -> site.origin.count("/a") == 1);
            leaving.close();
            Eventually.until(() -> site.edge.cache.fetches() == 0);
            end.open();
            site.origin.answers("/a", "200 OK", "hello", FRESH);
            assertThat(site.get(protocol, "/a").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void eachVariantIsAskedForOnce(Visitor.Protocol protocol) throws Exception {
        Gate answer = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers(
                    "/a",
                    (request, connection) -> {
                        answer.pass();
                        connection.send(
                                ScriptedOrigin.response(
                                        "200 OK",
                                        request.field("accept-language", "none"),
                                        2,
                                        FRESH,
                                        "Vary: Accept-Language"));
                    });
            List<Future<Reply>> german = all(site, protocol, threads, "/a", "de");
            List<Future<Reply>> french = all(site, protocol, threads, "/a", "fr");
            Eventually.until(() -> site.edge.traffic.exchanges() == 2 * VISITORS);
            answer.open();
            for (int i = 0; i < VISITORS; i++) {
                assertThat(german.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("de");
                assertThat(french.get(i).get(30, TimeUnit.SECONDS).body()).isEqualTo("fr");
            }
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsStaleIsValidatedOnceForAll(Visitor.Protocol protocol) throws Exception {
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answers("/a", "200 OK", "hello", FRESH, "ETag: \"v1\"");
            site.get(protocol, "/a");
            site.pass(Duration.ofMinutes(2));
            Gate answer = new Gate();
            site.origin.answers(
                    "/a",
                    (_, connection) -> {
                        answer.pass();
                        connection.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
                    });
            List<Future<Reply>> replies = all(site, protocol, threads, "/a");
            Eventually.until(() -> site.edge.traffic.exchanges() == VISITORS + 1);
            answer.open();
            for (Future<Reply> each : replies) {
                assertThat(each.get(30, TimeUnit.SECONDS).body()).isEqualTo("hello");
            }
            assertThat(site.origin.count("/a")).isEqualTo(2);
        }
    }

    private static List<Future<Reply>> all(
            CachedSite site, Visitor.Protocol protocol, ExecutorService threads, String path) {
        return all(site, protocol, threads, path, "en");
    }

    private static List<Future<Reply>> all(
            CachedSite site,
            Visitor.Protocol protocol,
            ExecutorService threads,
            String path,
            String language) {
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            replies.add(
                    threads.submit(() -> site.get(protocol, path, "accept-language", language)));
        }
        return replies;
    }
}
