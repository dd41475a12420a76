package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.store.Purge;
import croft.edge.upstream.RawBackend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Visitors, purges, time, and a backend that changes its pages and its mind: whatever happens in
/// whatever order, no reply is made of two versions, none is older than a purge that was over
/// before it was asked for, and none is called fresh that is not.
@Timeout(120)
class RandomWalkTest {
    private static final int STEPS = 250;
    private static final int PAGES = 4;
    private static final int WALKERS = 4;
    private static final int LINE = 20;
    private static final int LINES = 400;
    private static final int FRESH_FOR = 30;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsMixedOutdatedOrTooOld(long seed) throws Exception {
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Page[] pages = new Page[PAGES];
            for (int i = 0; i < PAGES; i++) {
                Page page = new Page("/page/" + i, seed * 100 + i, site.clock);
                pages[i] = page;
                site.origin.answers(page.path, page);
            }
            List<Future<?>> walks = new ArrayList<>();
            for (int i = 0; i < WALKERS; i++) {
                Random random = new Random(seed * 1000 + i);
                Visitor.Protocol protocol =
                        i % 2 == 0 ? Visitor.Protocol.HTTP1 : Visitor.Protocol.HTTP2;
                walks.add(
                        threads.submit(() -> {
                            walk(site, pages, protocol, random);
                            return null;
                        }));
            }
            for (Future<?> walk : walks) {
                walk.get(90, TimeUnit.SECONDS);
            }
            Eventually.until(() -> site.edge.cache.fetches() == 0);
            site.edge.store.clear();
            Eventually.until(() -> site.edge.memory.budget().used() == 0);
        }
    }

    private static void walk(
            CachedSite site, Page[] pages, Visitor.Protocol protocol, Random random)
            throws IOException {
        Visitor visitor = site.visit(protocol);
        for (int step = 0; step < STEPS; step++) {
            Page page = pages[random.nextInt(PAGES)];
            switch (random.nextInt(20)) {
                case 0 -> page.change();
                case 1 -> {
                    int version = page.change();
                    site.edge.cache.purge(
                            new Purge.Url(CachedSite.HOST, page.path, random.nextBoolean()));
                    page.purged.accumulateAndGet(version, Math::max);
                }
                case 2 -> site.pass(Duration.ofSeconds(random.nextInt(20)));
                case 3 -> {
                    visitor.send("GET", page.path, "");
                    visitor.close();
                    visitor = site.visit(protocol);
                }
                default -> {
                    int oldest = page.purged.get();
                    Instant asked = site.clock.instant();
                    String language = random.nextBoolean() ? "de" : "fr";
                    int first = random.nextInt(LINE * LINES);
                    Reply reply =
                            random.nextInt(3) == 0
                                    ? visitor.get(
                                            page.path,
                                            "accept-language",
                                            language,
                                            "range",
                                            "bytes=" + first + "-" + (first + random.nextInt(2000)))
                                    : visitor.get(page.path, "accept-language", language);
                    check(page, reply, language, oldest, asked);
                    if (!reply.whole()) {
                        visitor.close();
                        visitor = site.visit(protocol);
                    }
                }
            }
        }
        visitor.close();
    }

    private static void check(Page page, Reply reply, String language, int oldest, Instant asked) {
        if (!reply.whole() || reply.status() >= 400) {
            return;
        }
        assertThat(reply.status()).isIn(200, 206);
        String[] tag = reply.field("etag").replace("\"", "").split("-", -1);
        int version = Integer.parseInt(tag[0]);
        assertThat(tag[1]).isEqualTo(language);
        String content = page.content(version, language);
        String expected = content;
        if (reply.status() == 206) {
            String[] said = reply.field("content-range").substring(6).split("[-/]", -1);
            expected = content.substring(Integer.parseInt(said[0]), Integer.parseInt(said[1]) + 1);
        }
        assertThat(reply.body().equals(expected))
                .as("%s: %s", reply.fields(), reply.body().length())
                .isTrue();
        boolean standsIn = reply.cacheStatus().contains("detail=");
        if (!standsIn) {
            assertThat(version).as("%s", reply.fields()).isGreaterThanOrEqualTo(oldest);
        }
        if (reply.cacheStatus().contains("hit") && !standsIn) {
            // what the backend said last of this version was not earlier than that
            assertThat(page.lastSaid(version, language).plusSeconds(FRESH_FOR))
                    .as("%s", reply.fields())
                    .isAfterOrEqualTo(asked);
        }
    }

    /// A page at the backend.
    private static final class Page implements ScriptedOrigin.Script {
        private final String path;
        private final Random random;
        private final TestClock clock;
        private final AtomicInteger version = new AtomicInteger();
        private final AtomicInteger purged = new AtomicInteger();
        private final Map<String, Instant> said = new ConcurrentHashMap<>();

        Page(String path, long seed, TestClock clock) {
            this.path = path;
            this.random = new Random(seed);
            this.clock = clock;
        }

        int change() {
            return version.incrementAndGet();
        }

        Instant lastSaid(int of, String language) {
            return said.getOrDefault(of + language, Instant.EPOCH);
        }

        String content(int of, String language) {
            return String.format("%s %s %07d ", path, language, of).repeat(LINES);
        }

        @Override
        public void answer(ScriptedOrigin.Asked request, RawBackend.Connection connection)
                throws IOException {
            int now = version.get();
            String language = request.field("accept-language", "de");
            String content = content(now, language);
            String tag = "\"" + now + "-" + language + "\"";
            String fresh = "Cache-Control: max-age=" + random.nextInt(FRESH_FOR + 1);
            said.put(now + language, clock.instant());
            switch (random.nextInt(12)) {
                case 0 ->
                        connection.send(
                                ScriptedOrigin.response("503 Busy", "busy", 4, "Retry-After: 1"));
                case 1 -> {
                    connection.send(
                            "HTTP/1.1 200 OK\r\nETag: "
                                    + tag
                                    + "\r\nVary: Accept-Language\r\n"
                                    + fresh
                                    + "\r\nContent-Length: "
                                    + content.length()
                                    + "\r\n\r\n"
                                    + content.substring(0, content.length() / 2));
                    connection.reset();
                }
                case 2 -> connection.reset();
                case 3 ->
                        Ranges.answer(
                                request,
                                connection,
                                content,
                                tag,
                                "Cache-Control: no-store",
                                "Vary: Accept-Language");
                case 4 ->
                        connection.send(
                                "HTTP/1.1 200 OK\r\nETag: "
                                        + tag
                                        + "\r\nVary: Accept-Language\r\n"
                                        + fresh
                                        + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + Integer.toHexString(content.length())
                                        + "\r\n"
                                        + content
                                        + "\r\n0\r\n\r\n");
                default ->
                        Ranges.answer(
                                request, connection, content, tag, fresh, "Vary: Accept-Language");
            }
        }
    }
}
