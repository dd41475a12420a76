package croft.edge;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.store.Purge;
import croft.platform.declaration.HostName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a purge takes back: exactly what it names, stored or on its way.
@Timeout(60)
class PurgeTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String[] PATHS = {"/a/1", "/a/2", "/b/1", "/b/1?x=1"};

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void takesWhatItNamesAndNothingElse(Visitor.Protocol protocol) throws IOException {
        expects(protocol, new Purge.Url(CachedSite.HOST, "/b/1", false), "/b/1");
        expects(protocol, new Purge.Prefix(CachedSite.HOST, "/a/", false), "/a/1", "/a/2");
        expects(protocol, new Purge.Host(new HostName(CachedSite.HOST), false), PATHS);
        expects(protocol, new Purge.Host(new HostName("other.test"), false));
        expects(
                protocol,
                new Purge.Keys(Set.of("key:/a/2", "unknown"), Optional.empty(), false),
                "/a/2");
        expects(protocol, new Purge.Keys(Set.of("all"), Optional.empty(), true), PATHS);
        expects(protocol, new Purge.Everything(true), PATHS);
    }

    private static void expects(Visitor.Protocol protocol, Purge purge, String... asked)
            throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            for (String path : PATHS) {
                site.origin.answers(path, "200 OK", "old", FRESH, "Surrogate-Key: all key:" + path);
                visitor.get(path);
            }
            assertThat(site.edge.cache.purge(purge)).isEqualTo(asked.length);
            for (String path : PATHS) {
                site.origin.answers(path, "200 OK", "new", FRESH);
                assertThat(visitor.get(path).body())
                        .as("%s after %s", path, purge)
                        .isEqualTo(Set.of(asked).contains(path) ? "new" : "old");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void softIsValidatedAndStandsInWhileTheBackendIsDown(Visitor.Protocol protocol)
            throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "hello", FRESH, "ETag: \"v1\"");
            visitor.get("/a");
            site.edge.cache.purge(new Purge.Host(new HostName(CachedSite.HOST), true));
            site.origin.answers(
                    "/a",
                    (_, connection) ->
                            connection.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"));
            assertThat(visitor.get("/a").cacheStatus()).contains("fwd-status=304");
            assertThat(visitor.get("/a").cacheStatus()).contains("hit");

            site.edge.cache.purge(new Purge.Host(new HostName(CachedSite.HOST), true));
            site.stopOrigin();
            assertThat(visitor.get("/a").body()).isEqualTo("hello");
            site.edge.cache.purge(new Purge.Host(new HostName(CachedSite.HOST), false));
            assertThat(visitor.get("/a").status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void whatIsOnItsWayIsNotStoredAnyMore(Visitor.Protocol protocol) throws Exception {
        Gate purged = new Gate();
        try (CachedSite site = new CachedSite();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            site.origin.answersInTwo(purged, "/a", "o", "ld", FRESH, "Surrogate-Key: k");
            Future<Reply> old = threads.submit(() -> site.get(protocol, "/a"));
            Eventually.until(() -> site.edge.traffic.responses(2) == 1);
            site.edge.cache.purge(new Purge.Keys(Set.of("k"), Optional.empty(), true));
            site.origin.answers("/a", "200 OK", "new", FRESH, "Surrogate-Key: k");
            assertThat(site.get(protocol, "/a").body()).isEqualTo("new");
            purged.open();
            assertThat(old.get(30, TimeUnit.SECONDS).body()).isEqualTo("old");
            assertThat(site.get(protocol, "/a").body()).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aPurgeRequestIsObeyedWhereItMayCome(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "old", FRESH, "Surrogate-Key: k");
            visitor.get("/a");
            assertThat(visitor.ask("PURGE", "/a").status()).isEqualTo(403);
            assertThat(visitor.get("/a").cacheStatus()).contains("hit");

            site.edge.purges.set(true);
            Reply purged = visitor.ask("PURGE", "/a");
            assertThat(purged.status()).isEqualTo(200);
            assertThat(purged.body()).isEqualTo("{\"purged\":1}\n");
            assertThat(visitor.ask("PURGE", "/a").body()).isEqualTo("{\"purged\":0}\n");
            visitor.get("/a");
            assertThat(visitor.ask("PURGE", "/", "surrogate-key", "k other").body())
                    .isEqualTo("{\"purged\":1}\n");
            assertThat(site.origin.asked()).noneMatch(asked -> asked.method().equals("PURGE"));
        }
    }

    @ParameterizedTest
    @EnumSource(Visitor.Protocol.class)
    void aBackendDropsItsOwnGroups(Visitor.Protocol protocol) throws IOException {
        try (CachedSite site = new CachedSite();
                Visitor visitor = site.visit(protocol)) {
            site.origin.answers("/a", "200 OK", "old", FRESH, "Cache-Groups: \"shop\", \"menu\"");
            site.origin.answers("/b", "200 OK", "old", FRESH, "Cache-Groups: \"other\"");
            visitor.get("/a");
            visitor.get("/b");
            site.origin.answers(
                    "/change", "204 No Content", "", "Cache-Group-Invalidation: \"menu\"");
            assertThat(visitor.ask("POST", "/change").status()).isEqualTo(204);
            site.origin.answers("/a", "200 OK", "new", FRESH);
            Eventually.until(() -> visitor.get("/a").body().equals("new"));
            assertThat(visitor.get("/b").cacheStatus()).contains("hit");
        }
    }
}
